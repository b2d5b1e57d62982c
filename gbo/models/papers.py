"""The agreements of the *geïntegreerd breed onthaal* between CAW, OCMW and DMW, with who concluded and ended them.

`GboAgreement` satisfies `law.onward.GboAgreementFacts` by attribute name. What hangs on it is read with `.all()`, so
that `GboAgreement.objects.with_parties()` answers every question of the gate from memory.
"""

import uuid
from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.formats import date_format

from agreements.models import KeptFile, Mailbox, SaidNotPrinted, SuspensionOfSharing, current_of
from directory.models import KIND_LABELS, Organisation
from law.facts import OrganisationKind
from law.notice_period import gbo_last_day, gbo_start
from law.placeholders import has_placeholder
from law.roles import Role

KINDS = (OrganisationKind.CAW, OrganisationKind.OCMW, OrganisationKind.DMW)
"""The kinds of core actor, in the order of the paper."""


class GboAgreementQuerySet(models.QuerySet["GboAgreement"]):
    def visible_to(self, user: Any) -> "GboAgreementQuerySet":
        """Who keeps the papers, and who audits them."""
        return self.all() if user.has_role(Role.ADMINISTRATOR, Role.AUDITOR) else self.none()

    def with_parties(self) -> "GboAgreementQuerySet":
        """Load all that the gate asks, in a number of queries that does not depend on the number of agreements."""
        return self.select_related("notice__by_party__organisation").prefetch_related(
            "parties__organisation",
            "parties__mailbox_links__mailbox",
            "notice__letters__to_party__organisation",
            "suspensions__by_party__organisation",
            "suspensions__against_party__organisation",
        )

    def with_what_is_not_printed(self) -> "GboAgreementQuerySet":
        """Load what its page tells beside that, and the gate never asks (D28)."""
        return self.prefetch_related("not_printed__said_by")


