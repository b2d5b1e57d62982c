"""One paper, read field by field, with a doubt where it is not certain.

Sure is only what is printed without damage, means one thing, and is contradicted nowhere. On a page with misread
digits no day is sure: the days of the decrees, which everybody knows, show whether the scanner read digits well.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from copy import copy
from dataclasses import replace
from datetime import date

from paper_reading.contacts import find_addresses, read_breach_contacts, read_mailbox
from paper_reading.days import PrintedDay, find_days
from paper_reading.division import is_addendum, kind_of, says_its_kind
from paper_reading.folding import cue, fold
from paper_reading.furniture import SignatureCheck
from paper_reading.gbo import GboReader
from paper_reading.leftovers import Leftovers
from paper_reading.names import read_partner, read_team
from paper_reading.parties import Introduction, read_parties
from paper_reading.periods import Months, read_casual_notice, read_evaluation, read_notice
from paper_reading.roles import DayRole, is_law, is_plausible, listed_advice, role_of, says_when_made, sides_of_advices
from paper_reading.signing import (
    Signatory,
    find_drawn_up,
    places_with_a_day,
    read_signatories,
    signed_by_record,
    signing_days,
    signing_records,
)
from paper_reading.terms import Found, PaperField, PaperKind, PaperSide, Proposal, Value
from paper_reading.text import PaperText

_MISREAD_WORD = re.compile(
    r"(?<![\w@.-])[a-zé]*[a-z][0-9©@][a-z]+(?![\w@.-])"  # a digit inside a word, and no e-mail address
    r"|(?<![\[\w@.])[a-z]{3,}[A-Z][a-z]+\b"  # a capital inside a word; a mark of a footnote stands in brackets
    r"|\b(?:cliént|geint\w+|geinf\w+|categorieén)"
    r"|[0-9][©@]|[©@][0-9]"
)
_OF_AGREEMENT, _OF_PROTOCOL = cue("samenwerkingsovereenkomst|samenwerkingsakkoord|die overeenkomst"), cue("protocol")
_GOES_ON = re.compile(r"\s*(?:[Zz]ij|[Zz]e|[Dd]ie|[Hh]et|[Dd]it)\s(?!protocol|agentschap|OCMW|CAW|centrum)")
_OF_PARTNER = cue("voorzitter|burgemeester|schepen|algemeen directeur|adjunct-algemeen directeur|waarnemend algemeen")
_OF_AGENCY = cue("administrateur|waarnemend administrateur|leidend ambtenaar|afdelingshoofd lokale")
_NEW_SENTENCE = re.compile(r"[a-z]\.\s+[A-Z]")
_LEADS = re.compile(r"(?:[:,(]|(?<!\w)(?:op|van|vanaf|tot|met|dd\.?|d\.d\.|de|den|datum))$")
_BEGINS = ("in werking", "gaat in", "van kracht", "vangt aan", "uitwerking", "aanvang", "ingang", "start", "begint")
_NEAR_PLACE = 80
_REPRESENTATIVES = {
    PaperSide.AGENCY: PaperField.AGENCY_REPRESENTATIVES,
    PaperSide.PARTNER: PaperField.PARTNER_REPRESENTATIVES,
}
_ADVICES = {PaperSide.AGENCY: PaperField.ADVICE_AGENCY_ON, PaperSide.PARTNER: PaperField.ADVICE_PARTNER_ON}


def _has_letters(day: PrintedDay) -> bool:
    """Whether a digit of it was taken for a letter: "2l januari 2O25", but not "1ste januari"."""
    return bool(re.search(r"[0-9][OoQDlI|!©@SBZ]|[OoQDlI|!©@SBZ][0-9]", day.raw))


class Reader:
    """One paper, read field by field."""

    def __init__(self, pages: list[str], *, today: date, scanned: bool, verification: SignatureCheck) -> None:
        self.text = PaperText(pages)
        self.today = today
        self.verification = verification
        self.kind = kind_of(self.text)
        self.is_protocol = self.kind == PaperKind.PROTOCOL
        self.is_addendum = is_addendum(self.text)
        self.days = find_days(self.text, today=today)
        self.is_misread = scanned or self._looks_misread()
        if self.is_misread:
            self.text = PaperText(pages, misread=True)
            self.days = find_days(self.text, today=today)
        self.parties = read_parties(self.text)
        self.known = {side: party.people for side, party in self.parties.items()}
        self.addresses = find_addresses(self.text)
        self.drawn = find_drawn_up(self.text, self.days)
        # A text that merely speaks of papers introduces nobody and is signed by nobody.
        self.is_paper = bool(self.drawn) or any(party.number or party.people for party in self.parties.values())
        self.taken: set[int] = set()
        self.used: set[int] = set()  # where a term stands that was taken for one of the two papers in this text
        self.is_misread = self.is_misread or not self.is_paper or not says_its_kind(self.text)

    def _looks_misread(self) -> bool:
        """Whether a scanner read this badly: letters in numbers, or a decree on a day that does not exist."""
        if len(_MISREAD_WORD.findall(self.text.chars)) >= 2:
            return True
        unclear = [day for day in self.days if not day.clean and not self.text.is_torn(day.start, day.end)]
        if any(_has_letters(day) for day in unclear) or sum(not day.is_short for day in unclear) > 1:
            return True  # one day that cannot be is a slip of who typed the paper: that day alone is a doubt
        laws = [day for day in self.days if is_law(self.text, day)]
        return any(day.value is None or not day.clean for day in laws)

    def as_if(self, kind: PaperKind) -> "Reader":
        """The same paper, taken for one of this kind."""
        other = copy(self)
        other.kind, other.is_protocol = kind, kind == PaperKind.PROTOCOL
        other.taken = self.used
        other.used = set()
        return other

    def introduced_before(self, first: "Reader") -> None:
        """The parts of one paper introduce their parties once: who signs the second part is told in the first."""
        if not any(self.known.values()):
            self.known = first.known
        self.is_paper = self.is_paper or first.is_paper

    def proposals(self) -> Iterator[Proposal]:
        yield from self._names()
        for side in (PaperSide.PARTNER, PaperSide.AGENCY):
            yield from self._party(side, self.parties[side])
        yield from self._days()
        yield from self._terms()
        yield from self._contacts()
        yield from self._signing()

    def left_over(self, found: Mapping[str, Proposal]) -> list[Proposal]:
        """What no rule found, as doubts; not of a text that is no paper, nor of one with many parties."""
        text = self.text
        if self.kind == PaperKind.GBO or not self.is_paper:
            return []
        rest = Leftovers(text, self.days, self.drawn, is_protocol=self.is_protocol)
        left = [
            Proposal(field, value, False, text.page_of(start), text.quote_around(start, end))
            for field, value, start, end in rest.proposals(found, self.addresses)
        ]
        signed = next((one for one in left if one.field in (PaperField.SIGNED_ON, PaperField.CONCLUDED_ON)), None)
        known = {*found, *(one.field for one in left)}
        if signed and isinstance(signed.value, str):
            left += self._in_force_from(date.fromisoformat(signed.value), known)
        return left

    def of_gbo(self) -> list[Proposal]:
        """What a GBO agreement says besides: of each of its core actors."""
        if self.kind != PaperKind.GBO:
            return []
        reader = GboReader(
            self.text, self.days, self.drawn, self.addresses, today=self.today, is_misread=self.is_misread
        )
        return list(reader.proposals())

    def who_else_signs(self, found: Mapping[str, Proposal]) -> Proposal | None:
        """The signatories with the representatives whose names stand below too, found by then; never certain."""
        told = found.get(PaperField.SIGNATORIES)
        if told is None or told.sure or not isinstance(told.value, list):
            return None
        start = self.drawn.end if self.drawn else int(len(self.text.chars) * 0.85)
        below = self.text.folded_between(start, len(self.text.chars))
        known = {fold(one["name"]) for one in told.value}
        others = [
            {"party": side, **person}
            for side, field in _REPRESENTATIVES.items()
            for person in (found[field].value if field in found else ())
            if fold(person["name"]) not in known and fold(person["name"]) in below
        ]
        return replace(told, value=[*told.value, *others]) if others else None

    def propose(self, field: PaperField, found: Found, *, sure: bool = True) -> Proposal:
        text = self.text
        certain = sure and found.exact and found.value is not None
        return Proposal(
            field, found.value, certain, text.page_of(found.start), text.quote_around(found.start, found.end)
        )

    def _names(self) -> Iterator[Proposal]:
        partner, kind = read_partner(self.text)
        is_one = self.kind != PaperKind.GBO
        if partner:
            yield self.propose(PaperField.PARTNER_NAME, partner, sure=is_one and not self.is_misread)
        if kind:
            yield self.propose(PaperField.PARTNER_KIND, kind, sure=is_one and partner is not None)
        team = read_team(self.text) if is_one else None
        if team:
            yield self.propose(PaperField.TEAM_NAME, team, sure=not self.is_misread)

    def _party(self, side: PaperSide, party: Introduction) -> Iterator[Proposal]:
        number, people = (
            (PaperField.AGENCY_NUMBER, PaperField.AGENCY_REPRESENTATIVES)
            if side == PaperSide.AGENCY
            else (PaperField.PARTNER_NUMBER, PaperField.PARTNER_REPRESENTATIVES)
        )
        is_one = self.kind != PaperKind.GBO
        if party.number:
            yield self.propose(number, party.number, sure=is_one)
        if party.seat and side == PaperSide.PARTNER:
            yield self.propose(PaperField.PARTNER_SEAT, party.seat, sure=is_one and not self.is_misread)
        if party.people:
            start, end = party.people_span
            exact = (
                party.is_whole and all(one.exact and one.function for one in party.people) and len(party.people) <= 2
            )
            value: Value = [one.as_dict() for one in party.people]
            strange = _OF_PARTNER if side == PaperSide.AGENCY else _OF_AGENCY
            exact = exact and not any(strange.match(fold(one.function)) for one in party.people)
            sure = exact and is_one and not self.is_misread
            yield Proposal(people, value, sure, self.text.page_of(start), self.text.quote(start, end))

    def _days(self) -> Iterator[Proposal]:
        found: dict[PaperField, list[tuple[PrintedDay, bool]]] = {}
        for field, day, sure in self._roles():
            found.setdefault(field, []).append((day, sure))
        for field, candidates in found.items():
            yield self._one_day(field, candidates)
        yield from self._days_of_signing(found)

    def _roles(self) -> Iterator[tuple[PaperField, PrintedDay, bool]]:
        fields = {
            DayRole.AGREEMENT_IN_FORCE: PaperField.AGREEMENT_IN_FORCE_FROM,
            DayRole.PROTOCOL_IN_FORCE: PaperField.PROTOCOL_IN_FORCE_FROM,
            DayRole.AGREEMENT_ENDS: PaperField.ENDS_ON,
            DayRole.CONCLUDED: PaperField.CONCLUDED_ON,
        }
        signed = {day.start for day in signing_days(self.days, self.drawn, self.text)}
        advices: list[PrintedDay] = []
        for previous, day, following in zip([None, *self.days], self.days, [*self.days[1:], None], strict=False):
            speaks_of_agreement = self.is_protocol or self.is_addendum
            role = role_of(self.text, day, previous, following, in_protocol=speaks_of_agreement)
            if role != DayRole.LAW and (listed := listed_advice(self.text, day)):
                yield _ADVICES[listed], day, True
            elif role == DayRole.ADVICE:
                advices.append(day)
            elif role == DayRole.NONE and not (self.is_protocol or self.drawn) and says_when_made(self.text, day):
                yield PaperField.CONCLUDED_ON, day, False
            elif self.is_addendum and role == DayRole.PROTOCOL_IN_FORCE:
                continue  # the day of the addendum itself
            elif role in fields and day.start not in signed:
                yield fields[role], day, self.kind != PaperKind.GBO
        for day, side, sure in sides_of_advices(self.text, advices):
            yield _ADVICES[side], day, sure

    def _one_day(self, field: PaperField, candidates: list[tuple[PrintedDay, bool]]) -> Proposal:
        """The day that is printed for a field; several that differ are a doubt about the first."""
        readable = [one for one in candidates if one[0].value is not None] or candidates
        day, sure = readable[0]
        values = {one[0].value for one in candidates}
        plausible = is_plausible(day, is_gbo=self.kind == PaperKind.GBO, today=self.today)
        certain = sure and day.clean and len(values) == 1 and plausible and not self.is_misread
        certain = certain and (self.kind != PaperKind.GBO or field == PaperField.CONCLUDED_ON)
        certain = certain and not self._is_stacked(day)
        if field in (PaperField.SIGNED_ON, PaperField.ADVICE_AGENCY_ON, PaperField.ADVICE_PARTNER_ON):
            certain = certain and day.value is not None and day.value <= self.today
        return self._day_proposal(field, day, sure=certain)

    def _is_stacked(self, day: PrintedDay) -> bool:
        """Whether it stands alone on its line, below one that does not lead to it: then its label can be another."""
        chars = self.text.chars
        before = chars[max(0, day.start - 200) : day.start].rstrip(" \t")
        is_alone = before.endswith("\n") and not chars[day.end : chars.find("\n", day.end)].strip(" .\t;,")
        return is_alone and not _LEADS.search(before.rstrip())

    def _day_proposal(self, field: PaperField, day: PrintedDay, *, sure: bool) -> Proposal:
        value = day.value.isoformat() if day.value else None
        quote = self.text.quote_around(day.start, day.end)
        return Proposal(field, value, sure, self.text.page_of(day.start), quote)

    def _days_of_signing(self, found: dict[PaperField, list[tuple[PrintedDay, bool]]]) -> Iterator[Proposal]:
        days = [day for day in signing_days(self.days, self.drawn, self.text) if not is_law(self.text, day)]
        field = PaperField.SIGNED_ON if self.is_protocol else PaperField.CONCLUDED_ON
        if not days and (records := signing_records(self.text, self.days)):
            readable = [one.day for one in records if one.day.value]
            last = max(readable, key=lambda day: day.value or date.min, default=records[0].day)
            yield self._day_proposal(field, last, sure=False)  # the day on which the last one signed (R34)
        if not days or self.is_addendum:
            return
        days = self._last_of_one_sentence(days)
        before = [
            one.value
            for name in (PaperField.ADVICE_AGENCY_ON, PaperField.ADVICE_PARTNER_ON)
            for one, _ in found.get(name, [])
        ]
        in_order = (
            self._is_of_phrase(days[0])
            and not self._is_drawn_up_twice()
            and all(one is None or days[0].value is None or one <= days[0].value for one in before)
        )
        yield self._one_day(field, [(day, in_order) for day in days])
        yield from self._in_force_from(days[0].value, set(found))

    def _is_of_phrase(self, day: PrintedDay) -> bool:
        """Whether "Opgemaakt te" speaks of this day, and no other sentence stands between them."""
        return self.drawn is not None and not _NEW_SENTENCE.search(self.text.chars, self.drawn.end, day.start)

    def _in_force_from(self, signed_on: date | None, found: Collection[str]) -> Iterator[Proposal]:
        """The day on which it begins, where the paper counts that from the signing; never certain."""
        in_force = PaperField.PROTOCOL_IN_FORCE_FROM if self.is_protocol else PaperField.AGREEMENT_IN_FORCE_FROM
        if in_force not in found and (at := self._in_force_when_signed()):
            value = self._start_after(signed_on, at).isoformat() if signed_on else None
            yield Proposal(in_force, value, False, self.text.page_of(at), self.text.quote_around(at, at + 60))

    def _is_drawn_up_twice(self) -> bool:
        """Whether it was drawn up on more than one day: an older text, or one that was changed, stands in it too."""
        ends = [hit.end for hit in self.text.find("opgemaakt te", "gedaan te", "ondertekend te", fuzzy=False)]
        ends = ends or places_with_a_day(self.text)
        behind = [[day.value for day in self.days if end <= day.start < end + _NEAR_PLACE] for end in ends]
        return len({days[0] for days in behind if days}) > 1

    def _last_of_one_sentence(self, days: list[PrintedDay]) -> list[PrintedDay]:
        """Signed here on one day and there on another: both have signed on the last one (R34)."""
        together = [day for day in days if day.start < self._end_of_phrase(days[0].start) and day.value is not None]
        last = max(together, key=lambda day: day.value or date.min, default=days[0])
        return [last, *(day for day in days if day is not last)]

    def _end_of_phrase(self, start: int) -> int:
        """The end of the line, or of the next one when the phrase goes on there."""
        chars = self.text.chars
        first = chars.find("\n", start)
        goes_on = first >= 0 and chars[first + 1 : first + 2].islower()
        end = chars.find("\n", first + 1) if goes_on else first
        return end if end >= 0 else len(chars)

    def _in_force_when_signed(self) -> int | None:
        """Where the paper says that it is in force from the day on which it is signed (R40)."""
        for hit in self.text.find(*_BEGINS, fuzzy=False):
            _, end = self.text.sentence(hit.start)
            if cue("ondertekening|ondertekend").search(self.text.folded_between(hit.start, min(end, hit.end + 120))):
                return hit.start
        return None

    def _start_after(self, signed_on: date, at: int) -> date:
        """The day itself, or the first of the month behind it where the paper says so."""
        if not cue("eerste dag van de maand|eerste van de maand").search(self.text.folded_between(at, at + 120)):
            return signed_on
        return date(signed_on.year + signed_on.month // 12, signed_on.month % 12 + 1, 1)

    def _terms(self) -> Iterator[Proposal]:
        notice = PaperField.PROTOCOL_NOTICE_MONTHS if self.is_protocol else PaperField.AGREEMENT_NOTICE_MONTHS
        found = read_notice(self.text)
        others = [one for one in found if self._is_of_other_paper(one)]
        own = [one for one in found if one not in others] or read_casual_notice(self.text)
        yield from self._months(notice, own, sure=not others)
        notice = PaperField.AGREEMENT_NOTICE_MONTHS if self.is_protocol else PaperField.PROTOCOL_NOTICE_MONTHS
        yield from self._months(notice, others, sure=False)
        yield from self._months(
            PaperField.EVALUATION_MONTHS, read_evaluation(self.text), sure=self.kind == PaperKind.AGREEMENT
        )

    def _is_of_other_paper(self, months: Months) -> bool:
        """Whether the sentence ends the agreement, in a protocol, or the protocol, in an agreement."""
        if months.paper:
            return months.paper != self.kind
        start, end = months.sentence
        if _GOES_ON.match(self.text.chars, start):  # "Zij kan worden opgezegd met": what the sentence before speaks of
            start = self.text.sentence(start - 2)[0]
        words = self.text.folded_between(start, end)
        of_agreement, of_protocol = bool(_OF_AGREEMENT.search(words)), bool(_OF_PROTOCOL.search(words))
        return (of_agreement and not of_protocol) if self.is_protocol else (of_protocol and not of_agreement)

    def _months(self, field: PaperField, found: list[Months], *, sure: bool) -> Iterator[Proposal]:
        found = [one for one in found if one.start not in self.taken] or found
        readable = [one for one in found if one.value is not None] or found
        if not readable:
            return
        one = readable[0]
        self.used.add(one.start)
        certain = sure and one.exact and len({other.value for other in found}) == 1 and one.value is not None
        certain = certain and not self.is_misread and self.kind != PaperKind.GBO
        yield Proposal(
            field, one.value, certain, self.text.page_of(one.start), self.text.quote_around(one.start, one.end)
        )

    def _contacts(self) -> Iterator[Proposal]:
        addresses = self.addresses
        mailbox = read_mailbox(self.text, addresses)
        if mailbox:
            found = Found(mailbox.value, mailbox.start, mailbox.end, mailbox.exact)
            yield self.propose(PaperField.MAILBOX, found, sure=not self.is_misread and self.is_protocol)
        for side, contact in read_breach_contacts(self.text, addresses).items():
            field = PaperField.BREACH_CONTACT_AGENCY if side == PaperSide.AGENCY else PaperField.BREACH_CONTACT_PARTNER
            yield self.propose(field, contact, sure=not self.is_misread and self.is_protocol)

    def _signing(self) -> Iterator[Proposal]:
        if not self.is_protocol:
            return
        if self.drawn and self.drawn.place:
            end = self._end_of_phrase(self.drawn.end)
            together = [day for day in self.days if self.drawn.start < day.start < end]
            yield self.propose(PaperField.PLACE, self.drawn.place, sure=not self.is_misread and len(together) <= 1)
        known = self.known
        signatories, (begin, until) = read_signatories(self.text, self.drawn, known)
        if not signatories:
            signatories = signed_by_record(signing_records(self.text, self.days), known)
        if signatories:
            sure = not self.is_misread and self._all_signed_as_introduced(signatories)
            value = [one.as_dict() for one in signatories]
            yield Proposal(PaperField.SIGNATORIES, value, sure, self.text.page_of(begin), self.text.quote(begin, until))
        yield from self._verification()

    def _all_signed_as_introduced(self, signatories: list[Signatory]) -> bool:
        """Whether under the paper stand exactly those who were introduced as representing the parties."""
        introduced = [person for party in self.parties.values() for person in party.people]
        whole = all(party.is_whole for party in self.parties.values())
        return (
            whole and all(one.exact for one in signatories) and {one.person for one in signatories} == set(introduced)
        )

    def _verification(self) -> Iterator[Proposal]:
        one = self.verification
        if one.code:
            sure = one.is_code_sure and not self.is_misread
            yield Proposal(PaperField.ESIGNATURE_CODE, one.code, sure, one.code_page, one.code_quote)
        if one.url:
            sure = one.is_url_sure and not self.is_misread
            yield Proposal(PaperField.ESIGNATURE_URL, one.url, sure, one.url_page, one.url_quote)
