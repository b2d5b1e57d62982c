"""Whom a line is about: the team by its name, the partner by its number and then by its name (R1–R5, R12)."""

import re
import unicodedata
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError

from agreements.terms.doubts import DoubtField, DoubtReason, Printed, Spot
from agreements.terms.papers import PARTNER_KINDS, Document, Party
from directory.forms import RegisterOrganisationForm
from directory.models import Organisation
from directory.notation import likely_enterprise_number, read_enterprise_number, show_enterprise_number
from law.facts import OrganisationKind
from paper_import.columns import TITLES
from paper_import.planned import Planned, unsure_letters
from sheets.reading import Line

NUMBER = "partner.enterprise_number"
_SEAT = ("street", "postal_code", "municipality_name")


def name_key(name: str) -> str:
    """ "OCMW van Diest" and "ocmw diest" are one."""
    return " ".join(word for word in name.casefold().split() if word != "van")


_OF_EVERY_PARTNER = frozenset(
    ["ocmw", "caw", "dmw", "cpas", "van", "de", "het", "te", "stad", "gemeente", "sociaal", "huis",
     "dienst", "diensten", "maatschappelijk", "werk"]
)  # fmt: skip


def names_agree(one: str, other: str) -> bool:
    """Whether two names can be of one partner: the words that tell partners apart do not contradict.

    >>> names_agree("O.C.M.W. Stad Halle", "OCMW van Halle"), names_agree("OCMW Halle", "OCMW Diest")
    (True, False)
    """
    words, others = own_words(one), own_words(other)
    return words <= others or others <= words


_OF_EVERY_TEAM = re.compile(r"\b(?:lokaal|lokale|team|kind|en|gezin|regio)\b", re.IGNORECASE)


def _team_key(name: str) -> str:
    """What tells teams apart."""
    return re.sub(r"\W+", "", _OF_EVERY_TEAM.sub("", name)).casefold()


def own_words(name: str) -> set[str]:
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(sign))
    plain = re.sub(r"\b(?:\w\.){2,}", lambda initials: initials[0].replace(".", "") + " ", plain)
    return set(re.findall(r"\w+", plain)) - _OF_EVERY_PARTNER


