"""How a typed place is understood, and which municipalities are found for it (R2)."""

import csv
from pathlib import Path

import pytest

from directory.models import Municipality
from directory.search import read_place, search_key

DATA = Path(__file__).resolve().parents[2] / "directory" / "data"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("belgium")]


def found(text: str) -> list[str]:
    return [municipality.name for municipality in Municipality.objects.search(text)]


@pytest.mark.parametrize(
    "typed",
    ["Sint-Truiden", "sint truiden", "SINT-TRUIDEN", "st truiden", "St.-Truiden", " Sint  Truiden ", "Saint-Trond"],
)
def test_every_way_of_writing_a_name_finds_the_same_municipality(typed: str):
    assert found(typed)[0] == "Sint-Truiden"


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Liege", "Luik"),
        ("LIÈGE", "Luik"),
        ("Anvers", "Antwerpen"),
        ("'s gravenbrakel", "’s Gravenbrakel"),
        ("’s-Gravenbrakel", "’s Gravenbrakel"),
        ("s gravenbrakel", "’s Gravenbrakel"),
        ("Braine l'Alleud", "Eigenbrakel"),
        ("St-Gilles", "Sint-Gillis"),
        ("Ste-Ode", "Sainte-Ode"),
        ("Sankt Vith", "Sankt Vith"),
        ("butgenbach", "Bütgenbach"),
        ("knokke heist", "Knokke-Heist"),
        ("OLV Waver", "Sint-Katelijne-Waver"),
        ("O.-L.-Vrouw-Lombeek", "Roosdaal"),
    ],
)
def test_accents_hyphens_apostrophes_and_abbreviations_do_not_matter(typed: str, name: str):
    assert found(typed)[0] == name


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("2260", ["Westerlo"]),
        ("1040", ["Brussel", "Etterbeek"]),
        ("1050", ["Brussel", "Elsene"]),
        ("1804", ["Vilvoorde", "Zemst"]),
        ("2070", ["Beveren-Kruibeke-Zwijndrecht"]),
        ("0999", []),
        ("9999", []),
        ("226", []),
        ("22600", []),
    ],
)
def test_a_postal_code_finds_every_municipality_in_which_it_lies(code: str, names: list[str]):
    assert found(code) == names


@pytest.mark.parametrize(
    "typed", ["2260 Westerlo", "Westerlo 2260", "B-2260 WESTERLO", "BE 2260 westerlo", "Westerlo (2260)"]
)
def test_a_postal_code_with_its_name_finds_that_one(typed: str):
    assert found(typed) == ["Westerlo"]


@pytest.mark.parametrize(
    ("typed", "name"),
    [("1040 Etterbeek", "Etterbeek"), ("1040 Brussel", "Brussel"), ("3290 Deurne", "Diest"), ("3960 Tongerlo", "Bree")],
)
def test_a_name_chooses_between_municipalities_with_one_postal_code_and_the_other_way_round(typed: str, name: str):
    assert found(typed) == [name]


def test_a_code_and_a_name_that_contradict_each_other_offer_both():
    assert set(found("2260 Diest")) >= {"Westerlo", "Diest"}


def test_a_wrong_code_does_not_hide_the_name_nor_a_wrong_name_the_code():
    assert found("9999 Westerlo") == ["Westerlo"]
    assert found("2260 Westerloo") == ["Westerlo"]


@pytest.mark.parametrize(
    ("old", "now"),
    [
        ("Kortessem", "Hasselt"),
        ("Tessenderlo", "Tessenderlo-Ham"),
        ("Beveren", "Beveren-Kruibeke-Zwijndrecht"),
        ("Kruibeke", "Beveren-Kruibeke-Zwijndrecht"),
        ("Zwijndrecht", "Beveren-Kruibeke-Zwijndrecht"),
        ("Merelbeke", "Merelbeke-Melle"),
        ("Melle", "Merelbeke-Melle"),
        ("Nazareth", "Nazareth-De Pinte"),
        ("De Pinte", "Nazareth-De Pinte"),
        ("Tongeren", "Tongeren-Borgloon"),
        ("Borgloon", "Tongeren-Borgloon"),
        ("Bilzen", "Bilzen-Hoeselt"),
        ("Hoeselt", "Bilzen-Hoeselt"),
        ("Galmaarden", "Pajottegem"),
        ("Gooik", "Pajottegem"),
        ("Herne", "Pajottegem"),
        ("Moerbeke", "Lokeren"),
        ("Wachtebeke", "Lochristi"),
        ("Meulebeke", "Tielt"),
        ("Ruiselede", "Wingene"),
        ("Borsbeek", "Antwerpen"),
        ("Kruishoutem", "Kruisem"),
        ("Zingem", "Kruisem"),
        ("Knesselare", "Aalter"),
        ("Nevele", "Deinze"),
        ("Puurs", "Puurs-Sint-Amands"),
        ("Sint-Amands", "Puurs-Sint-Amands"),
        ("Overpelt", "Pelt"),
        ("Neerpelt", "Pelt"),
        ("Opglabbeek", "Oudsbergen"),
        ("Meeuwen-Gruitrode", "Oudsbergen"),
        ("Waarschoot", "Lievegem"),
        ("Lovendegem", "Lievegem"),
        ("Zomergem", "Lievegem"),
        ("Ham", "Tessenderlo-Ham"),
    ],
)
def test_the_name_of_a_merged_municipality_still_finds_the_one_of_today(old: str, now: str):
    assert now in found(old)[:2]