class GboAgreement(models.Model):
    """The agreement of one region: one CAW, and one or more OCMWs and DMWs (GBO-overeenkomst; R40, R42, R43).

    It is in force from the last signature, for an indefinite term: no column says so, so nobody can type it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    drawn_up_at_place = models.CharField("opgemaakt te", max_length=100, blank=True)
    drawn_up_on = models.DateField("opgemaakt op", null=True, blank=True)
    advice_asked_on = models.DateField("advies gevraagd op", null=True, blank=True)
    advised_on = models.DateField("advies gegeven op", null=True, blank=True)
    advised_by = models.CharField("naam van de DPO van het CAW", max_length=120, blank=True)
    published_on = models.DateField("bekendgemaakt op", null=True, blank=True)
    publication_url = models.URLField("webadres van de bekendmaking", max_length=300, blank=True)
    created_at = models.DateTimeField("geregistreerd op", default=timezone.now, editable=False)

    objects = GboAgreementQuerySet.as_manager()

    class Meta:
        verbose_name = "GBO-overeenkomst"
        verbose_name_plural = "GBO-overeenkomsten"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(advised_on__gte=F("advice_asked_on")),
                name="gbo_advice_comes_after_the_question",
                violation_error_message="Het advies ligt voor de vraag. Pas één van beide datums aan.",
            ),
            models.CheckConstraint(
                condition=Q(published_on__isnull=True, publication_url="")
                | (Q(published_on__isnull=False) & ~Q(publication_url="")),
                name="gbo_publication_says_when_and_where",
                violation_error_message="Vul bij de bekendmaking zowel de datum als het webadres in.",
            ),
        ]

    def __str__(self) -> str:
        return " – ".join(str(party) for party in self.parties_in_order)

    @property
    def parties_in_order(self) -> "list[GboParty]":
        """The core actors as on the paper: CAW, OCMW, DMW, those of one kind by name."""
        return sorted(
            self.parties.all(), key=lambda one: (KINDS.index(OrganisationKind(one.kind)), one.organisation.name)
        )

    @property
    def caw(self) -> "GboParty":
        """The CAW, whose DPO advises and whose website shows the agreement (R42, R43)."""
        return next(party for party in self.parties.all() if party.kind == OrganisationKind.CAW)

    @property
    def party_ids(self) -> Collection[uuid.UUID]:
        return [party.organisation_id for party in self.parties.all()]

    def party_with(self, organisation_id: uuid.UUID) -> "GboParty | None":
        """The core actor that is this organisation; None when it is not a party."""
        return next((one for one in self.parties.all() if one.organisation_id == organisation_id), None)

    def mailbox_of(self, organisation_id: uuid.UUID) -> Mailbox | None:
        """The mailbox of a core actor (R70); None when it has none, or is not a party."""
        party = self.party_with(organisation_id)
        return party.mailbox if party else None

    def said_not_printed(self, key: str, party: "GboParty | None" = None) -> SaidNotPrinted | None:
        """That somebody did not find a fact on the paper (D28); None where nobody said so, or it is filled in."""
        whose = party.pk if party else None
        return next((one for one in self.not_printed.all() if (one.party_id, one.key) == (whose, key)), None)

    @property
    def signed_by_caw_on(self) -> date | None:
        return self._signed_on(OrganisationKind.CAW)

    @property
    def signed_by_ocmw_on(self) -> date | None:
        return self._signed_on(OrganisationKind.OCMW)

    @property
    def signed_by_dmw_on(self) -> date | None:
        return self._signed_on(OrganisationKind.DMW)

    @property
    def first_signed_on(self) -> date | None:
        """The day of the first signature: until then there is a draft to advise on (R43)."""
        return min((party.signed_on for party in self.parties.all() if party.signed_on), default=None)

    @property
    def in_force_from(self) -> date | None:
        """The day of the last signature (art. 14; R40); None as long as one is missing."""
        days = [self._signed_on(kind) for kind in KINDS]
        signed = [day for day in days if day is not None]
        return max(signed) if len(signed) == len(days) else None

    @property
    def advised_by_caw_dpo_on(self) -> date | None:
        return self.advised_on

    @property
    def adviser_shown(self) -> str:
        """Some papers name no DPO beside the advice (D28)."""
        return self.advised_by or ("naam niet ingevuld" if self.advised_on else "")

    @property
    def texts(self) -> Iterator[tuple[str, str]]:
        """Name and content of every text: where a placeholder of the template can have been left."""
        yield "plaats van opmaak", self.drawn_up_at_place
        yield "naam van de DPO die advies gaf", self.advised_by
        for party in self.parties_in_order:
            yield f"naam van het {KIND_LABELS[OrganisationKind(party.kind)]}", party.organisation.name
            yield f"ondertekenaar van {party}", party.signatory_name
            yield f"functie van de ondertekenaar van {party}", party.signatory_function
            yield f"tweede ondertekenaar van {party}", party.second_signatory_name
            yield f"functie van de tweede ondertekenaar van {party}", party.second_signatory_function
            yield f"naam van de DPO van {party}", party.dpo_name

    @property
    def placeholders(self) -> Collection[str]:
        """Names of the texts in which a placeholder was left ("NAAM CAW", "[DATUM]", "xxxx")."""
        return [name for name, text in self.texts if has_placeholder(text)]

    @property
    def notice_of_one(self) -> "GboNotice | None":
        """The notice that a core actor gave; None as long as nobody did."""
        return getattr(self, "notice", None)

    @property
    def notice_given_on(self) -> date | None:
        return self.notice_of_one.given_on if self.notice_of_one else None

    @property
    def notice_starts_on(self) -> date | None:
        """First Monday after the week of the notice (art. 14; R39)."""
        return gbo_start(self.notice_given_on) if self.notice_given_on else None

    @property
    def notice_ends_on(self) -> date | None:
        """Last day of the notice, computed and never typed (art. 14; R39)."""
        return gbo_last_day(self.notice_given_on) if self.notice_given_on else None

    @property
    def suspension_facts(self) -> "Iterable[GboSuspension]":
        return self.suspensions.all()

    @property
    def stopped_on(self) -> date | None:
        """From this day on nothing is shared any more, after a suspension (art. 9; R101)."""
        return min((one.stopped_on for one in self.suspensions.all() if one.stopped_on), default=None)

    @property
    def last_day(self) -> date | None:
        """Last day on which data may go under this agreement, by a notice or a stop; None while it runs on."""
        stopped = self.stopped_on - timedelta(days=1) if self.stopped_on else None
        return min((day for day in (self.notice_ends_on, stopped) if day is not None), default=None)

    def is_in_force(self, on: date) -> bool:
        """Whether all signed and nothing ended it by then; a suspension leaves it in force (R40)."""
        return (
            self.in_force_from is not None
            and self.in_force_from <= on
            and (self.last_day is None or on <= self.last_day)
        )

    def _signed_on(self, kind: OrganisationKind) -> date | None:
        days = [party.signed_on for party in self.parties.all() if party.kind == kind]
        signed = [day for day in days if day is not None]
        return max(signed) if signed and len(signed) == len(days) else None


class GboParty(models.Model):
    """One core actor: who signs and when, its DPO as in article 2, and the mailbox in which it gets data.

    One or two sign (R13); where they do on two days, the last one counts.

    Its mailboxes obey the rule of every mailbox that can receive client data (R69, R70, D27).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agreement = models.ForeignKey(GboAgreement, on_delete=models.PROTECT, related_name="parties")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField("soort", max_length=10, choices=[(kind.value, KIND_LABELS[kind]) for kind in KINDS])
    signatory_name = models.CharField("naam van de ondertekenaar", max_length=120, blank=True)
    signatory_function = models.CharField("functie van de ondertekenaar", max_length=120, blank=True)
    second_signatory_name = models.CharField("naam van de tweede ondertekenaar", max_length=120, blank=True)
    second_signatory_function = models.CharField("functie van de tweede ondertekenaar", max_length=120, blank=True)
    signed_on = models.DateField("ondertekend op", null=True, blank=True)
    dpo_name = models.CharField("naam van de DPO", max_length=120, blank=True)
    dpo_email = models.CharField("e-mailadres van de DPO", max_length=254, blank=True)

    class Meta:
        verbose_name = "kernactor"
        verbose_name_plural = "kernactoren"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in KINDS]),
                name="gbo_party_is_a_core_actor",
                violation_error_message="Kies een CAW, een OCMW of een DMW.",
            ),
            models.UniqueConstraint(
                fields=["agreement", "organisation"],
                name="gbo_party_once",
                violation_error_message="Deze organisatie is al partij bij deze GBO-overeenkomst.",
            ),
            models.UniqueConstraint(
                fields=["agreement"],
                condition=Q(kind=OrganisationKind.CAW.value),
                name="gbo_agreement_has_one_caw",
                violation_error_message="Een GBO-overeenkomst heeft één CAW.",
            ),
            models.CheckConstraint(
                condition=Q(signed_on__isnull=True) | ~Q(signatory_name=""),
                name="gbo_signature_says_by_whom",
                violation_error_message="Vul bij de handtekening ook de naam in.",
            ),
            models.CheckConstraint(
                condition=Q(second_signatory_name="", second_signatory_function="") | ~Q(signatory_name=""),
                name="gbo_second_signatory_comes_after_the_first",
                violation_error_message="Vul eerst de eerste ondertekenaar in.",
            ),
        ]

    if TYPE_CHECKING:
        organisation_id: uuid.UUID
        agreement_id: uuid.UUID

    def __str__(self) -> str:
        return str(self.organisation)

    @property
    def mailboxes(self) -> list[Mailbox]:
        """Every mailbox it had, and that of today."""
        return [link.mailbox for link in self.mailbox_links.all()]

    @property
    def mailbox(self) -> Mailbox | None:
        """The mailbox of today, in which it gets what a receiver passes on; None as long as there is none."""
        return current_of(self.mailboxes)


