"""Referrals: one client handed over to one receiver (R66)."""

import uuid
from collections.abc import Iterable
from datetime import datetime
from enum import auto
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, Value, When
from django.utils import timezone

from accounts.models import User
from agreements.models import Agreement
from audit.codes import Codes
from consent.models import Consent, Withdrawal
from directory.models import Municipality, Organisation
from law.identification import Address, Identification, Name
from law.roles import Role
from law.unopened import Step
from outbox.models import OPEN, Transmission, TransmissionStatus
from referrals.terms.doubles import fingerprints
from referrals.terms.names import marks_asked, marks_of
from referrals.terms.reference import new_reference
from vault.fields import SealedTextField

INDEXES = ("person_index", "phone_index", "email_index")
"""Fingerprints that find a double without opening anything (`referrals.terms.doubles`)."""

DATA_FIELDS = (
    "first_name",
    "last_name",
    "street",
    "box",
    "postal_code",
    "municipality_name",
    "phone",
    "email",
    *INDEXES,
    "name_marks",
)
"""The columns that hold the four things that may be shared (R60), sealed, and their fingerprints: erased together."""


class ReferralStatus(Codes):
    """What the team reads about a referral, in the words of the glossary."""

    QUEUED = auto(), "klaar om te versturen"
    SENDING = auto(), "wordt verstuurd"
    SENT = auto(), "verstuurd"
    RETURNED = auto(), "teruggekomen"
    OPENED = auto(), "geopend door de ontvanger"
    FAILED = auto(), "verzenden mislukt"
    BLOCKED = auto(), "tegengehouden"
    CANCELLED = auto(), "geannuleerd"
    WITHDRAWN = auto(), "ingetrokken"
    ERASED = auto(), "gewist"

    @property
    def tone(self) -> str:
        """The colour that repeats the words (components/tag.html)."""
        return _TONES.get(self, "neutral")


_TONES = {
    ReferralStatus.QUEUED: "info",
    ReferralStatus.SENDING: "info",
    ReferralStatus.SENT: "success",
    ReferralStatus.OPENED: "success",
    ReferralStatus.RETURNED: "error",
    ReferralStatus.FAILED: "error",
    ReferralStatus.BLOCKED: "error",
    ReferralStatus.WITHDRAWN: "warning",
}


ADDRESS = ("street", "postal_code", "municipality_name")
"""The parts of an address that is given; a box only when there is one."""


def _all_null(*fields: str, null: bool) -> Q:
    return Q(**{f"{field}__isnull": null for field in fields})


def _withdrawn() -> Exists:
    """Whether the consent of a referral was withdrawn, without a look at the consent itself."""
    return Exists(Withdrawal.objects.filter(consent=OuterRef("consent")))


def _withdrawal() -> Subquery:
    """Its withdrawal, looked up for each row that is told: of an EXISTS, PostgreSQL would read all that there are."""
    return Subquery(Withdrawal.objects.filter(consent=OuterRef("consent")).values("pk")[:1])


