"""What each line of a spreadsheet would do, judged by the same forms as the pages (R12–R17, R26, R29–R37).

A line registers an agreement, or fills in and changes one that is there. An empty cell never erases anything. What
cannot be right becomes a doubt for a person to confirm; what cannot be understood at all is an error of its line.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.forms import model_to_dict

from agreements.actions import bulk
from agreements.forms.contacts import ContactForm
from agreements.forms.fields import PaperForm
from agreements.forms.mailbox import MailboxForm
from agreements.forms.papers import AgreementForm, DpoAdviceForm, ProtocolForm, SignatureForm
from agreements.models import Agreement
from agreements.models.doubts import part_of
from agreements.rules.odd_days import LONG_BEFORE
from agreements.terms.doubts import NUMBERS, DoubtField, DoubtReason, Printed, Spot
from agreements.terms.papers import ContactDetails, Document, Party
from law.placeholders import has_placeholder
from paper_import.columns import CONTACT_KINDS, POSITIONS, TITLES
from paper_import.parties import Parties
from paper_import.planned import Planned, unsure_letters
from sheets.reading import Line

_TEXTS = (
    DoubtField.DRAWN_UP_AT_PLACE,
    DoubtField.NAME,
    DoubtField.FUNCTION,
    DoubtField.PLACE,
    DoubtField.DPO_NAME,
)
_SIGNATURE = ("name", "function", "place", "signed_on")
_ADVICE = ("dpo_name", "dpo_email", "advised_on")
MAILBOX = ("address",)


@dataclass(slots=True)
class Planner:
    """Plans the lines of one file against the register as it is; knows which lines came before."""

    today: date
    parties: Parties
    agreements: dict[tuple[Any, Any], list[Agreement]]
    seen: dict[tuple[Any, ...], int] = field(default_factory=dict)
    from_paper: bool = False
    """What is copied from a signed paper changes nothing, so its contacts are added and nobody is told (ADR 0014)."""

    @classmethod
    def of(cls, lines: Iterable[Line], *, today: date, from_paper: bool = False) -> "Planner":
        """Load what the lines can be about, in a number of queries that does not depend on their number."""
        parties = Parties.load()
        pairs = [parties.known(line) for line in lines]
        partners = {partner.pk for _team, partner in pairs if partner is not None}
        found: dict[tuple[Any, Any], list[Agreement]] = {}
        for one in Agreement.objects.filter(partner__in=partners).with_papers().order_by("version"):
            found.setdefault((one.team_id, one.partner_id), []).append(one)
        return cls(today, parties, found, from_paper=from_paper)

    def plan(self, line: Line) -> Planned:
        """What this line would do."""
        planned = Planned(number=line.number)
        for key, error in line.errors.items():
            sentence = f"In deze cel staat een fout: {error}. Typ wat er moet staan, of maak de cel leeg."
            planned.say(TITLES[key], sentence, "error")
        self.parties.match(line, planned)
        planned.label = " – ".join(str(one) for one in (planned.team, planned.partner) if one)[:250]
        if planned.team is not None and planned.partner is not None:
            self._find_agreement(line, planned)
        if not planned.is_wrong:
            _Cells(line, planned, self.today, self.from_paper).plan()
        return planned

    def _find_agreement(self, line: Line, planned: Planned) -> None:
        team, partner = planned.team, planned.partner
        versions = self.agreements.get((team and team.pk, partner and partner.pk), [])
        asked = line.cells.get("agreement.version", "") if versions else ""
        wanted = [one for one in versions if str(one.version) == asked] if asked else versions
        if asked and not wanted:
            planned.say(TITLES["agreement.version"], f"Versie {asked} kennen wij niet. Laat de cel leeg.", "error")
        elif len(wanted) > 1:
            planned.say(TITLES["agreement.version"], "Er is meer dan één versie. Vul in welke u bedoelt.", "error")
        planned.agreement = wanted[0] if len(wanted) == 1 else None
        key = (team and team.pk, partner and (partner.enterprise_number, partner.name), asked)
        if self.seen.setdefault(key, line.number) != line.number:
            sentence = f"Deze overeenkomst staat ook op regel {self.seen[key]}. Haal één van beide weg."
            planned.say(TITLES["partner.name"], sentence, "error")


@dataclass(slots=True)
class _Cells:
    """The cells of one line, beside what the register says already."""

    line: Line
    planned: Planned
    today: date
    from_paper: bool

    def plan(self) -> None:
        agreement = self.planned.agreement
        protocol = agreement.protocol_facts if agreement else None
        saved = model_to_dict(agreement) if agreement else {}
        self.planned.doubts = [one for one in self.planned.doubts if not self._is_known(one)]
        spot = Spot(Document.AGREEMENT)
        self.planned.terms = self._part("agreement", spot, AgreementForm, AgreementForm.term_fields, saved)
        saved = model_to_dict(protocol) if protocol else {}
        spot = Spot(Document.PROTOCOL)
        self.planned.protocol_terms = self._part("protocol", spot, ProtocolForm, ProtocolForm.term_fields, saved)
        for document, name, sentence in bulk.refusals(self.planned):
            self.planned.say(TITLES[f"{document}.{name}"], sentence, "error")
        self._signatures(agreement)
        self._advices(protocol)
        self._mailbox(protocol)
        self._contacts(agreement)
        self._odd_days(agreement)
        for spot, what, printed in self.planned.doubts:
            self.planned.say(self._title(spot, what), _told(printed), "warning")

    def _signatures(self, agreement: Agreement | None) -> None:
        rows = (
            {Spot(one.document, one.party, one.position): one for one in agreement.all_signatures} if agreement else {}
        )
        for document in Document:
            for party in Party:
                for position in POSITIONS:
                    spot = Spot(document, party, position)
                    saved = model_to_dict(rows[spot]) if spot in rows else {}
                    part = f"signature.{document}.{party}.{position}"
                    values = self._part(part, spot, SignatureForm, _SIGNATURE, saved)
                    if values:
                        self.planned.signatures[spot] = values

    def _advices(self, protocol: Any) -> None:
        for party in Party:
            row = protocol.advice_of(party) if protocol else None
            spot = Spot(Document.PROTOCOL, party)
            saved = model_to_dict(row) if row else {}
            values = self._part(f"advice.{party}", spot, DpoAdviceForm, _ADVICE, saved)
            if values:
                self.planned.advices[spot] = values

    def _mailbox(self, protocol: Any) -> None:
        """An address that is set stays: another one is checked by two people again, on its own page (R70)."""
        row = protocol.mailbox_facts if protocol else None
        values = self._part("mailbox", None, MailboxForm, MAILBOX, model_to_dict(row) if row else {})
        if values and row is not None:
            sentence = "De mailbox van een bestaande overeenkomst wijzigt u op haar eigen pagina."
            self.planned.say(TITLES["mailbox.address"], sentence, "warning")
        elif values:
            self.planned.mailbox = values

    def _contacts(self, agreement: Agreement | None) -> None:
        """Contacts of new papers; a later change is notified to the other party (R23), so a file does not make it."""
        names = tuple(ContactDetails.__annotations__)
        known = [{name: getattr(one, name) for name in names} for one in agreement.contacts.all()] if agreement else []
        for party in Party:
            for kind in CONTACT_KINDS:
                part = f"contact.{party}.{kind}"
                values = self._part(part, None, ContactForm, names, {}, party=party.value, kind=kind.value)
                if not values:
                    continue
                details = {name: values.get(name, "") for name in names} | {"party": party.value, "kind": kind.value}
                is_first = not any((one["party"], one["kind"]) == (party.value, kind.value) for one in known)
                if agreement is None or (self.from_paper and is_first):
                    self.planned.contacts.append(details)
                elif details not in known:
                    sentence = "De contacten van een bestaande overeenkomst wijzigt u op haar eigen pagina."
                    self.planned.say(TITLES[f"{part}.name_or_function"], sentence, "warning")

    def _part(
        self,
        part: str,
        spot: Spot | None,
        form_class: type[PaperForm],
        names: tuple[str, ...],
        saved: dict[str, Any],
        **fixed: str,
    ) -> dict[str, Any]:
        """What the cells of one part would change; their errors and doubts go to the plan."""
        typed = {name: self.line.cells.get(f"{part}.{name}", "") for name in names}
        typed = {name: text for name, text in typed.items() if text and not self._is_in_doubt_already(spot, name, text)}
        self._take_out_bad_numbers(part, spot, typed)
        if not typed:
            return {}
        data = {name: _as_typed(saved.get(name)) for name in names} | typed | fixed
        data["term"] = "fixed" if data.get("ends_on") else "indefinite"
        data |= {f"{name}_twijfel": "on" for name in form_class.may_be_doubted}
        form = form_class(data, today=self.today)
        for name, errors in form.errors.items():
            for error in errors:
                self.planned.say(TITLES.get(f"{part}.{name}") or self._first_title(part, names), str(error), "error")
        if not form.is_valid():
            return {}
        kept = {name: printed for name, printed in form.marks.kept.items() if name in typed}
        values = {name: form.cleaned_data[name] for name in typed if form.cleaned_data[name] != saved.get(name)}
        for name, printed in kept.items():
            self.planned.doubts.append((spot or Spot(""), DoubtField(name), printed))
            if saved.get(name) is not None or printed.likely is None:
                values.pop(name, None)
        self._point_out_placeholders(spot, values)
        self._point_out_unsure_letters(part, spot, values)
        return values

    def _first_title(self, part: str, names: tuple[str, ...]) -> str:
        return next(title for name in names if (title := TITLES.get(f"{part}.{name}")))

    def _take_out_bad_numbers(self, part: str, spot: Spot | None, typed: dict[str, str]) -> None:
        """A number of months that is none becomes a doubt; "6 maanden" is 6."""
        for name in NUMBERS:
            if name not in typed or spot is None:
                continue
            text = typed[name].casefold().removesuffix("maanden").removesuffix("maand").strip()
            most = 36 if name == DoubtField.NOTICE_MONTHS else 12
            if text.isascii() and text.isdigit() and len(text) < 3 and 1 <= int(text) <= most:
                typed[name] = text
            else:
                self.planned.doubts.append((spot, DoubtField(name), Printed(typed.pop(name)[:200])))

    def _point_out_placeholders(self, spot: Spot | None, values: dict[str, Any]) -> None:
        for name in _TEXTS:
            if spot is not None and has_placeholder(values.get(name) or ""):
                printed = Printed(values[name], DoubtReason.PLACEHOLDER)
                self.planned.doubts.append((spot, DoubtField(name), printed))

    def _point_out_unsure_letters(self, part: str, spot: Spot | None, values: dict[str, Any]) -> None:
        """A name of which the letters are not certain is settled with the paper, or with a better file."""
        for name in values:
            key = f"{part}.{name}"
            if key not in self.line.unsure:
                continue
            if spot is not None and name in _TEXTS:
                if not any(one[:2] == (spot, name) for one in self.planned.doubts):
                    self.planned.doubts.append((spot, DoubtField(name), Printed(str(values[name])[:200])))
            else:
                self.planned.say(TITLES[key], unsure_letters(str(values[name])), "error")

    def _is_in_doubt_already(self, spot: Spot | None, name: str, text: str) -> bool:
        """Whether a person judges this cell, or did: then the file changes nothing there any more."""
        agreement = self.planned.agreement
        if agreement is None or spot is None:
            return False
        about = [one for one in agreement.all_doubts if one.spot == spot and one.field == name]
        if any(one.printed == text for one in about):
            return True
        if any(one.is_open for one in about):
            sentence = "Hierover staat al een twijfel open. Kijk die eerst na op de pagina van de overeenkomst."
            self.planned.say(self._title(spot, DoubtField(name)), sentence, "warning")
            return True
        return False

    def _is_known(self, doubt: tuple[Spot, DoubtField, Printed]) -> bool:
        spot, what, printed = doubt
        return self._is_in_doubt_already(spot, what, printed.text)

    def _odd_days(self, agreement: Agreement | None) -> None:
        """Advice after the first signature (R31), and in force long before it was signed (R34): lawful or not, ask."""
        days = {spot: values.get("signed_on") for spot, values in self.planned.signatures.items()}
        saved = (
            {Spot(s.document, s.party, s.position): s.signed_on for s in agreement.all_signatures} if agreement else {}
        )
        signed = {spot: day for spot, day in {**saved, **days}.items() if day is not None}
        first = min((day for spot, day in signed.items() if spot.document == Document.PROTOCOL), default=None)
        for spot, values in self.planned.advices.items():
            if first and values.get("advised_on") and values["advised_on"] > first:
                self._doubt(spot, DoubtField.ADVISED_ON, values["advised_on"], DoubtReason.CONTRADICTION)
        for document, terms in (
            (Document.AGREEMENT, self.planned.terms),
            (Document.PROTOCOL, self.planned.protocol_terms),
        ):
            last = max((day for spot, day in signed.items() if spot.document == document), default=None)
            start = terms.get("in_force_from")
            if last and start and last - start > max(LONG_BEFORE, timedelta(0)):
                self._doubt(Spot(document), DoubtField.IN_FORCE_FROM, start, DoubtReason.UNLIKELY)

    def _doubt(self, spot: Spot, what: DoubtField, day: date, reason: DoubtReason) -> None:
        if not any(one[:2] == (spot, what) for one in self.planned.doubts):
            text = self.line.cells.get(f"{part_of(spot)}.{what}", "")[:200]
            self.planned.doubts.append((spot, what, Printed(text, reason, day)))

    def _title(self, spot: Spot, what: DoubtField) -> str:
        if what == DoubtField.ENTERPRISE_NUMBER:
            return TITLES["partner.enterprise_number"]
        return TITLES.get(f"{part_of(spot)}.{what}", "")


def _as_typed(value: Any) -> str:
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return "" if value is None else str(value)


def _told(printed: Printed) -> str:
    likely = f" Wij vullen voorlopig {_as_typed(printed.likely)} in." if isinstance(printed.likely, date) else ""
    reason = DoubtReason(printed.reason).label
    return f"Twijfel: “{printed.text}” ({reason}).{likely} Een beheerder moet dit bevestigen."
