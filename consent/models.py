"""The client's consent, as it was given; and its withdrawal. Rows that never change (a trigger sees to it)."""

import uuid
from datetime import date
from enum import auto
from typing import ClassVar, Final

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from audit.codes import Codes
from directory.models import Organisation
from vault.fields import SealedBytesField, SealedTextField


class Channel(Codes):
    """How consent was given."""

    ORAL = auto(), "mondeling"
    WRITTEN = auto(), "schriftelijk"


class Client(Codes):
    """Whose consent it is: a client exercises parental authority, or will (R9). A child is not a client."""

    PARENT = auto(), "ouder, of iemand anders met ouderlijk gezag"
    EXPECTANT = auto(), "toekomstige ouder"


class Language(Codes):
    """The language in which the client was informed."""

    DUTCH = "nl", "Nederlands"
    FRENCH = "fr", "Frans"
    ENGLISH = "en", "Engels"
    ARABIC = "ar", "Arabisch"
    TURKISH = "tr", "Turks"
    UKRAINIAN = "uk", "Oekraïens"
    OTHER = auto(), "een andere taal"


class Interpreter(Codes):
    """Who translated when the client was informed: whether the client understood depends on it."""

    NONE = auto(), "niemand, wij verstonden elkaar"
    PROFESSIONAL = auto(), "een sociaal tolk"
    BROUGHT = auto(), "iemand die de cliënt meebracht"
    COLLEAGUE = auto(), "een collega"


class Consent(models.Model):
    """Informed, free and explicit consent of one client, for one receiver (R52–R54, R59).

    Holds no identity: who the client is stands on the referral, sealed. `text_version` and `language` name the sheet
    that the client was told (`consent.information`). `interpreter` is empty where it was left empty: in Dutch only.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    team = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    receiver = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    obtained_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    client = models.CharField("wie", max_length=10, choices=Client.choices)

    told_purpose = models.BooleanField("doel")
    told_data = models.BooleanField("welke gegevens")
    told_receiver = models.BooleanField("met wie")
    told_next_steps = models.BooleanField("wat er daarna gebeurt")
    told_expectations = models.BooleanField("wat de cliënt mag verwachten")
    is_free = models.BooleanField("vrij")
    is_explicit = models.BooleanField("uitdrukkelijk")
    is_decided_together = models.BooleanField("samen beslist")

    given_on = models.DateField("gegeven op")
    channel = models.CharField("hoe", max_length=10, choices=Channel.choices)
    language = models.CharField("taal", max_length=10, choices=Language.choices)
    interpreter = models.CharField("wie tolkte", max_length=20, choices=Interpreter.choices, blank=True)
    text_version = models.CharField("versie van de informatie", max_length=20)
    recorded_at = models.DateTimeField("geregistreerd op", default=timezone.now)

    class Meta:
        verbose_name = "toestemming"
        verbose_name_plural = "toestemmingen"

    def __str__(self) -> str:
        return f"toestemming van {self.given_on}"

    @property
    def is_informed(self) -> bool:
        """All five points were told beforehand (R52)."""
        return all(
            (self.told_purpose, self.told_data, self.told_receiver, self.told_next_steps, self.told_expectations)
        )

    @property
    def withdrawn_on(self) -> date | None:
        """The day of the withdrawal, if the client changed their mind (R55); asked anew unless it was loaded along."""
        if self._state.adding:  # judged before it is kept
            return None
        if Consent.withdrawal.related.is_cached(self):
            withdrawal = getattr(self, "withdrawal", None)
        else:
            withdrawal = Withdrawal.objects.filter(consent_id=self.pk).first()
        return withdrawal.withdrawn_on if withdrawal else None


PROOF: Final = "consent.proof"
"""The purpose of the key under which proof of consent is sealed (D17)."""


class ProofQuerySet(models.QuerySet["Proof"]):
    def over(self, on: date) -> "ProofQuerySet":
        """Those whose term is over on this day."""
        return self.filter(ends_on__lt=on)


class Proof(models.Model):
    """What a client was told, word for word, kept apart from the data and longer than them (art. 7.1 AVG, D17).

    Wording, language, day, receiver and who told it stand on the consent, which never changes. Here is what was filled
    in: names, terms, addresses of that day. Sealed under a key of its own; never changes, and goes on its own day.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    consent = models.OneToOneField(Consent, on_delete=models.PROTECT, related_name="proof")
    told = SealedTextField[str, str]("ingevuld", purpose=PROOF)
    ends_on = models.DateField("bewaard tot en met")

    objects = ProofQuerySet.as_manager()

    class Meta:
        verbose_name = "bewijs van toestemming"
        verbose_name_plural = "bewijzen van toestemming"

    def __str__(self) -> str:
        return f"bewijs tot {self.ends_on}"


