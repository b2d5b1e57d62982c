"""Where people live and who serves them: municipalities, organisations, and which serves which during what period."""

import re
import uuid
from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING, ClassVar, Final, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, Exists, F, Func, OuterRef, Q, Value, When
from django.db.models.functions import Cast, Lower, Mod, Substr
from django.db.models.lookups import Exact

from directory.notation import show_enterprise_number, show_phone
from directory.search import Gazetteer, Match, Place
from law.facts import OrganisationKind, Region

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser
    from django.contrib.auth.models import AnonymousUser

REGION_LABELS = {Region.FLANDERS: "Vlaanderen", Region.BRUSSELS: "Brussel", Region.WALLONIA: "Wallonië"}
PROVINCES = (
    "Provincie Antwerpen",
    "Provincie Limburg",
    "Provincie Oost-Vlaanderen",
    "Provincie Vlaams-Brabant",
    "Provincie West-Vlaanderen",
)
AREAS = [
    (Region.FLANDERS.value, REGION_LABELS[Region.FLANDERS]),
    (Region.BRUSSELS.value, REGION_LABELS[Region.BRUSSELS]),
    *((province, province.replace("Provincie", "provincie")) for province in PROVINCES),
]
"""Where something can be sent at all (R2, R3): a region, or a province of Flanders, as Statbel names them."""
KIND_LABELS = {
    OrganisationKind.AGENCY: "agentschap",
    OrganisationKind.LOCAL_TEAM: "lokaal team",
    OrganisationKind.OCMW: "OCMW",
    OrganisationKind.CAW: "CAW",
    OrganisationKind.DMW: "DMW",
}


class MunicipalityQuerySet(models.QuerySet["Municipality"]):
    def search(self, text: str) -> "list[Municipality]":
        """Return what may be meant by a postal code, a name (also French, former or of a part) or both; best first.

        More than one may fit (1040, "Deurne"): the caller asks which. Each has `matched_name`: the other name that was
        recognised ("Meulebeke" for Tielt), or None when its own name was, or only the postal code. At most three
        queries, and what was typed is in none of them.
        """
        return self._look_up(lambda gazetteer: gazetteer.search(text))

    def suggest(self, text: str) -> "list[Municipality]":
        """Return what may be meant by what `search` does not find: a slip of one or two letters, or words beside it."""
        return self._look_up(lambda gazetteer: gazetteer.suggest(text))

    def _look_up(self, ask: "Callable[[Gazetteer], list[Match]]") -> "list[Municipality]":
        # A merged municipality that old papers refer to has lost its postal codes: nobody stays there any more.
        known = {one.pk: one for one in self.prefetch_related("postal_codes", "aliases") if one.postal_codes.all()}
        matches = ask(Gazetteer(one.as_place() for one in known.values()))
        for match in matches:
            known[match.nis].matched_name = match.name
        return [known[match.nis] for match in matches]


class Municipality(models.Model):
    """A municipality of Belgium under its NIS code; `load_municipalities` is its only writer."""

    nis = models.CharField("NIS-code", max_length=5, primary_key=True)
    name = models.CharField("naam", max_length=60)
    name_fr = models.CharField("Franse naam", max_length=60)
    region = models.CharField(
        "gewest", max_length=3, choices=[(region.value, REGION_LABELS[region]) for region in Region]
    )
    province = models.CharField("provincie", max_length=40, blank=True)

    matched_name: str | None = None
    """The other name by which a search found it; see `MunicipalityQuerySet.search`."""

    objects = MunicipalityQuerySet.as_manager()

    class Meta:
        verbose_name = "gemeente"
        verbose_name_plural = "gemeenten"
        constraints: ClassVar = [
            models.CheckConstraint(
                name="municipality_nis_is_five_digits",
                condition=Q(nis__regex=r"^[0-9]{5}$"),
                violation_error_message="Een NIS-code telt vijf cijfers, bijvoorbeeld 13049.",
            ),
            models.CheckConstraint(
                name="municipality_region_exists",
                condition=Q(region__in=[region.value for region in Region]),
                violation_error_message="Kies een gewest: VLG, BRU of WAL.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def as_place(self) -> Place:
        """The municipality as it is looked up; free of queries when codes and aliases were prefetched."""
        return Place(
            nis=self.pk,
            names=(self.name, self.name_fr),
            aliases=tuple(alias.name for alias in self.aliases.all()),
            codes=frozenset(postal.code for postal in self.postal_codes.all()),
            province=self.province or str(self.get_region_display()),
            is_last=self.region == Region.WALLONIA.value,
        )


class PostalCode(models.Model):
    """A postal code that lies, wholly or partly, in a municipality; 1040, 1050 and 1804 lie in two."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="postal_codes")
    code = models.CharField("postcode", max_length=4)

    class Meta:
        verbose_name = "postcode"
        verbose_name_plural = "postcodes"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["code", "municipality"],
                name="postal_code_once_per_municipality",
                violation_error_message="Deze gemeente heeft deze postcode al.",
            )
        ]

    def __str__(self) -> str:
        return self.code


class Alias(models.Model):
    """Another name under which a municipality is sought: a former municipality, a part, another spelling."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField("naam", max_length=60)

    class Meta:
        verbose_name = "andere naam"
        verbose_name_plural = "andere namen"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["name", "municipality"],
                name="alias_once_per_municipality",
                violation_error_message="Deze gemeente heeft deze naam al.",
            )
        ]

    def __str__(self) -> str:
        return self.name