class ReferralQuerySet(models.QuerySet["Referral"]):
    def visible_to(self, user: Any) -> "ReferralQuerySet":
        """A team member bound by secrecy sees the referrals of the own teams, and nobody else sees any (R6, R7, D8)."""
        if user.bound_by_secrecy_since is None:
            return self.none()
        return self.filter(team__in=user.organisations_as(Role.TEAM_MEMBER))

    def doubles_of(self, identification: Identification, *, partner: Organisation) -> "ReferralQuerySet":
        """Open referrals to this receiver of someone with the same name and address, phone or e-mail address."""
        found = fingerprints(identification)
        same = Q()
        for column in INDEXES:
            if found[column] is not None:
                same |= Q(**{column: found[column]})
        return self.filter(same, partner=partner, erased_at=None, consent__withdrawal=None).order_by("-filed_at")

    def named(self, typed: str, *, teams: Iterable[Organisation]) -> "ReferralQuerySet":
        """Those of these teams whose client bears this name, or part of it, as long as the data are kept (D16)."""
        same = Q(pk=None)
        for team in teams:
            for marks in marks_asked(typed, team_id=team.pk):
                same |= Q(team=team, name_marks__contains=marks)
        return self.filter(same, erased_at=None)

    def addressed_to(self, user: Any) -> "ReferralQuerySet":
        """A social worker meets the referrals that were sent to the own receivers (R8)."""
        receivers = user.organisations_as(Role.SOCIAL_WORKER)
        return self.filter(partner__in=receivers, transmission__status=TransmissionStatus.SENT)

    def waiting_since_before(self, moment: datetime) -> "ReferralQuerySet":
        """Filed before this moment, and still on the way out."""
        return self.filter(transmission__status__in=OPEN, transmission__created_at__lt=moment)

    def standing(self) -> "ReferralQuerySet":
        """Those whose consent was not withdrawn."""
        return self.filter(~_withdrawn())

    def unopened(self) -> "ReferralQuerySet":
        """Sent, and as far as the team sees still waiting at the receiver for someone who opens it (D12).

        Not once the password was read there or given by phone, the mail came back, or the referral came to its end.
        """
        waits = self.standing().filter(opened_at=None, read_out_at=None, erased_at=None)
        return waits.filter(transmission__status=TransmissionStatus.SENT, transmission__returned_at=None)

    def to_wake(self) -> "ReferralQuerySet":
        """Those of which the team has to call the receiver: every step came, and nobody opened them (D12)."""
        return self.unopened().filter(reminded_up_to=Step.TEAM)

    def with_status(self, only: str = "") -> "ReferralQuerySet":
        """The same as `with_state`, with the mail along."""
        found = self.with_state(only)
        return found.select_related("transmission").defer("transmission__message", "transmission__password")

    def with_state(self, only: str = "") -> "ReferralQuerySet":
        """Annotate `state`: the one status that tells most, from where the facts stand. Keep `only` those in it."""
        found = self.alias(withdrawn_by=_withdrawal()).annotate(
            state=Case(
                When(erased_at__isnull=False, then=Value(ReferralStatus.ERASED.value)),
                When(Q(withdrawn_by__isnull=False), then=Value(ReferralStatus.WITHDRAWN.value)),
                When(opened_at__isnull=False, then=Value(ReferralStatus.OPENED.value)),
                When(transmission__returned_at__isnull=False, then=Value(ReferralStatus.RETURNED.value)),
                default=F("transmission__status"),
                output_field=models.CharField(),
            )
        )
        if only and only != ReferralStatus.ERASED:
            found = found.filter(erased_at=None)  # known from the state too, but not to the index
        return found.filter(state=only) if only else found