class SignedSheet(models.Model):
    """The scan of what the client signed, for a written consent; it names the client, so it is sealed.

    Checked before it came here (`directory.form_fields.PdfField`). It is proof: it outlives the data, under the key of
    the proof, and is then opened with four eyes only (D17). One that was a mistake is deleted while the data are here.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    consent = models.OneToOneField(Consent, on_delete=models.PROTECT, related_name="signed_sheet")
    content = SealedBytesField[bytes, bytes]("inhoud", purpose=PROOF)
    size = models.PositiveIntegerField("grootte in bytes")
    kept_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kept_at = models.DateTimeField("bewaard op")

    class Meta:
        verbose_name = "ondertekend blad"
        verbose_name_plural = "ondertekende bladen"
        constraints: ClassVar = [models.CheckConstraint(condition=Q(size__gt=0), name="signed_sheet_is_not_empty")]

    def __str__(self) -> str:
        return f"ondertekend blad van {self.kept_at:%Y-%m-%d}"


class Reason(Codes):
    """Why a consent came to its end."""

    CHANGED_MIND = auto(), "de cliënt trok de toestemming in"
    MOVED = auto(), "de cliënt is verhuisd"
    WRONG_RECEIVER = auto(), "de ontvanger was niet de juiste"


class ToldBy(Codes):
    """From whom the team heard it."""

    CLIENT = auto(), "de cliënt zelf"
    ON_BEHALF = auto(), "iemand namens de cliënt"
    RECEIVER = auto(), "de ontvanger"
    OURSELVES = auto(), "wij merkten het zelf"


class ToldTo(Codes):
    """Who of the team heard it; a client who withdraws alone tells the page (D35)."""

    RECORDER = auto(), "mij"
    COLLEAGUE = auto(), "een collega van mijn team"
    PAGE = auto(), "de pagina voor cliënten"


class Withdrawal(models.Model):
    """The end of a consent, told to the team (R55–R57). Stands beside the consent, which stays as it was given.

    A client who moved, or whose data went to the wrong receiver, needs a new consent as well: the old one named a
    receiver for whom it has no meaning any more (D9, R59).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    consent = models.OneToOneField(Consent, on_delete=models.PROTECT)
    withdrawn_on = models.DateField("ingetrokken op")
    reason = models.CharField("waarom", max_length=20, choices=Reason.choices, default=Reason.CHANGED_MIND)
    told_by = models.CharField("van wie", max_length=20, choices=ToldBy.choices, default=ToldBy.CLIENT)
    told_to = models.CharField("aan wie", max_length=20, choices=ToldTo.choices, default=ToldTo.RECORDER)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", help_text="Nobody: D35."
    )
    recorded_at = models.DateTimeField("geregistreerd op", default=timezone.now)

    class Meta:
        verbose_name = "intrekking"
        verbose_name_plural = "intrekkingen"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(recorded_by__isnull=True, told_to=ToldTo.PAGE.value)
                | (Q(recorded_by__isnull=False) & ~Q(told_to=ToldTo.PAGE.value)),
                name="withdrawal_is_recorded_by_someone_or_by_the_client",
            ),
        ]

    def __str__(self) -> str:
        return f"intrekking van {self.withdrawn_on}"
