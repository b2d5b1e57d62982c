"""What no rule of a field found, looked for once more with wider words: whatever comes from here is a doubt.

The rules of a field know how its sentence is usually put. Here every day, term, number and address that no field took
is weighed by the words beside it, in its sentence, on its label and in the heading above it; the best one is proposed.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import islice

from directory.notation import read_enterprise_number, show_enterprise_number
from paper_reading.contacts import AGENCY_DOMAIN, PrintedAddress
from paper_reading.days import PrintedDay
from paper_reading.folding import cue, fold
from paper_reading.mentions import mentions
from paper_reading.parties import AGENCY_NUMBER
from paper_reading.people import NamedPerson, functions_in, people_in
from paper_reading.periods import any_periods
from paper_reading.places import place_at_start
from paper_reading.roles import DayRole, is_law, role_of
from paper_reading.seats import town_at
from paper_reading.signing import Drawn, names_below
from paper_reading.terms import Found, PaperField, PaperSide, Proposal, Value
from paper_reading.text import PaperText

_LONGEST_HEADING, _ABOVE, _NEAR = 9, 700, 90
_LATE = 0.6
_MOST = 80  # values of one kind that are weighed; no paper prints more
_PEOPLE_BEFORE = 160

_START = cue(
    "in werking|ingang|ingaan|gaat in|gaan in|aanvang|aangevat|vanaf|start|begin|van kracht|kracht|geldt|gelden|geldig"
    "|eerste dag|looptijd|duur|uitwerking|effect|in voege|toegepast|toepassing|sinds|operationeel|te lopen|in gebruik"
    "|opgestart|eerste uitwisseling|eerste mededeling|rechtsgevolgen"
)
_END = cue(
    "einde|eindig|einddatum|beëindigd|tot|verstrijk|vervalt|verval|afloop|loopt af|uiterlijk|stopt|stoppen|houdt op"
    "|ophouden|dooft|laatste dag|afgelopen|niet langer dan|vervaldag|slotdatum"
)
_OF_AGREEMENT = cue("overeenkomst|akkoord|convenant|raamovereenkomst|samenwerking")
_MADE = cue(
    "gesloten|sloten|sluiten|aangegaan|ondertekend|tekend|tot stand|dateert|gedateerd|d.d.|dd|van|bekrachtigd|bezegeld"
    "|handtekening|goedgekeurd|aangenomen|opgemaakt"
)
_SIGNED = cue(
    "ondertekend|getekend|tekenden|tekenen|handtekening|opgemaakt|opgesteld|gedaan|verleden|gesloten|overeengekomen"
    "|bekrachtigd|datum|plaats|te|beslist|besloten|vastgesteld|afgesproken|aangenomen"
)
_ADVICE = cue(
    "advies|advise|adviseer|oordeel|standpunt|gunstig|positief|bemerking|opmerking|bezwaar|zienswijze|nagezien"
    "|nagekeken|beoordeel|ingestemd|instemming|raad gegeven|visum|goedkeuring|groen licht|fiat|akkoord"
    "|antwoord|geraadpleegd|keek|gekeken|bekeken|nazicht"
)
_DPO = cue(
    "functionaris|DPO|FGB|data protection|gegevensbescherming|veiligheidsconsulent|privacy"
    "|advies FG|de FG|elkaars FG|hun FG|informatieveiligheid"
)
_NOTICE = cue(
    "opzeg|opgezegd|zegt|zeggen|stop|stoppen|beëindig|einde|kennisgeving|verwittig|vooraf|voorhand|tevoren|uitstap"
    "|uittred|ontbind|ontbonden|verbreek|verbrek|aangetekend|van af|afzien|termijn|opstappen|verlaten"
    "|punt achter|aangekondigd|aankondig"
)
_EVALUATION = cue(
    "evalu|beoordel|doorgelicht|doorlichting|tegen het licht|onder de loep|overlopen|bespreken|besproken|bespreking"
    "|overleg|komen samen|samenkom|bijeen|bekijken|nagegaan|gaan na|toetsen|getoetst|opvolg|bijstur|bijgestuurd"
    "|balans|stand van zaken|terugblik|kijken terug|stuurgroep|herzien|herbeki|herbekeken|zitten samen|om de tafel"
    "|maanden samen|jaar samen|goed loopt"
)
_OF_DATA = cue(
    "mailbox|postvak|postbus|e-mail|mailadres|mail|adres|brievenbus|inbox|zend|stuur|gestuurd|bezorg|lever|overgemaakt"
    "|meegedeeld|mededeling|gedeeld|doorgegeven|doorgeven|aanmelding|bestand|bericht|beveiligd|versleuteld|toegestuurd"
    "|ontvang|gegevens|kanaal|toekom|terecht|belanden|ingediend"
)
_OF_BREACH = cue(
    "inbreuk|gegevenslek|datalek|een lek|lekken|incident|onregelmatig|signaleer|gesignaleerd"
    "|voorval|verwittig|waarschuw|alarm|meldpunt|melden|gemeld|melding|misloopt|fout"
    "|verlies|verloren|onbevoegd|72 uur|24 uur|onverwijld|zonder uitstel|binnen de|binnen het|lek melden"
)
_NEVER = cue(
    "vervangt|vervangen|ter vervanging|niet meer|niet langer|vroegere|vorige|geboren|versie|afdruk|ons kenmerk"
)
_KEPT = cue("bewaar|bewaring|dossier|verjaring|geboorte|leeftijd|gewist|wissen|vernietig|loopbaan")
_LONGEST_TERM = 24  # months
_AS_ABOVE = cue(
    "datum als boven|datum als hierboven|datum zoals boven|datum bovenaan|bovenvermelde datum|datum hierboven"
    "|dag die in de aanhef|datum die in de aanhef|in de aanhef vermeld"
)
_LETTERHEAD = 600  # characters
_DATES_OF = {
    True: {
        PaperField.PROTOCOL_IN_FORCE_FROM: _START,
        PaperField.CONCLUDED_ON: _OF_AGREEMENT,
        PaperField.SIGNED_ON: _SIGNED,
    },
    False: {
        PaperField.AGREEMENT_IN_FORCE_FROM: _START,
        PaperField.ENDS_ON: _END,
        PaperField.CONCLUDED_ON: _SIGNED,
    },
}
_ADVICES = {PaperSide.AGENCY: PaperField.ADVICE_AGENCY_ON, PaperSide.PARTNER: PaperField.ADVICE_PARTNER_ON}
_REPRESENTATIVES = {
    PaperSide.PARTNER: PaperField.PARTNER_REPRESENTATIVES,
    PaperSide.AGENCY: PaperField.AGENCY_REPRESENTATIVES,
}
_BREACHES = {
    PaperSide.PARTNER: PaperField.BREACH_CONTACT_PARTNER,
    PaperSide.AGENCY: PaperField.BREACH_CONTACT_AGENCY,
}
_TEN_DIGITS = re.compile(r"(?<![\d.])0?[0-9]{3}[ .]?[0-9]{3}[ .]?[0-9]{3}(?![\d])")
_POSTAL = re.compile(
    r"(?<![\w’'-])((?:[A-ZÀ-Þ][\w.’'-]{1,30}[ ]){1,4})(?:nr\.?[ ])?(\d{1,4}[a-zA-Z]?(?: bus \w{1,4})?)"
    r"[\s,–-]{1,60}(?:(?:te|in)[ ]|Postcode[\w ]{0,20}:[ ]*)?(?:B-?[ ]?)?([1-9]\d{3})[ ]+(?=[A-Z])"
)
_NAME_BEFORE = re.compile(
    r"(?<!\w)([A-ZÀ-Þ][\w’'.-]{1,30}(?:[ ](?:[A-ZÀ-Þ][\w’'.-]{1,30}|van|de|den|der|ter|ten)){1,4})"
    r"[\s,(]{1,3}(?:de |als )?$"
)


_LAST_OF_ALL = {
    True: (
        PaperField.SIGNED_ON,
        PaperField.CONCLUDED_ON,
        PaperField.PROTOCOL_IN_FORCE_FROM,
        PaperField.ADVICE_AGENCY_ON,
        PaperField.ADVICE_PARTNER_ON,
    ),
    False: (PaperField.CONCLUDED_ON, PaperField.AGREEMENT_IN_FORCE_FROM),
}
_AT_THE_END = {PaperField.SIGNED_ON}


_SEAT_OF_AGENCY = cue("Hallepoort")
_TOWN = re.compile(r"[A-ZÀ-Þ][\w’'-]*(?:[ ][A-ZÀ-Þ][\w’'-]*)*")


class Leftovers:
    """One paper of which some fields are still missing."""

    def __init__(self, text: PaperText, days: list[PrintedDay], drawn: Drawn | None, *, is_protocol: bool) -> None:
        self.text, self.days, self.drawn, self.is_protocol = text, days[:_MOST], drawn, is_protocol

    def heading(self, at: int) -> str:
        """The folded words of the nearest line above that is a title, or a label with nothing behind it."""
        start = self.text.chars.rfind("\n", 0, at) + 1
        for line in reversed(self.text.chars[max(0, start - _ABOVE) : start].split("\n")):
            words = line.split()
            ends = line.rstrip()[-1:]
            starts = bool(words) and (words[0][:1].isupper() or words[0][:1].isdigit())
            if starts and len(words) <= _LONGEST_HEADING and (ends.isalpha() or ends in {":", "?", ")"}):
                return fold(line)
        return ""

    def weigh(self, words: re.Pattern[str], start: int, end: int, *, low: int = 0) -> int:
        """How much speaks for these words: right before, on the line behind, in the sentence, in the heading."""
        text = self.text
        first, last = text.sentence(start)
        if text.chars[:first].rstrip().endswith("?"):  # "Waar komen de gegevens binnen? Op kg@dorp.example"
            first = text.sentence(first - 2)[0]
        first = max(first, low, start - 400)
        near = words.search(text.folded_between(max(first, start - _NEAR), start))
        behind = words.search(text.folded_between(end, min(max(last, end), end + 60)))
        whole = words.search(text.folded_between(first, start)) or words.search(
            text.folded_between(end, max(last, end))
        )
        titled = words.search(self.heading(start))
        return 4 * bool(near) + bool(whole) + 2 * bool(behind) + 2 * bool(titled)

    def days_for(self, missing: set[PaperField], taken: set[str]) -> Iterator[tuple[PaperField, PrintedDay]]:
        """For each missing field the day for which most speaks, no day twice."""
        scored: list[tuple[int, int, PaperField, PrintedDay]] = []
        for previous, day, following in zip([None, *self.days], self.days, [*self.days[1:], None], strict=False):
            role = role_of(self.text, day, previous, following, in_protocol=self.is_protocol)
            if role in (DayRole.LAW, DayRole.COUNCIL) or is_law(self.text, day) or day.value is None:
                continue
            low = previous.end if previous else 0
            if _NEVER.search(self.text.folded_between(max(low, day.start - 60), day.start)):
                continue
            again = 2 * (day.value.isoformat() in taken)
            scored += [(score - again, -day.start, field, day) for field, score in self._scores(day, low)]
        used: set[int] = set()
        done: set[PaperField] = set()
        of_signing = PaperField.SIGNED_ON if self.is_protocol else PaperField.CONCLUDED_ON
        above = [day for *_, day in scored if day.start < _LETTERHEAD and str(day.value) not in taken]
        if of_signing in missing and above and _AS_ABOVE.search(self.text.folded):
            used.add(above[0].start)
            done.add(of_signing)
            yield of_signing, above[0]
        for score, _, field, day in sorted(scored, key=lambda one: (-one[0], one[1])):
            if score >= 3 and field in missing and field not in done and day.start not in used:
                used.add(day.start)
                done.add(field)
                yield field, day
        yield from self._by_elimination(
            missing - done, {day.value for *_, day in scored if day.start in used}, taken, scored
        )

    def _by_elimination(
        self,
        missing: set[PaperField],
        used: set[date | None],
        taken: set[str],
        scored: list[tuple[int, int, PaperField, PrintedDay]],
    ) -> Iterator[tuple[PaperField, PrintedDay]]:
        """The days that are left, for the fields that are left: best what its words say, else what its place says."""
        free = {
            day.start: day
            for *_, day in scored
            if day.value not in used and day.value and day.value.isoformat() not in taken
        }
        for field in [one for one in _LAST_OF_ALL[self.is_protocol] if one in missing]:
            best = max(
                free.values(),
                key=lambda day: (
                    max((score for score, _, one, other in scored if one == field and other is day), default=0),
                    day.start if field in _AT_THE_END else -day.start,
                ),
                default=None,
            )
            if best:
                del free[best.start]
                yield field, best

    def _scores(self, day: PrintedDay, low: int) -> Iterator[tuple[PaperField, int]]:
        text = self.text
        late = day.start > _LATE * len(text.chars)
        is_advice = self.weigh(_ADVICE, day.start, day.end)
        is_dpo = self.weigh(_DPO, day.start, day.end)
        for field, words in _DATES_OF[self.is_protocol].items():
            is_second = words is _END and not any(one.isalpha() for one in text.chars[low : day.start])
            score = self.weigh(words, day.start, day.end, low=0 if is_second else low)  # "Begin en einde: 1/2 - 31/1"
            if field == PaperField.CONCLUDED_ON and self.is_protocol:
                score = score + 2 * bool(self.weigh(_MADE, day.start, day.end, low=low)) if score else 0
            elif words is _SIGNED:
                score = score + 2 if late and score else score - 3
                score += 6 if late and self._behind_a_place(day) else 0
            yield field, score - (3 if is_advice and is_dpo else 0)
        if self.is_protocol and is_advice and is_dpo and (side := self.side_of(day.start, day.end)):
            yield _ADVICES[side], is_advice + is_dpo

    def _behind_a_place(self, day: PrintedDay) -> bool:
        """Whether nothing but a municipality stands before it on its line: "Kortemark, de zesde maart"."""
        before = self.text.chars[self.text.chars.rfind("\n", 0, day.start) + 1 : day.start]
        town, comma, rest = before.partition(",")
        return bool(comma) and rest.strip() in {"", "de", "op", "den"} and place_at_start(fold(town)) is not None

    def side_of(self, start: int, end: int) -> PaperSide | None:
        """The side that is named nearest: on the line, in the sentence, else above."""
        first = self.text.chars.rfind("\n", 0, start) + 1
        last = self.text.chars.find("\n", end)
        last = last if last >= 0 else len(self.text.chars)
        begins, ends = self.text.sentence(start)
        first = max(first, begins) if begins < start else first
        for low, high in ((first, start), (end, last), (end, max(end, ends)), (max(0, start - 300), start)):
            if named := mentions(self.text, low, high):
                return named[-1 if high == start else 0][2]
        return None

    def months_for(self, missing: set[PaperField]) -> Iterator[tuple[PaperField, int, int, int]]:
        """A term of notice or of evaluation by the words around it."""
        notice = PaperField.PROTOCOL_NOTICE_MONTHS if self.is_protocol else PaperField.AGREEMENT_NOTICE_MONTHS
        periods = list(islice(any_periods(self.text), _MOST))
        for field, words, rival in (
            (notice, _NOTICE, _EVALUATION),
            (PaperField.EVALUATION_MONTHS, _EVALUATION, _NOTICE),
        ):
            if field not in missing:
                continue
            scored = [
                (self.weigh(words, start, end) - self.weigh(rival, start, end) // 2, -start, value, end)
                for value, start, end in periods
                if value <= _LONGEST_TERM and not _KEPT.search(self.text.folded_between(max(0, start - 60), end + 30))
            ]
            score, start, value, end = max(scored, default=(-1, 0, 0, 0))
            if score > 0:
                yield field, value, -start, end

    def mailbox(self, addresses: list[PrintedAddress]) -> PrintedAddress | None:
        """The address of the partner for which the words of sharing speak most, and not those of a breach."""
        scored = [
            (
                self.weigh(_OF_DATA, one.start, one.end)
                - self.weigh(_OF_BREACH, one.start, one.end)
                - self.weigh(_DPO, one.start, one.end),
                -one.start,
                one,
            )
            for one in addresses
            if not AGENCY_DOMAIN.search(one.value) and not self._is_never(one)
        ]
        best = max(scored, default=None, key=lambda one: one[:2])
        return best[2] if best else None

    def _is_never(self, one: PrintedAddress) -> bool:
        return bool(_NEVER.search(self.text.folded_between(max(0, one.start - 50), one.start)))

    def breach_contact(self, side: PaperSide, addresses: list[PrintedAddress]) -> PrintedAddress | None:
        """The address of this side beside words of a breach, or of its DPO."""
        scored = [
            (
                2 * self.weigh(_OF_BREACH, one.start, one.end)
                + self.weigh(_DPO, one.start, one.end)
                - 3 * (self.side_of(one.start, one.end) not in (side, None)),
                -one.start,
                one,
            )
            for one in addresses
            if self._is_of(one, side)
        ]
        best = max(scored, default=None, key=lambda one: one[:2])
        return best[2] if best and best[0] > 0 else None

    def _is_of(self, one: PrintedAddress, side: PaperSide) -> bool:
        """By its domain, else by who is named beside it."""
        if AGENCY_DOMAIN.search(one.value):
            return side == PaperSide.AGENCY
        return side == PaperSide.PARTNER or self.side_of(one.start, one.end) == side

    def place(self) -> Found | None:
        """A municipality right before a day near the end: "Kortemark, 3 maart 2025", "te Kortemark, de 3de maart"."""
        chars = self.text.chars
        for day in reversed([one for one in self.days if one.start > _LATE * len(chars)]):
            start = max(chars.rfind("\n", 0, day.start - 1) + 1, day.start - 80)
            start = max(0, chars.rfind("\n", 0, max(0, start - 1)) + 1)
            for word in re.finditer(r"(?<![\w’'-])[A-ZÀ-Þ]", chars[start : day.start]):
                town = town_at(self.text, start + word.start())
                if town:
                    at = start + word.start()
                    return Found(town.name, at, at + len(town.name), exact=False)
        return None

    def people(self, side: PaperSide, taken: set[str]) -> tuple[list[NamedPerson], int, int]:
        """Who is named with a function in a sentence of this side, before the signatures; no DPO."""
        found: list[NamedPerson] = []
        begin = end = 0
        for span in functions_in(self.text, 0, int(_LATE * len(self.text.chars))):
            first = max(self.text.sentence(span.start)[0], span.start - _PEOPLE_BEFORE)
            before = mentions(self.text, max(0, span.start - 500), span.start)
            if not before or before[-1][2] != side:
                continue
            people, _ = people_in(self.text, first, span.end)
            named = _NAME_BEFORE.search(self.text.chars, max(0, span.start - _NEAR), span.start)
            if named and not any(one.function for one in people):
                people, _ = people_in(self.text, named.start(1), span.end)
            for one in people:
                is_known = one.name in taken or one.name in {other.name for other in found}
                if one.function and not is_known and not _DPO.search(fold(one.function)):
                    found.append(NamedPerson(one.name, one.function, exact=False))
                    begin, end = begin or first, span.end
        return found[:3], begin, end

    def number(self) -> Found | None:
        """Ten digits that are an enterprise number, not that of the agency, whatever stands before them."""
        for one in _TEN_DIGITS.finditer(self.text.chars):
            try:
                number = read_enterprise_number(re.sub(r"\D", "", one.group()))
            except ValueError:
                continue
            if number and number != AGENCY_NUMBER:
                return Found(show_enterprise_number(number), one.start(), one.end(), exact=False)
        return None

    def seat(self) -> Found | None:
        """A street with a number, a postal code and its municipality: best behind a mention of the partner."""
        found: list[tuple[bool, bool, int, Found]] = []
        for postal in islice(_POSTAL.finditer(self.text.chars), _MOST):
            place = town_at(self.text, postal.end())
            named = mentions(self.text, max(0, postal.start() - 300), postal.start())
            if _SEAT_OF_AGENCY.search(fold(postal[1])):
                continue
            printed = _TOWN.match(self.text.chars, postal.end())
            town = place.name if place else printed.group() if printed else ""
            value = f"{' '.join(postal[1].split())} {postal[2]}, {postal[3]} {town}"
            is_behind = bool(named) and named[-1][2] == PaperSide.PARTNER
            is_known = place is not None and postal[3] in place.postal_codes
            at = Found(value, postal.start(), postal.end() + len(town), exact=False)
            found.append((is_behind, is_known, -postal.start(), at))
        return max(found, key=lambda one: one[:3])[3] if found else None

    def proposals(
        self, found: Mapping[str, Proposal], addresses: list[PrintedAddress]
    ) -> Iterator[tuple[PaperField, Value, int, int]]:
        """Field, value and place of all that could still be told."""
        missing = {field for field in PaperField if field not in found or found[field].value is None}
        taken = {str(one.value) for one in found.values()}
        for field, day in self.days_for(missing, taken):
            yield field, day.value.isoformat() if day.value else None, day.start, day.end
        yield from self.months_for(missing)
        for field, one in (
            (PaperField.PARTNER_NUMBER, self.number),
            (PaperField.PARTNER_SEAT, self.seat),
            (PaperField.PLACE, self.place if self.is_protocol else None),
        ):
            if one and field in missing and (told := one()):
                yield field, told.value, told.start, told.end
        wanted = {*_REPRESENTATIVES.values(), *((PaperField.SIGNATORIES,) if self.is_protocol else ())}
        signed = names_below(self.text, self.drawn) if wanted & missing else []
        known = {side: _people_of(found.get(field)) for side, field in _REPRESENTATIVES.items()}
        names = {one["name"] for people in known.values() for one in people}
        for side, field in _REPRESENTATIVES.items():
            if field not in missing:
                continue
            people, start, end = self.people(side, names)
            below = [(at, one.person) for at, one in signed if one.side == side and one.person.name not in names]
            if below and (len(below) > len(people) or not people):
                people, start, end = [one for _, one in below][:4], below[0][0], below[-1][0] + len(below[-1][1].name)
            if people:
                known[side] = [one.as_dict() for one in people]
                yield field, known[side], start, end
        if PaperField.SIGNATORIES in missing and self.is_protocol and signed:
            value = self._signing(known) or [one.as_dict() for _, one in signed[:6]]
            yield PaperField.SIGNATORIES, value, signed[0][0], signed[-1][0]
        yield from self._addresses(missing, [one for one in addresses if one.value not in taken][:_MOST])

    def _signing(self, known: dict[PaperSide, list[dict[str, str]]]) -> list[dict[str, str]]:
        """Those who represent the parties, where the names of both stand below."""
        below = self.text.folded_between(int(_LATE * len(self.text.chars)), len(self.text.chars))
        signing = [
            {"party": side, **one} for side, people in known.items() for one in people if fold(one["name"]) in below
        ]
        return signing if len({one["party"] for one in signing}) == len(PaperSide) else []

    def _addresses(
        self, missing: set[PaperField], free: list[PrintedAddress]
    ) -> Iterator[tuple[PaperField, Value, int, int]]:
        for side, field in _BREACHES.items():
            if field in missing and (contact := self.breach_contact(side, free)):
                free = [one for one in free if one.value != contact.value]
                yield field, contact.value, contact.start, contact.end
        if PaperField.MAILBOX in missing and (mailbox := self.mailbox(free)):
            yield PaperField.MAILBOX, mailbox.value, mailbox.start, mailbox.end


def _people_of(proposal: Proposal | None) -> list[dict[str, str]]:
    return proposal.value if proposal and isinstance(proposal.value, list) else []
