"""What a GBO agreement seems to say: its core actors, the advice, the DPOs, and who signed when (S1; R40, R43).

There can be any number of OCMWs and DMWs, so the names of the fields carry a number: `gbo.ocmw.2.enterprise_number`.
"""

from collections.abc import Iterator
from datetime import date

from paper_reading.contacts import PrintedAddress
from paper_reading.days import PrintedDay
from paper_reading.folding import cue, fold
from paper_reading.gbo_parties import CoreActor, read_actors
from paper_reading.gbo_signing import read_signed
from paper_reading.parties import Found
from paper_reading.people import people_in
from paper_reading.periods import read_notice
from paper_reading.roles import is_law, is_plausible
from paper_reading.signing import Drawn, signing_days
from paper_reading.terms import Proposal
from paper_reading.text import PaperText

_DPOS = ("contactgegevens van functionarissen", "contactgegevens van de functionarissen", "contactgegevens dpo")
_END_OF_DPOS = ("aard en doeleinden", "doeleinden waarvoor", "oorspronkelijke inzameling", "categorieën en omvang")
_LONGEST_DPOS = 4000
_ADVICE = cue("advies")
_OF_DPO = cue("functionaris|DPO|FG voor|gegevensbescherming")
_GIVEN = cue("gegeven|verleend|verstrekt|uitgebracht|verleende|gaf|bracht|advies van")
_OTHER_DAY = cue("gevraagd|aangevraagd|vroeg")
_ENDS = cue("tot en met|eindigt op|loopt tot|tot uiterlijk")
_DRAWN_WITHIN = 150


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
        self.today, self.is_misread = today, is_misread
        self.actors = read_actors(text)
        self.kinds_are_clear = [one.kind for one in self.actors].count("caw") == 1

    def proposals(self) -> Iterator[Proposal]:
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

    def _introduction(self, actor: CoreActor) -> Iterator[Proposal]:
        yield self.propose(f"{actor.key}.name", actor.name, sure=actor.enterprise_number is not None)
        if actor.enterprise_number:
            others = [one for one in self.actors if one.enterprise_number and one is not actor]
            is_own = all(one.enterprise_number.value != actor.enterprise_number.value for one in others)  # type: ignore[union-attr]
            yield self.propose(f"{actor.key}.enterprise_number", actor.enterprise_number, sure=is_own)
        if actor.seat:
            yield self.propose(f"{actor.key}.seat", actor.seat)

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
        others = [one for one in self.actors if one.kind != "caw" and fold(str(one.name.value)) in words]
        return not others and "caw" in words

    def _dpos(self) -> Iterator[Proposal]:
        """Name and address of each DPO, behind the name of the core actor (art. 2)."""
        text = self.text
        begins = text.find(*_DPOS, fuzzy=False)
        if not begins:
            return
        begin = begins[0].end
        ends = [hit.start for hit in text.find(*_END_OF_DPOS, start=begin, end=begin + _LONGEST_DPOS, fuzzy=False)]
        end = min(ends, default=min(len(text.chars), begin + _LONGEST_DPOS))
        named = self._named(begin, end)
        for index, (_, at, actor) in enumerate(named):
            until = named[index + 1][0] if index + 1 < len(named) else end
            own = [one for one in self.addresses if at <= one.start < until]
            only = len(own) == 1 and [one[2] for one in named].count(actor) == 1
            if own:
                found = Found(own[0].value, own[0].start, own[0].end, own[0].exact)
                yield self.propose(f"{actor.key}.dpo_email", found, sure=only)
            people, _ = people_in(text, at, own[0].start if own else until)
            if people:
                found = Found(people[0].name, at, own[0].start if own else until, people[0].exact)
                yield self.propose(f"{actor.key}.dpo_name", found, sure=only and len(people) == 1)

    def _named(self, begin: int, end: int) -> list[tuple[int, int, CoreActor]]:
        """Where which core actor is named, in order; the longest name counts where two begin at once."""
        found: dict[int, tuple[int, CoreActor]] = {}
        for actor in self.actors:
            hits = self.text.find(str(actor.name.value), start=begin, end=end, fuzzy=False)
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
        return [(start, *found[start]) for start in sorted(found)]

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
        days = [day for day in signing_days(self.days, drawn, self.text) if not is_law(self.text, day)]
        near = [day for day in days if day.start < drawn.end + _DRAWN_WITHIN]
        if near:
            yield from self._day("gbo.drawn_up_on", near[0], sure=len({one.value for one in near}) == 1)
        if drawn.place:
            yield self.propose("gbo.drawn_up_at_place", drawn.place)
        signed = read_signed(self.text, self.actors, drawn.end, self.days)
        for one in signed:
            sure = one.is_clear and len(signed) == len(self.actors)
            start, end = one.start, one.end
            yield self.propose(f"{one.actor.key}.signatory_name", Found(one.name, start, end, sure))
            if one.function:
                yield self.propose(f"{one.actor.key}.signatory_function", Found(one.function, start, end, sure))
            if one.day and (not near or one.day.value != near[0].value):
                yield from self._day(f"{one.actor.key}.signed_on", one.day, sure=False)
        there = {one.actor.key for one in signed}
        for actor in self.actors:
            if actor.people and actor.key not in there:
                yield from self._represented(actor)

    def _represented(self, actor: CoreActor) -> Iterator[Proposal]:
        """Who represents it, where nobody is read below "namens": likely who signed, and never sure."""
        start, end = actor.people_span
        name = " en ".join(one.name for one in actor.people)[:120]
        function = " en ".join(filter(None, (one.function for one in actor.people)))[:120]
        yield self.propose(f"{actor.key}.signatory_name", Found(name, start, end, exact=False))
        if function:
            yield self.propose(f"{actor.key}.signatory_function", Found(function, start, end, exact=False))

    def _day(self, field: str, day: PrintedDay, *, sure: bool) -> Iterator[Proposal]:
        plausible = is_plausible(day, is_gbo=True, today=self.today) and (day.value or self.today) <= self.today
        value = day.value.isoformat() if day.value else None
        yield self.propose(field, Found(value, day.start, day.end, sure and day.clean and plausible))