@dataclass(slots=True)
class Parties:
    """Every organisation that can be a party, as it is known now; partners that earlier lines register included."""

    teams: dict[str, Organisation] = field(default_factory=dict)
    partners: dict[str, Organisation] = field(default_factory=dict)
    by_number: dict[str, Organisation] = field(default_factory=dict)
    others_numbers: frozenset[str] = frozenset()
    """The numbers of bodies that are no partner: those of all others are in `by_number`."""

    @classmethod
    def load(cls) -> "Parties":
        others = Organisation.objects.exclude(kind__in=PARTNER_KINDS).exclude(enterprise_number="")
        found = cls(others_numbers=frozenset(others.values_list("enterprise_number", flat=True)))
        kinds = (OrganisationKind.LOCAL_TEAM, *PARTNER_KINDS)
        for one in Organisation.objects.filter(kind__in=kinds).order_by("is_active", "name"):
            if one.kind == OrganisationKind.LOCAL_TEAM:
                found.teams[name_key(one.name)] = one
            else:
                found.keep(one)
        return found

    def keep(self, partner: Organisation) -> None:
        """Know a partner from now on."""
        self.partners[name_key(partner.name)] = partner
        self.by_number[partner.enterprise_number] = partner

    def known(self, line: Line) -> tuple[Organisation | None, Organisation | None]:
        """Team and partner of a line, as far as they are registered."""
        team = self.teams.get(name_key(line.cells.get("team.name", "")))
        partner = self.by_number.get(self._number(line)) or self.partners.get(
            name_key(line.cells.get("partner.name", ""))
        )
        return team, partner

    def team_called(self, printed: str) -> Organisation | None:
        """The team that a paper calls so: "Zuiderkempen" or "lokaal team Kind en Gezin Zuiderkempen"."""
        key = _team_key(printed)
        called = [one for one in self.teams.values() if key and _team_key(one.name) == key]
        return called[0] if len(called) == 1 else None

    def partner_called(self, printed: str) -> Organisation | None:
        """The only partner whose own words are those of a printed name."""
        words = own_words(printed)
        called = [one for one in self.partners.values() if words and own_words(one.name) == words]
        return called[0] if len(called) == 1 else None

    def match(self, line: Line, planned: Planned) -> None:
        """Find both parties, or say what is missing; a number that is wrong or unknown becomes a doubt."""
        planned.team, planned.partner = self.known(line)
        name = line.cells.get("team.name", "")
        if not name:
            planned.say(TITLES["team.name"], "Vul de naam van het lokaal team in.", "error")
        elif planned.team is None:
            sentence = f"Het lokaal team “{name}” kennen wij niet. Registreer het eerst bij Organisaties."
            planned.say(TITLES["team.name"], sentence, "error")
        printed = line.cells.get(NUMBER, "")
        if planned.partner is None:
            planned.partner = self._new(line, planned)
            return
        name = line.cells.get("partner.name", "")
        if printed and self._number(line) != planned.partner.enterprise_number:
            likely = likely_enterprise_number(printed)
            shown = show_enterprise_number(likely) if likely else None
            self._doubt(planned, Printed(printed[:200], DoubtReason.UNKNOWN_NUMBER, shown))
        elif name and not names_agree(name, planned.partner.name):
            shown = f"{show_enterprise_number(planned.partner.enterprise_number)} van {planned.partner}"
            self._doubt(planned, Printed(f"{printed} bij {name}"[:200], DoubtReason.CONTRADICTION, shown[:200]))

    def _doubt(self, planned: Planned, printed: Printed) -> None:
        spot = Spot(Document.AGREEMENT, Party.PARTNER)
        planned.doubts.append((spot, DoubtField.ENTERPRISE_NUMBER, printed))

    def _new(self, line: Line, planned: Planned) -> Organisation | None:
        """A partner that we do not know yet is registered when the line says all that is needed."""
        name = line.cells.get("partner.name", "")
        if not name:
            planned.say(TITLES["partner.name"], "Vul het OCMW of CAW in.", "error")
            return None
        for key in ("name", *_SEAT):
            if f"partner.{key}" in line.unsure:
                planned.say(TITLES[f"partner.{key}"], unsure_letters(line.cells[f"partner.{key}"]), "error")
        cells = {key: line.cells.get(f"partner.{key}", "") for key in (*_SEAT, "enterprise_number")}
        if not any(cells.values()):
            sentence = f"“{name}” kennen wij niet. Vul ondernemingsnummer, adres en soort in, of registreer eerst."
            planned.say(TITLES["partner.name"], sentence, "error")
            return None
        kind = line.cells.get("partner.kind", "").casefold()
        form = RegisterOrganisationForm({"kind": kind, "name": name, **cells})
        if kind not in PARTNER_KINDS:
            planned.say(TITLES["partner.kind"], "Vul OCMW of CAW in. Deze partner kennen wij nog niet.", "error")
        for key, errors in form.errors.items():
            if key != "kind":
                planned.say(TITLES[f"partner.{key}"], str(errors[0]), "error")
        if not cells["enterprise_number"]:
            planned.say(TITLES[NUMBER], "Vul het ondernemingsnummer in, bijvoorbeeld 0886.886.638.", "error")
        if planned.is_wrong or not form.is_valid():
            return None
        partner = Organisation(**form.cleaned_data)
        # Asking the database of each line takes longer than all else; only this can be taken already.
        is_taken = partner.enterprise_number in self.others_numbers
        try:
            partner.full_clean(validate_unique=False, validate_constraints=is_taken)
        except ValidationError as error:
            planned.say(TITLES["partner.name"], error.messages[0], "error")
            return None
        self.keep(partner)
        planned.say(TITLES["partner.name"], f"{partner} is nieuw en wordt ook geregistreerd.", "info")
        return partner

    def _number(self, line: Line) -> str:
        try:
            return read_enterprise_number(line.cells.get(NUMBER, ""))
        except ValueError:
            return ""