class GboMailbox(models.Model):
    """That a mailbox is, or was, the one of a core actor (R70, R90)."""

    mailbox = models.OneToOneField(Mailbox, on_delete=models.PROTECT, primary_key=True, related_name="+")
    party = models.ForeignKey(GboParty, on_delete=models.PROTECT, related_name="mailbox_links")

    class Meta:
        verbose_name = "mailbox van een kernactor"
        verbose_name_plural = "mailboxen van kernactoren"

    def __str__(self) -> str:
        return f"{self.party}: {self.mailbox}"


class GboNotice(models.Model):
    """The notice by one core actor, by registered letter to each of the others (art. 14; R39)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agreement = models.OneToOneField(GboAgreement, on_delete=models.PROTECT, related_name="notice")
    by_party = models.ForeignKey(GboParty, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "opzegging"
        verbose_name_plural = "opzeggingen"

    def __str__(self) -> str:
        return f"opzegging door {self.by_party}"

    @property
    def given_on(self) -> date:
        """The day of the last letter: the notice goes to all others, so it is given when the last one left."""
        return max(letter.sent_on for letter in self.letters.all())


class GboFile(KeptFile):
    """A file of a GBO agreement."""

    agreement = models.ForeignKey(
        GboAgreement, on_delete=models.PROTECT, related_name="files", verbose_name="GBO-overeenkomst"
    )

    class Meta(KeptFile.Meta):
        abstract = False

    @property
    def organisation(self) -> Organisation:
        return self.agreement.caw.organisation


class GboLetter(models.Model):
    """The proof that one of the others got its registered letter (art. 14; R39)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    notice = models.ForeignKey(GboNotice, on_delete=models.PROTECT, related_name="letters")
    to_party = models.ForeignKey(GboParty, on_delete=models.PROTECT, related_name="+")
    sent_on = models.DateField("verstuurd op")
    number = models.CharField("nummer van de aangetekende brief", max_length=100)

    class Meta:
        verbose_name = "aangetekende brief"
        verbose_name_plural = "aangetekende brieven"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["notice", "to_party"], name="one_gbo_letter_per_party"),
            models.CheckConstraint(condition=~Q(number=""), name="gbo_letter_has_a_number"),
        ]

    def __str__(self) -> str:
        return f"brief aan {self.to_party}"