@pytest.mark.parametrize(
    ("typed", "place", "name"),
    [
        ("Meulebeke", "Tielt", "Meulebeke"),
        ("meulebe", "Tielt", "Meulebeke"),
        ("8760 Meulebeke", "Tielt", "Meulebeke"),
        ("Deurne", "Diest", "Deurne"),
        ("Tielt", "Tielt", None),
        ("8760", "Tielt", None),
        ("Anvers", "Antwerpen", None),
        ("2260 Diest", "Westerlo", None),
        ("2260 Diest", "Diest", None),
        ("Beveren", "Beveren-Kruibeke-Zwijndrecht", "Beveren"),
        ("Kruibeke-Zwijndrecht", "Beveren-Kruibeke-Zwijndrecht", None),
    ],
)
def test_a_municipality_tells_by_which_other_name_it_was_found(typed: str, place: str, name: str | None):
    names = {found.name: found.matched_name for found in Municipality.objects.search(typed)}
    assert names[place] == name


def test_a_name_that_is_part_of_two_municipalities_finds_both():
    assert found("Deurne")[:2] == ["Antwerpen", "Diest"]


def test_the_best_match_comes_first():
    assert found("Halle")[:2] == ["Halle", "Zoersel"], "own name, then the name of a part"
    names = found("Sint")
    assert names.index("Sint-Niklaas") < names.index("Puurs-Sint-Amands"), "beginning, then somewhere inside"
    assert names.index("Sint-Truiden") < names.index("Saint-Hubert"), "where somebody receives, then Wallonia (R3)"


def test_part_of_a_name_is_enough():
    assert found("gorzenleeuw") == []
    assert found("pieters-l") == ["Sint-Pieters-Leeuw"]
    assert "Stabroek" in found("St")


@pytest.mark.parametrize(
    "hostile", ["", " ", "a", "%", "_", "\x00", "22\x0060", "<script>", "'; DROP TABLE", "\u202e", "x" * 10_000, "९९९९"]
)
def test_what_is_no_place_finds_nothing(hostile: str):
    assert found(hostile) == []


def test_a_search_takes_three_queries_and_none_holds_what_was_typed(django_assert_num_queries):
    for text in ("2260", "Westerlo", "2260 Westerlo", "2260 Diest", "Deurne", "Westrelo", "Zeldzaamstraat 4711"):
        with django_assert_num_queries(3) as queries:
            Municipality.objects.search(text)
        sql = " ".join(query["sql"].casefold() for query in queries.captured_queries)
        assert not [word for word in text.casefold().split() if word in sql]


def test_a_municipality_without_postal_codes_no_longer_exists_and_is_not_found():
    Municipality.objects.create(nis="44040", name="Melle", name_fr="Melle", region="VLG")
    assert found("Melle") == ["Merelbeke-Melle"]


def test_every_alias_points_to_a_municipality_of_today_and_differs_from_its_name():
    with (DATA / "municipalities.csv").open(encoding="utf-8") as file:
        names = {row["nis"]: {row["naam_nl"], row["naam_fr"]} for row in csv.DictReader(file)}
    with (DATA / "aliases.csv").open(encoding="utf-8") as file:
        aliases = list(csv.DictReader(file))
    assert [row for row in aliases if row["nis"] not in names] == []
    assert [row for row in aliases if row["name"] in names[row["nis"]]] == []
    assert {row["kind"] for row in aliases} == {"former", "part", "hamlet", "other"}


def test_no_two_municipalities_have_the_same_key():
    with (DATA / "municipalities.csv").open(encoding="utf-8") as file:
        names = [row["naam_nl"] for row in csv.DictReader(file)]
    assert len({search_key(name) for name in names}) == len(names) == 565


def test_a_single_letter_is_no_name_and_a_short_word_stays_as_typed():
    assert read_place("x").name_key == ""
    assert read_place("st").name_key == "st"
    assert read_place("As").name_key == "as"
