"""Which organisations a GBO agreement is between: found by number and then by name, or new (R12, R40)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError

from directory.forms import RegisterOrganisationForm
from directory.models import Organisation
from directory.notation import read_enterprise_number, show_enterprise_number
from gbo.models import KINDS
from law.facts import OrganisationKind
from paper_import.gbo_fields import SEAT, Actor
from paper_import.parties import name_key, names_agree, own_words


@dataclass(slots=True)
class CoreActors:
    """Every organisation that can be a core actor, as it is registered now."""

    by_name: dict[tuple[str, str], Organisation] = field(default_factory=dict)
    by_number: dict[str, Organisation] = field(default_factory=dict)

    @classmethod
    def load(cls) -> "CoreActors":
        found = cls()
        for one in Organisation.objects.order_by("is_active", "name"):
            if one.enterprise_number and one.kind != OrganisationKind.LOCAL_TEAM:
                found.by_number[one.enterprise_number] = one
            if one.kind in KINDS:
                found.by_name[one.kind, name_key(one.name)] = one
        return found

    def names_of(self, kind: str) -> list[str]:
        return sorted(one.name for (of_kind, _), one in self.by_name.items() if of_kind == kind and one.is_active)

    def called(self, kind: str, printed: str) -> Organisation | None:
        """The only one of this kind whose own words are those of a printed name."""
        words = own_words(printed)
        called = [one for (of, _), one in self.by_name.items() if of == kind and words and own_words(one.name) == words]
        return called[0] if len(called) == 1 else None

    def find(self, actor: Actor, cells: Mapping[str, str], errors: dict[str, str]) -> Organisation | None:
        """Whom the cells of this actor mean; what contradicts is an error, since no doubt can be kept of it."""
        name, printed = cells.get(actor.key("name"), ""), cells.get(actor.key("enterprise_number"), "")
        number = _number_of(printed)
        known = self._known(actor, cells)
        if not name:
            errors[actor.key("name")] = f"Vul de naam van {actor.words} in."
            return None
        if known is None:
            return self._new(actor, cells, errors)
        if known.kind != actor.kind:
            shown = show_enterprise_number(number)
            errors[actor.key("enterprise_number")] = f"{shown} is van {known}. Kijk het nummer na op het papier."
        elif not names_agree(name, known.name):
            sentence = f"{show_enterprise_number(number)} is van {known}. Kijk naam en nummer na op het papier."
            errors[actor.key("name")] = sentence
        elif printed and number != known.enterprise_number:
            shown = known.enterprise_number_display
            sentence = f"Wij kennen {known} met {shown}. Kijk het na op het papier, of bij Organisaties."
            errors[actor.key("enterprise_number")] = sentence
        return known

    def seats_known(self, actors: Iterable[Actor], cells: Mapping[str, str]) -> frozenset[str]:
        """The fields that are not asked, since the register has them."""
        return frozenset(actor.key(name) for actor in actors if self._known(actor, cells) for name in SEAT)

    def _known(self, actor: Actor, cells: Mapping[str, str]) -> Organisation | None:
        number = _number_of(cells.get(actor.key("enterprise_number"), ""))
        return self.by_number.get(number) or self.by_name.get((actor.kind, name_key(cells.get(actor.key("name"), ""))))

    def _new(self, actor: Actor, cells: Mapping[str, str], errors: dict[str, str]) -> Organisation | None:
        typed = {one: cells.get(actor.key(one), "") for one in ("name", "enterprise_number", *SEAT)}
        if not any(typed[one] for one in ("enterprise_number", *SEAT)):
            sentence = f"“{typed['name']}” kennen wij niet. Vul ondernemingsnummer en adres in, of registreer eerst."
            errors[actor.key("name")] = sentence
            return None
        form = RegisterOrganisationForm({"kind": actor.kind.value, **typed})
        for name, sentences in form.errors.items():
            errors[actor.key(name)] = str(sentences[0])
        if not typed["enterprise_number"]:
            errors[actor.key("enterprise_number")] = "Vul het ondernemingsnummer in, bijvoorbeeld 0886.886.638."
        if not form.is_valid() or not typed["enterprise_number"]:
            return None
        made = Organisation(**form.cleaned_data)
        try:
            made.full_clean()
        except ValidationError as error:
            errors[actor.key("name")] = error.messages[0]
            return None
        return made


def _number_of(printed: str) -> str:
    try:
        return read_enterprise_number(printed)
    except ValueError:
        return ""