MOST_CALLED: Final = 20
"""A word that more organisations have in their name, as "OCMW", asks for none of them."""


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def visible_to(self, user: "AbstractBaseUser | AnonymousUser") -> Self:
        """Organisations are public bodies: everyone who is signed in sees them all, active or not."""
        return self.all() if user.is_authenticated else self.none()

    def serving(self, municipality: str, on: date) -> Self:
        """Active organisations with the municipality of this NIS code in their territory on this day."""
        territory = Territory.objects.filter(organisation=OuterRef("pk"), municipality=municipality).covering(on)
        return self.filter(Exists(territory), is_active=True).order_by(Lower("name"))

    def agency(self) -> "Organisation | None":
        """The legal person behind every local team: the party to all papers (D28)."""
        return self.filter(kind=OrganisationKind.AGENCY, is_active=True).first()

    def called(self, words: str) -> Self:
        """Those with these words in their name, for who searches the log; none when more than a few have them."""
        named = self.filter(name__icontains=words) if words else self.none()
        found = list(named.values_list("pk", flat=True)[: MOST_CALLED + 1])
        return self.filter(pk__in=found) if len(found) <= MOST_CALLED else self.none()

    def matching(self, *, kind: str, text: str) -> Self:
        """Organisations of a kind with this in their name, or these digits in their number; empty means all."""
        digits = re.sub(r"[^0-9]", "", text)
        named = Q(name__icontains=text) | (Q(enterprise_number__contains=digits) if len(digits) > 2 else Q())
        return self.filter(named, **({"kind": kind} if kind else {})).order_by(Lower("name"))


# Bytes 9 and 10 are 97 minus the remainder of the first eight; CASE keeps the cast away from what is not a number.
_VALID_CHECK_DIGITS = Case(
    When(enterprise_number="", then=Value(True)),
    When(
        enterprise_number__regex=r"^[01][0-9]{9}$",
        then=Exact(
            Cast(Substr("enterprise_number", 9, 2), models.IntegerField()),
            Value(97) - Mod(Cast(Substr("enterprise_number", 1, 8), models.IntegerField()), Value(97)),
        ),
    ),
    default=Value(False),
    output_field=models.BooleanField(),
)