class GboSuspension(SuspensionOfSharing):
    """One core actor suspends sharing until another complies, and may stop it afterwards (art. 9; R101)."""

    agreement = models.ForeignKey(GboAgreement, on_delete=models.PROTECT, related_name="suspensions")
    by_party = models.ForeignKey(GboParty, on_delete=models.PROTECT, related_name="+")
    against_party = models.ForeignKey(GboParty, on_delete=models.PROTECT, related_name="+")
    notified_on = models.DateField("kennisgeving op", null=True, blank=True)
    notification_proof = models.CharField("bewijs van de kennisgeving", max_length=100, blank=True)
    stopped_on = models.DateField("stopgezet vanaf", null=True, blank=True)

    class Meta(SuspensionOfSharing.Meta):
        abstract = False
        constraints: ClassVar = [
            *SuspensionOfSharing.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(by_party=F("against_party")),
                name="gbo_suspension_is_against_another",
                violation_error_message="Een kernactor schort op omdat een andere de afspraken niet naleeft.",
            ),
            models.CheckConstraint(
                condition=Q(notified_on__isnull=True, notification_proof="", stopped_on__isnull=True)
                | (
                    Q(notified_on__gte=F("from_on"), stopped_on__gte=F("notified_on"), stopped_on__gt=F("until_on"))
                    & Q(notified_on__isnull=False, stopped_on__isnull=False, until_on__isnull=False)
                    & ~Q(notification_proof="")
                ),
                name="gbo_stop_comes_after_suspension_and_notification",
                violation_error_message="Stopzetten kan pas na een opschorting en na een kennisgeving.",
            ),
        ]

    if TYPE_CHECKING:
        by_party_id: uuid.UUID

    def is_over(self, on: date) -> bool:
        """Sharing that was stopped for good is not suspended any more."""
        return self.stopped_on is not None or super().is_over(on)

    def against_last_day(self, last_day: date) -> str:
        """Why it cannot end on that day: nothing begins again after the stop."""
        return self.against_change or super().against_last_day(last_day)

    @property
    def against_change(self) -> str:
        """Why nothing about it can change any more: it led to the stop."""
        return f"Het doorgeven is al stopgezet vanaf {date_format(self.stopped_on)}." if self.stopped_on else ""


class GboAbsence(models.Model):
    """That there was no GBO agreement in the region of an OCMW or CAW when this was asked (protocol art. 4; R91)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.OneToOneField(Organisation, on_delete=models.PROTECT, related_name="+")
    asked_on = models.DateField("nagevraagd op")

    class Meta:
        verbose_name = "geen GBO-overeenkomst"
        verbose_name_plural = "geen GBO-overeenkomst"

    def __str__(self) -> str:
        return f"{self.organisation}: geen GBO-overeenkomst"
