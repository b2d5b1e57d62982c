"""What a GBO agreement seems to say: its core actors, the advice, the DPOs, and who signed when (S1; R40, R43).

There can be any number of OCMWs and DMWs, so the names of the fields carry a number: `gbo.ocmw.2.enterprise_number`.
"""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date

from paper_reading.contacts import PrintedAddress
from paper_reading.damage import is_damaged
from paper_reading.days import PrintedDay
from paper_reading.folding import cue, fold
from paper_reading.gbo_parties import PrintedActor, read_actors
from paper_reading.gbo_signing import first_signature, read_signed
from paper_reading.people import NamedPerson, people_in
from paper_reading.periods import read_notice
from paper_reading.roles import is_law, is_plausible
from paper_reading.signing import Drawn, signing_days
from paper_reading.terms import Found, Proposal
from paper_reading.text import PaperText

_DPOS = ("contactgegevens van functionarissen", "contactgegevens van de functionarissen", "contactgegevens dpo")
_LABEL_OF_DPO = ("contactgegevens dpo", "naam en e-mailadres")
_END_OF_DPOS = ("aard en doeleinden", "doeleinden waarvoor", "oorspronkelijke inzameling", "categorieën en omvang")
_LONGEST_DPOS = 4000
_ADVICE = cue("advies")
_OF_DPO = cue("functionaris|DPO|FG voor|gegevensbescherming")
_GIVEN = cue("gegeven|verleend|verstrekt|uitgebracht|verleende|gaf|bracht|advies van")
_OTHER_DAY = cue("gevraagd|aangevraagd|vroeg")
_ENDS = cue("tot en met|eindigt op|loopt tot|tot uiterlijk")
_DRAWN_WITHIN = 150  # characters behind "Opgemaakt te …"
_NUMBER_OR_LETTER = re.compile(r"\d[IlO|]|[/ ][IlO|](?![\w.])")
"""A house number in which a letter can be a digit: "22/I"."""
_DASH = re.compile(r"(?:^|\s)[-–]\s")