class Referral(models.Model):
    """One client, one receiver. The four fields are sealed, and leave only as an archive (D1)."""

    NAMED_IN_TRAIL: ClassVar[tuple[str, ...]] = ("reference",)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField("referentie", max_length=9, unique=True, default=new_reference, editable=False)
    team = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="lokaal team")
    partner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="ontvanger")
    residence = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="+", verbose_name="verblijfplaats"
    )
    agreement = models.ForeignKey(
        Agreement,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="overeenkomst",
        help_text="The version it was filed under (R44).",
    )
    consent = models.OneToOneField(Consent, on_delete=models.PROTECT, verbose_name="toestemming")
    transmission = models.OneToOneField(Transmission, on_delete=models.PROTECT, verbose_name="verzending")
    filed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="aanmelder"
    )
    filed_at = models.DateTimeField("aangemeld op", default=timezone.now)
    opened_at = models.DateTimeField("geopend op", null=True)
    read_out_at = models.DateTimeField(
        "wachtwoord doorgegeven op", null=True, help_text="The team first read the password of what was sent, by phone."
    )
    erased_at = models.DateTimeField("gewist op", null=True)
    reminded_up_to = models.PositiveSmallIntegerField(
        "herinnerd tot stap", default=0, help_text="The last step of reminding its receiver that came (D12); 0 is none."
    )
    taken_over_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="overgenomen door"
    )

    first_name = SealedTextField("voornaam", null=True)
    last_name = SealedTextField("naam", null=True)
    street = SealedTextField("straat en nummer", null=True)
    box = SealedTextField("bus", null=True)
    postal_code = SealedTextField("postcode", null=True)
    municipality_name = SealedTextField("gemeente", null=True)
    phone = SealedTextField("telefoonnummer", null=True)
    email = SealedTextField("e-mailadres", null=True)
    person_index = models.BinaryField(null=True, editable=False)
    phone_index = models.BinaryField(null=True, editable=False)
    email_index = models.BinaryField(null=True, editable=False)
    name_marks = ArrayField(models.BinaryField(), null=True, editable=False)

    loaded_notices: "list[Any] | None" = None
    """The requests to delete, and the reports, of a page that says more things about them."""
    loaded_reports: "list[Any] | None" = None

    objects = ReferralQuerySet.as_manager()

    class Meta:
        verbose_name = "aanmelding"
        verbose_name_plural = "aanmeldingen"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(erased_at__isnull=False) | Q(last_name__isnull=False),
                name="a_referral_has_a_name_until_erased",
            ),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=False)
                | _all_null(*ADDRESS, null=False)
                | (_all_null(*ADDRESS, "box", null=True) & (Q(phone__isnull=False) | Q(email__isnull=False))),  # D14
                name="a_referral_has_an_address_or_a_way_to_reach",
            ),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True) | _all_null(*DATA_FIELDS, null=True),
                name="an_erased_referral_holds_no_data",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["team", "-filed_at"], name="referral_worklist"),
            models.Index(fields=["partner", "-filed_at"], name="referral_partner"),
            models.Index(
                fields=["team", "filed_at"],
                condition=Q(opened_at__isnull=True, erased_at__isnull=True),
                name="referral_unopened",
            ),
            models.Index(
                fields=["team", "filed_at"],
                condition=Q(opened_at=None, read_out_at=None, erased_at=None, reminded_up_to=Step.TEAM),
                name="referral_to_wake",
            ),
            models.Index(fields=["team", "-filed_at"], condition=Q(erased_at__isnull=True), name="referral_kept"),
            models.Index(fields=["filed_at"], condition=Q(erased_at__isnull=True), name="referral_to_erase"),
            models.Index(fields=["person_index"], name="referral_person"),
            models.Index(fields=["phone_index"], name="referral_phone"),
            models.Index(fields=["email_index"], name="referral_email"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def status(self) -> ReferralStatus:
        """The status of a referral that was loaded `with_state()`."""
        state: str = self.__dict__["state"]
        return ReferralStatus(state)

    @property
    def handler(self) -> User:
        """Who follows it up at the team: who filed it, or the colleague who took it over."""
        return self.taken_over_by or self.filed_by

    @property
    def client_name(self) -> str:
        """The name as people say it; empty once erased, and the one name of who has one (D14)."""
        return " ".join(name for name in (self.first_name, self.last_name) if name)

    @property
    def identification(self) -> Identification | None:
        """The four things that may be shared, opened (R60); None once they are erased."""
        if self.last_name is None:
            return None
        return Identification(
            name=Name(first_name=self.first_name, last_name=self.last_name),
            address=self._address,
            phone=self.phone,
            email=self.email,
        )

    @identification.setter
    def identification(self, value: Identification) -> None:
        self.first_name, self.last_name = value.name.first_name, value.name.last_name
        address = value.address
        self.street, self.box = (address.street, address.box) if address else (None, None)
        self.postal_code, self.municipality_name = (
            (address.postal_code, address.municipality) if address else (None, None)
        )
        self.phone, self.email = value.phone, value.email
        for column, fingerprint in fingerprints(value).items():
            setattr(self, column, fingerprint)
        self.name_marks = marks_of(value.name, team_id=self.team_id)

    @property
    def _address(self) -> Address | None:
        """None when there is none to pass on (D14)."""
        if self.street is None or self.postal_code is None or self.municipality_name is None:
            return None
        return Address(
            street=self.street, box=self.box, postal_code=self.postal_code, municipality=self.municipality_name
        )