class Organisation(models.Model):
    """A party of the papers with its enterprise number, seat and general contact details (R12, R18–R22)."""

    NAMED_IN_TRAIL: ClassVar[tuple[str, ...]] = ("name",)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(
        "soort", max_length=10, choices=[(kind.value, KIND_LABELS[kind]) for kind in OrganisationKind]
    )
    name = models.CharField("naam", max_length=120)
    enterprise_number = models.CharField("ondernemingsnummer (KBO)", max_length=10, blank=True)
    street = models.CharField("straat en huisnummer", max_length=120)
    postal_code = models.CharField("postcode", max_length=4)
    municipality_name = models.CharField("gemeente", max_length=60)
    correspondence_street = models.CharField("straat en huisnummer", max_length=120, blank=True)
    correspondence_postal_code = models.CharField("postcode", max_length=4, blank=True)
    correspondence_municipality_name = models.CharField("gemeente", max_length=60, blank=True)
    phone = models.CharField("algemeen telefoonnummer", max_length=16, blank=True)
    email = models.CharField("algemeen e-mailadres", max_length=254, blank=True)
    is_active = models.BooleanField("actief", default=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = "organisatie"
        verbose_name_plural = "organisaties"
        constraints: ClassVar = [
            models.CheckConstraint(
                name="organisation_kind_exists",
                condition=Q(kind__in=[kind.value for kind in OrganisationKind]),
                violation_error_message="Kies een soort organisatie.",
            ),
            models.CheckConstraint(
                name="organisation_enterprise_number_is_valid",
                condition=Q(_VALID_CHECK_DIGITS),
                violation_error_message="Dit ondernemingsnummer klopt niet. Kijk het na, bijvoorbeeld 0886.886.638.",
            ),
            models.CheckConstraint(
                name="organisation_has_enterprise_number",
                condition=Q(kind=OrganisationKind.LOCAL_TEAM.value) | ~Q(enterprise_number=""),
                violation_error_message="Vul het ondernemingsnummer in. Alleen een lokaal team heeft er geen.",
            ),
            # Services of one health insurance fund (DMW) may share its number; every other body has its own.
            models.UniqueConstraint(
                fields=["enterprise_number"],
                condition=~Q(enterprise_number="") & ~Q(kind=OrganisationKind.DMW.value),
                name="organisation_enterprise_number_once",
                violation_error_code="unique",  # so that the sentence stands beside the field
                violation_error_message="Dit ondernemingsnummer staat al bij een andere organisatie.",
            ),
            models.UniqueConstraint(
                Lower("name"),
                "kind",
                condition=Q(is_active=True),
                name="organisation_name_once_per_kind",
                violation_error_message="Er is al een organisatie van deze soort met deze naam. Zoek die eerst op.",
            ),
            models.CheckConstraint(
                name="organisation_correspondence_address_is_whole",
                condition=Q(
                    correspondence_street="", correspondence_postal_code="", correspondence_municipality_name=""
                )
                | ~Q(correspondence_street="")
                & ~Q(correspondence_postal_code="")
                & ~Q(correspondence_municipality_name=""),
                violation_error_message="Vul straat, postcode en gemeente van het briefadres in, of geen van de drie.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def enterprise_number_display(self) -> str:
        """The number as people write it: 0886.886.638."""
        return show_enterprise_number(self.enterprise_number)

    @property
    def phone_display(self) -> str:
        """The number as people write it: 014 00 00 00."""
        return show_phone(self.phone)

    @property
    def seat_display(self) -> str:
        """The seat as on an envelope, in two lines."""
        return f"{self.street}\n{self.postal_code} {self.municipality_name}"

    @property
    def correspondence_display(self) -> str:
        """The address for letters as on an envelope; empty when letters go to the seat."""
        if not self.correspondence_street:
            return ""
        town = f"{self.correspondence_postal_code} {self.correspondence_municipality_name}"
        return f"{self.correspondence_street}\n{town}"

    @property
    def territory_facts(self) -> Iterable["Territory"]:
        """The territory as `law.facts.TerritoryFacts`; free of queries when `territory_set` was prefetched."""
        return self.territory_set.all()


_ENDS_TOO_EARLY = "De laatste dag ligt voor de eerste dag. Kies een latere laatste dag."

# The days from the first to the last, both included; no last day means without end.
_PERIOD = Func("from_on", "until_on", Value("[]"), function="DATERANGE", output_field=DateRangeField())


class TerritoryQuerySet(models.QuerySet["Territory"]):
    def visible_to(self, user: "AbstractBaseUser | AnonymousUser") -> Self:
        """Who serves which municipality is public: everyone who is signed in sees it all."""
        return self.all() if user.is_authenticated else self.none()

    def covering(self, on: date) -> Self:
        """Territory that holds on this day, first and last day included."""
        return self.filter(Q(until_on__isnull=True) | Q(until_on__gte=on), from_on__lte=on)

    def overlapping(self, other: "Territory") -> Self:
        """Territory in the same municipality that shares a day with this one, the oldest first."""
        begun = Q() if other.until_on is None else Q(from_on__lte=other.until_on)
        not_ended = Q(until_on__isnull=True) | Q(until_on__gte=other.from_on)
        return self.filter(begun, not_ended, municipality=other.municipality_id).order_by("from_on", "pk")


class Territory(models.Model):
    """An organisation serves a municipality during a period; `until_on` is the last day. A merger ends it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, verbose_name="organisatie")
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, verbose_name="gemeente")
    from_on = models.DateField("vanaf")
    until_on = models.DateField("tot en met", null=True, blank=True)

    objects = TerritoryQuerySet.as_manager()

    class Meta:
        verbose_name = "werkgebied"
        verbose_name_plural = "werkgebieden"
        constraints: ClassVar = [
            models.CheckConstraint(
                name="territory_ends_after_it_begins",
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                violation_error_message=_ENDS_TOO_EARLY,
            ),
            ExclusionConstraint(
                name="territory_never_overlaps",
                expressions=[
                    ("organisation", RangeOperators.EQUAL),
                    ("municipality", RangeOperators.EQUAL),
                    (_PERIOD, RangeOperators.OVERLAPS),
                ],
                violation_error_message="Deze gemeente hoort dan al bij het werkgebied. Kies andere dagen.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.municipality}"

    def clean(self) -> None:
        """Refuse an end before the begin first: PostgreSQL makes no period of it to compare."""
        if self.from_on and self.until_on and self.until_on < self.from_on:
            raise ValidationError({"until_on": _ENDS_TOO_EARLY})


class Activity(models.Model):
    """That an organisation came into use or went out of it, since the moment at which it was recorded (D26)."""

    id = models.BigAutoField(primary_key=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    is_active = models.BooleanField("actief")
    known_at = models.DateTimeField("bekend sinds")

    class Meta:
        verbose_name = "in gebruik of niet"
        verbose_name_plural = "in gebruik of niet"

    def __str__(self) -> str:
        return f"{self.organisation}: {self.is_active}"


class TerritoryChange(models.Model):
    """One period of a territory as it was recorded at a moment; the row of the period holds what is known now (D26)."""

    id = models.BigAutoField(primary_key=True)
    territory_key = models.UUIDField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField("vanaf")
    until_on = models.DateField("tot en met", null=True)
    is_removed = models.BooleanField("weggehaald", default=False)
    known_at = models.DateTimeField("bekend sinds")

    class Meta:
        verbose_name = "wijziging van een werkgebied"
        verbose_name_plural = "wijzigingen van werkgebieden"
        indexes: ClassVar = [models.Index(fields=["municipality"], name="territory_change_place")]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.municipality}"

    if TYPE_CHECKING:
        municipality_id: str