class GboReader:
    """One GBO agreement, read field by field."""

    def __init__(
        self,
        text: PaperText,
        days: list[PrintedDay],
        drawn: Drawn | None,
        addresses: list[PrintedAddress],
        *,
        today: date,
        is_misread: bool,
    ) -> None:
        self.text, self.days, self.drawn, self.addresses = text, days, drawn, addresses
        self.today, self.is_misread = today, is_misread or is_damaged(text)
        self.actors = read_actors(text)
        self.kinds_are_clear = [one.kind for one in self.actors].count("caw") == 1

    def proposals(self) -> Iterator[Proposal]:
        """Each field once: what is told twice is told first where it belongs."""
        told = set[str]()
        for one in self._all():
            if one.field not in told:
                told.add(one.field)
                yield one

    def _all(self) -> Iterator[Proposal]:
        for actor in self.actors:
            yield from self._introduction(actor)
        yield from self._advice()
        yield from self._dpos()
        yield from self._term()
        yield from self._signing()

    def propose(self, field: str, found: Found, *, sure: bool = True) -> Proposal:
        certain = sure and found.exact and found.value is not None and not self.is_misread and self.kinds_are_clear
        quote = self.text.quote_around(found.start, found.end)
        return Proposal(field, found.value, certain, self.text.page_of(found.start), quote)

    def _introduction(self, actor: PrintedActor) -> Iterator[Proposal]:
        yield self.propose(f"{actor.key}.name", actor.name, sure=actor.enterprise_number is not None)
        if actor.enterprise_number:
            others = [one for one in self.actors if one.enterprise_number and one is not actor]
            is_own = all(one.enterprise_number.value != actor.enterprise_number.value for one in others)  # type: ignore[union-attr]
            yield self.propose(f"{actor.key}.enterprise_number", actor.enterprise_number, sure=is_own)
        if actor.seat:
            is_plain = not _NUMBER_OR_LETTER.search(str(actor.seat.value))
            yield self.propose(f"{actor.key}.seat", actor.seat, sure=is_plain)

    def _advice(self) -> Iterator[Proposal]:
        """The day on which the DPO of the CAW advised (R43); the paper names no other advice."""
        found = []
        for day in self.days:
            start, end = self.text.sentence(day.start)
            words = self.text.folded_between(max(start, day.start - 300), min(end, day.end + 200))
            if is_law(self.text, day) or not _ADVICE.search(words) or not _OF_DPO.search(words):
                continue
            is_given = bool(_GIVEN.search(words)) and not _OTHER_DAY.search(words)
            found.append((day, is_given and self._is_advice_of_caw(start, end)))
        if not found:
            return
        day, is_given = next((one for one in found if one[1]), found[0])
        sure = is_given and len({one[0].value for one in found}) == 1
        yield from self._day("gbo.advised_on", day, sure=sure)
        start, end = self.text.sentence(day.start)
        people, _ = people_in(self.text, start, end)
        if len(people) == 1:
            yield self.propose("gbo.advised_by", Found(people[0].name, start, end, exact=False))

    def _is_advice_of_caw(self, start: int, end: int) -> bool:
        """Whether the sentence names the CAW, and no other core actor."""
        words = self.text.folded_between(start, end)
        others = [one for one in self.actors if one.kind != "caw" and any(fold(name) in words for name in one.called)]
        return not others and "caw" in words

    def _dpos(self) -> Iterator[Proposal]:
        """Name and address of each DPO, behind the name of the core actor (art. 2)."""
        text = self.text
        begins = text.find(*_DPOS)
        if not begins:
            return
        begin = begins[0].end
        ends = [hit.start for hit in text.find(*_END_OF_DPOS, start=begin, end=begin + _LONGEST_DPOS, fuzzy=False)]
        ends += [heading for heading in text.headings if begin < heading < begin + _LONGEST_DPOS]
        ends += [self.drawn.start] if self.drawn and self.drawn.start > begin else []
        end = min(ends, default=min(len(text.chars), begin + _LONGEST_DPOS))
        named = self._named(begin, end)
        times = Counter(actor.key for _, _, actor in named)
        for index, (_, at, actor) in enumerate(named):
            until = named[index + 1][0] if index + 1 < len(named) else end
            yield from self._dpo(actor, at, until, is_only=times[actor.key] == 1)

    def _dpo(self, actor: PrintedActor, start: int, end: int, *, is_only: bool) -> Iterator[Proposal]:
        own = [one for one in self.addresses if start <= one.start < end]
        is_only, last = is_only and len(own) == 1, end
        if own:
            found = self._behind_a_dash(own[0])
            last = found.start
            yield self.propose(f"{actor.key}.dpo_email", found, sure=is_only)
        labels = self.text.find(*_LABEL_OF_DPO, start=start, end=last, fuzzy=False)
        start = max([start, *(one.end for one in labels)])
        people, _ = people_in(self.text, start, last)
        if people:
            found = Found(people[0].name, start, last, people[0].exact)
            yield self.propose(f"{actor.key}.dpo_name", found, sure=is_only and len(people) == 1)

    def _behind_a_dash(self, address: PrintedAddress) -> Found:
        """The address alone, where "Bo Peeters - dpo@…" was taken for one of a torn text."""
        printed = self.text.chars[address.start : address.end]
        dashes = list(_DASH.finditer(printed))
        if not dashes:
            return Found(address.value, address.start, address.end, address.exact)
        begin = dashes[-1].end()
        value = address.value[-len("".join(printed[begin:].split())) :]
        return Found(value, address.start + begin, address.end, exact=False)

    def _named(self, begin: int, end: int) -> list[tuple[int, int, PrintedActor]]:
        """Where which core actor is named, in order; the longest name counts where two begin at once."""
        found: dict[int, tuple[int, PrintedActor]] = {}
        for actor in self.actors:
            hits = self.text.find(*actor.called, start=begin, end=end, fuzzy=False)
            if not hits and [one.kind for one in self.actors].count(actor.kind) == 1:
                hits = [
                    hit
                    for hit in self.text.find(actor.kind, start=begin, end=end, fuzzy=False)
                    if not self.text.chars[hit.start - 1 : hit.start].isalpha()
                    and "@" not in self.text.line(hit.start)[: hit.start]
                ][:1]
            for hit in hits:
                if hit.start not in found or found[hit.start][0] < hit.end:
                    found[hit.start] = (hit.end, actor)
        ends = [(start, *found[start]) for start in sorted(found)]
        return [one for index, one in enumerate(ends) if index == 0 or one[0] >= ends[index - 1][1]]

    def _term(self) -> Iterator[Proposal]:
        """What the paper says of notice and end: the page holds it against art. 14."""
        months = read_notice(self.text)
        readable = [one for one in months if one.value is not None]
        if readable:
            one = readable[0]
            sure = one.exact and len({other.value for other in months}) == 1
            yield self.propose("gbo.notice_months", Found(one.value, one.start, one.end, sure))
        for day in self.days:
            before = self.text.folded_between(max(self.text.sentence(day.start)[0], day.start - 60), day.start)
            if _ENDS.search(before) and not is_law(self.text, day):
                yield from self._day("gbo.ends_on", day, sure=False)
                return

    def _signing(self) -> Iterator[Proposal]:
        drawn = self.drawn
        if drawn is None:
            return
        signed = read_signed(self.text, self.actors, drawn.end, self.days)
        days = [day for day in signing_days(self.days, drawn, self.text) if not is_law(self.text, day)]
        until = min(drawn.end + _DRAWN_WITHIN, first_signature(self.text, drawn.end))
        near = [day for day in days if day.start < until]
        if near:
            yield from self._day("gbo.drawn_up_on", near[0], sure=len({one.value for one in near}) == 1)
        if drawn.place:
            yield self.propose("gbo.drawn_up_at_place", drawn.place)
        for one in signed:
            sure = one.is_clear and len(signed) == len(self.actors)
            yield from self._people(one.actor, one.people, one.start, one.end, sure=sure)
            if one.day and (not near or one.day.value != near[0].value):
                yield from self._day(f"{one.actor.key}.signed_on", one.day, sure=False)
        there = {one.actor.key for one in signed}
        for actor in self.actors:
            if actor.people and actor.key not in there:
                yield from self._represented(actor)

    def _represented(self, actor: PrintedActor) -> Iterator[Proposal]:
        """Who represents it, where nobody is read below "namens": likely who signed, and never sure."""
        yield from self._people(actor, actor.people, *actor.people_span, sure=False)

    def _people(
        self, actor: PrintedActor, people: list[NamedPerson], start: int, end: int, *, sure: bool
    ) -> Iterator[Proposal]:
        """One or two who sign for a core actor (R13)."""
        for one, name in zip(people, ("signatory", "second_signatory"), strict=False):
            yield self.propose(f"{actor.key}.{name}_name", Found(one.name[:120], start, end, sure))
            if one.function:
                yield self.propose(f"{actor.key}.{name}_function", Found(one.function[:120], start, end, sure))

    def _day(self, field: str, day: PrintedDay, *, sure: bool) -> Iterator[Proposal]:
        plausible = is_plausible(day, is_gbo=True, today=self.today) and (day.value or self.today) <= self.today
        value = day.value.isoformat() if day.value else None
        yield self.propose(field, Found(value, day.start, day.end, sure and day.clean and plausible))
