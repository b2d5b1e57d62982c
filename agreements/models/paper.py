"""What agreement and protocol have in common: parties, a term, a notice, signatures, and texts to fill in (R26)."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from agreements.models.doubts import Doubt
from agreements.models.not_printed import NotPrinted
from agreements.models.signatures import Signature
from agreements.terms.papers import PARTY_LABELS, Document, Party
from law.notice_period import last_day
from law.placeholders import has_placeholder


class Paper(models.Model):
    """What agreement and protocol have in common; satisfies `law.facts.DocumentFacts`."""

    in_force_from = models.DateField("in werking vanaf", null=True, blank=True)
    ends_on = models.DateField("tot en met", null=True, blank=True, help_text="Empty: for an indefinite term (R33).")
    notice_months = models.PositiveSmallIntegerField("opzegtermijn in maanden", null=True, blank=True)
    notice_given_on = models.DateField("opgezegd op", null=True, blank=True)
    notice_given_by_party = models.CharField("opgezegd door", max_length=10, choices=Party.choices, blank=True)
    notice_proof = models.CharField("bewijs van de opzegging", max_length=100, blank=True)
    esignature_code = models.CharField("verificatiecode", max_length=40, blank=True)
    esignature_url = models.URLField("webadres van de verificatie", max_length=300, blank=True)

    document: ClassVar[Document]

    class Meta:
        abstract = True
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("in_force_from")),
                name="%(class)s_ends_after_its_start",
                violation_error_message="De einddatum ligt voor de datum van inwerkingtreding. Pas één van beide aan.",
            ),
            models.CheckConstraint(
                condition=Q(notice_given_on__isnull=True, notice_given_by_party="")
                | Q(notice_given_on__isnull=False, notice_given_by_party__in=Party.values),
                name="%(class)s_notice_says_by_whom",
                violation_error_message="Vul bij een opzegging zowel de datum als de partij in.",
            ),
        ]

    def said_not_printed(self, key: str) -> NotPrinted | None:
        """That somebody did not find a fact of either paper (D28); None where nobody said so, or it is filled in."""
        raise NotImplementedError

    @property
    def all_signatures(self) -> Iterable[Signature]:
        """The signatures of both papers."""
        raise NotImplementedError

    @property
    def all_doubts(self) -> Iterable[Doubt]:
        """The doubts about both papers, open and settled."""
        raise NotImplementedError

    @property
    def open_doubts(self) -> list[Doubt]:
        """What on this paper nobody confirmed or corrected yet, the oldest first."""
        own = [one for one in self.all_doubts if one.is_open and one.document == self.document]
        return sorted(own, key=lambda doubt: (doubt.raised_at, doubt.pk))

    @property
    def doubts(self) -> Collection[str]:
        """Names of the facts of this paper that are in doubt, for the gate."""
        return [doubt.words for doubt in self.open_doubts]

    @property
    def texts(self) -> Iterator[tuple[str, str]]:
        """Name and content of every free text of this paper: where a placeholder can have been left."""
        for signature in self.all_signatures:
            if signature.document == self.document:
                who = f"ondertekenaar {signature.position} van {PARTY_LABELS[signature.party]}"
                yield f"naam van {who}", signature.name
                yield f"functie van {who}", signature.function
                yield f"plaats bij {who}", signature.place

    @property
    def placeholders(self) -> Collection[str]:
        """Names of the texts in which a placeholder was left."""
        return [name for name, text in self.texts if has_placeholder(text)]

    @property
    def signed_by_agency_on(self) -> date | None:
        """The day on which the last signatory of Opgroeien signed; None as long as one is missing."""
        return self._signed_on(Party.AGENCY)

    @property
    def signed_by_partner_on(self) -> date | None:
        """The day on which the last signatory of the partner signed; None as long as one is missing."""
        return self._signed_on(Party.PARTNER)

    @property
    def first_signed_on(self) -> date | None:
        """The day on which the first signatory of either side signed."""
        own = [one.signed_on for one in self.all_signatures if one.document == self.document]
        return min((day for day in own if day is not None), default=None)

    @property
    def signed_on(self) -> date | None:
        """The day on which the last of both parties signed; None as long as one is missing."""
        agency, partner = self.signed_by_agency_on, self.signed_by_partner_on
        return max(agency, partner) if agency and partner else None

    @property
    def notice_ends_on(self) -> date | None:
        """Last day of the notice that was given, computed and never typed (R37); None when there is none."""
        if self.notice_given_on is None or self.notice_months is None:
            return None
        return last_day(self.notice_given_on, self.notice_months)

    @property
    def last_day(self) -> date | None:
        """Last day on which the paper holds by its term or by a notice; None when it runs on (R33, R37)."""
        return min((day for day in (self.ends_on, self.notice_ends_on) if day is not None), default=None)

    def signatures_of(self, party: str) -> list[Signature]:
        """The one or two signatures of one side (R13), in the order of the paper."""
        own = [one for one in self.all_signatures if one.document == self.document and one.party == party]
        return sorted(own, key=lambda signature: signature.position)

    def _signed_on(self, party: Party) -> date | None:
        days = [signature.signed_on for signature in self.signatures_of(party)]
        signed = [day for day in days if day is not None]
        return max(signed) if signed and len(signed) == len(days) else None
