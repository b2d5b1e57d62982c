"""The contract between one receiver and Opgroeien, which processes for it in this portal (art. 28 AVG; D21)."""

import uuid
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from agreements.models.files import KeptFile
from directory.models import Organisation
from law.roles import Role
from statements.written import written_once


class ProcessorContractQuerySet(models.QuerySet["ProcessorContract"]):
    def visible_to(self, user: Any) -> "ProcessorContractQuerySet":
        """Who keeps the papers, and who audits them."""
        return self.all() if user.has_role(Role.ADMINISTRATOR, Role.AUDITOR) else self.none()

    def of(self, receiver_id: uuid.UUID, on: date) -> "ProcessorContract | None":
        """The one that holds that day, else the last one that was signed by then, else the first to come."""
        return contract_that_counts(_contracts_of(receiver_id), on)

    def of_each(self, receivers: Iterable[uuid.UUID], on: date) -> "dict[uuid.UUID, ProcessorContract | None]":
        """The same for many receivers, in one query."""
        found: dict[uuid.UUID, list[ProcessorContract]] = {receiver: [] for receiver in receivers}
        for contract in self.filter(receiver__in=found):
            found[contract.receiver_id].append(contract)
        return {receiver: contract_that_counts(contracts, on) for receiver, contracts in found.items()}


@written_once
def _contracts_of(receiver: uuid.UUID) -> "models.QuerySet[ProcessorContract]":
    return ProcessorContract.objects.filter(receiver=receiver)


def contract_that_counts(found: "list[ProcessorContract]", on: date) -> "ProcessorContract | None":
    """Of the contracts of one receiver, the one that `of` returns."""
    signed = [one for one in found if one.signed_on <= on]
    holding = [one for one in signed if one.ends_on is None or on <= one.ends_on]
    by_day = sorted(holding or signed or found, key=lambda one: (one.signed_on, one.recorded_at))
    return by_day[-1] if by_day else None


class ProcessorContract(models.Model):
    """Signed by both; a next one comes beside it. Satisfies `law.processing.ProcessorContractFacts`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    receiver = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="ontvanger")
    signed_on = models.DateField("ondertekend op")
    receiver_signatory = models.CharField("ondertekenaar van de ontvanger", max_length=120)
    receiver_function = models.CharField("functie bij de ontvanger", max_length=120)
    agency_signatory = models.CharField("ondertekenaar van Opgroeien", max_length=120)
    agency_function = models.CharField("functie bij Opgroeien", max_length=120)
    sub_processors = models.CharField("andere verwerkers", max_length=500, blank=True)
    ends_on = models.DateField("tot en met", null=True, blank=True)
    recorded_at = models.DateTimeField("geregistreerd op", default=timezone.now)

    objects = ProcessorContractQuerySet.as_manager()

    class Meta:
        verbose_name = "verwerkersovereenkomst"
        verbose_name_plural = "verwerkersovereenkomsten"
        ordering: ClassVar = ["-signed_on", "-recorded_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("signed_on")),
                name="processor_contract_ends_after_it_began",
                violation_error_message="Het einde ligt voor de ondertekening. Pas één van beide datums aan.",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["receiver", "-signed_on"], name="processor_contract_of")]

    if TYPE_CHECKING:
        receiver_id: uuid.UUID

    def __str__(self) -> str:
        return f"verwerkersovereenkomst met {self.receiver}"


class ProcessorContractFile(KeptFile):
    """The signed contract."""

    contract = models.ForeignKey(
        ProcessorContract, on_delete=models.PROTECT, related_name="files", verbose_name="verwerkersovereenkomst"
    )

    class Meta(KeptFile.Meta):
        abstract = False

    @property
    def organisation(self) -> Organisation:
        return self.contract.receiver
