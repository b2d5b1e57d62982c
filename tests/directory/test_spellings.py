"""Odd spellings of places, as people type them: the right municipality, the choice between several, or a suggestion.

Without a database: the gazetteer is made from the files that `load_municipalities` loads.
"""

import csv
from functools import cache
from pathlib import Path
from time import perf_counter

import pytest

from directory.search import Gazetteer, Place

DATA = Path(__file__).resolve().parents[2] / "directory" / "data"


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


MUNICIPALITIES = {row["nis"]: row for row in rows("municipalities.csv")}


@cache
def gazetteer() -> Gazetteer:
    aliases: dict[str, list[str]] = {}
    for row in rows("aliases.csv"):
        aliases.setdefault(row["nis"], []).append(row["name"])
    return Gazetteer(
        Place(
            nis,
            (row["naam_nl"], row["naam_fr"]),
            tuple(aliases.get(nis, ())),
            frozenset(row["postcodes"].split()),
            row["provincie"] or "Brussel",
            row["gewest"] == "WAL",
        )
        for nis, row in MUNICIPALITIES.items()
    )


def found(typed: str) -> list[str]:
    return [MUNICIPALITIES[match.nis]["naam_nl"] for match in gazetteer().search(typed)]


def suggested(typed: str) -> list[str]:
    return [MUNICIPALITIES[match.nis]["naam_nl"] for match in gazetteer().suggest(typed)]


def cases(table: str) -> list[tuple[str, str]]:
    """`what is typed; another writing > the one municipality`, a line each."""
    return [
        (typed.strip(), place.strip())
        for line in table.strip().splitlines()
        for writings, _arrow, place in [line.rpartition(">")]
        for typed in writings.split(";")
    ]


RIGHT_AWAY = cases("""
Heist o/d Berg; Heist o.d. Berg; Heist od Berg; heist op de berg; HEIST OP DEN BERG; Heist-op-d-Berg > Heist-op-den-Berg
Kapelle o/d Bos; Kapelle-o.d.-Bos; Kapelle op den Bos > Kapelle-op-den-Bos
Westerlo (Tongerlo); Tongerlo (Westerlo); Tongerlo - Westerlo; Tongerlo/Westerlo; Westerlo, Tongerlo > Westerlo
Tongerlo bij Westerlo; 2260 Tongerlo; Tongerlo 2260; tongerlo b-2260; Tongerlo (deelgemeente Westerlo) > Westerlo
Tongerlo (Bree); Bree - Tongerlo; 3960 Tongerlo; Tongerlo, Limburg > Bree
Halle-Zoersel; Halle (Zoersel); Zoersel Halle; Halle (bij Zoersel); 2980 Halle > Zoersel
Halle (Vlaams-Brabant); 1500 Halle; Halle VLAAMS-BRABANT > Halle
Deurne (Antwerpen); Deurne-Antwerpen; 2100 Deurne; Antwerpen/Deurne > Antwerpen
Deurne-Diest; Deurne bij Diest; 3290 Deurne > Diest
St.-Truiden; St Truiden; Sint-truiden; SINT TRUIDEN; St.Truiden; Saint-Trond; st-truiden > Sint-Truiden
St-Niklaas; St. Niklaas; Sint Niklaas; Saint-Nicolas-Waes > Sint-Niklaas
St.-Katelijne-Waver; St Kat Waver; St.-Kat.-Waver; Sint Katelijne Waver; Wavre-Sainte-Catherine > Sint-Katelijne-Waver
OLV Waver; O.L.V.-Waver; O.-L.-Vr.-Waver; Onze Lieve Vrouw Waver; OLVrouw-Waver > Sint-Katelijne-Waver
O.L.V. Lombeek; Onze-Lieve-Vrouw-Lombeek > Roosdaal
St Pieters Leeuw; St.-P.-Leeuw; Sint-Pieters-Leeuw; Leeuw-Saint-Pierre > Sint-Pieters-Leeuw
St-Joost-ten-Node; St Joost t Node; Saint-Josse-ten-Noode; Sint Joost > Sint-Joost-ten-Node
St-Jans-Molenbeek; Molenbeek-Saint-Jean; St Jans Molenbeek > Sint-Jans-Molenbeek
Sint-Gillis-Waas; St Gillis Waas; St.-Gillis-Waas > Sint-Gillis-Waas
St Gillis Dendermonde; St.-Gillis b/Dendermonde; Sint-Gillis bij Dendermonde; Sint-Gillis (Dendermonde) > Dendermonde
St-Gillis Brussel; 1060 Sint-Gillis; 1060 Saint-Gilles > Sint-Gillis
's Gravenwezel; 's-Gravenwezel; ’s-Gravenwezel; s Gravenwezel; Gravenwezel > Schilde
's-Gravenvoeren; s gravenvoeren; Fouron-le-Comte > Voeren
Beveren a/d IJzer; Beveren aan den Ijzer; Beveren-IJzer; Beveren a.d. IJzer > Alveringem
Beveren-Waas; Beveren Waas; 9120 Beveren > Beveren-Kruibeke-Zwijndrecht
Beveren (Roeselare); Beveren-Roeselare; Roeselare - Beveren > Roeselare
Beveren-Leie Waregem; Waregem (Beveren) > Waregem
Petegem a/d Leie; Petegem aan de Leie; Petegem-Deinze > Deinze
Petegem a/d Schelde; Petegem aan de Schelde > Wortegem-Petegem
Mechelen a/d Maas; Mechelen aan de Maas > Maasmechelen
Mielen b/Aalst; Mielen boven Aalst > Gingelom
Niel b/As; Niel bij As > As
Nieuwerkerken (Aalst); Nieuwerkerken bij Aalst; 9320 Nieuwerkerken > Aalst
Nieuwerkerken Limburg; Nieuwerkerken (Limb.) ; 3850 Nieuwerkerken > Nieuwerkerken
Gr. Bijgaarden; Groot Bijgaarden; Groot-Bijgaarden; 1702 > Dilbeek
Kl. Brogel; Kleine Brogel; Grote-Brogel > Peer
Scherpenh.-Zichem; Scherpenheuvel; Zichem; Averbode > Scherpenheuvel-Zichem
Knokke; knokke heist; Heist aan Zee; Het Zoute; Duinbergen > Knokke-Heist
Antw; Antw.; Anvers; ANTWERPEN; A'pen; Antwerp > Antwerpen
Bxl; BXL; Brux.; Bruxelles; Brussels; Brussel-Stad; 1000 > Brussel
Gand; Ghent; gent > Gent
Ypres; Yper; Ieper > Ieper
Liège; Liege; luik > Luik
Malines; mechelen (2800); B-2800 Mechelen > Mechelen
Louvain; LEUVEN; 3000 Leuven > Leuven
Courtrai; kortrijk > Kortrijk
Furnes; veurne > Veurne
Dixmude; diksmuide > Diksmuide
Termonde; dendermonde > Dendermonde
Audenarde; OUDENAARDE > Oudenaarde
Tirlemont; tienen > Tienen
Rhode-Saint-Genèse; rhode saint genese; St.-Genesius-Rode > Sint-Genesius-Rode
Woluwe-Saint-Lambert; St-Lambrechts-Woluwe; 1200 Woluwe > Sint-Lambrechts-Woluwe
Laken; Laeken; 1020; Neder-over-Heembeek; Neder Over Heembeek > Brussel
Zammel (Geel); Zammel-Geel; Ten Aard; Larum > Geel
Heultje; Voortkapel; Zoerle Parwijs; zoerle-parwijs > Westerlo
Waterschei; Winterslag; Zwartberg > Genk
Sint-Idesbald; St.-Idesbald; St Idesbald > Koksijde
Achterbos; Mol Achterbos; Mol-Sluis; Sluis (Mol); Rauw > Mol
Meersel-Dreef; Meersel Dreef; Hoogstraten (Meersel-Dreef) > Hoogstraten
Kiewit; Godsheide; Runkst (Hasselt) > Hasselt
Gooreind; Gooreind-Wuustwezel; WUUSTWEZEL > Wuustwezel
Jezus-Eik; Jezus Eik > Overijse
Pijpelheide; Wiekevorst; Schriek (Heist-op-den-Berg); Heist-op-den-Berg (Schriek) > Heist-op-den-Berg
Maria-Aalter; Knesselare; Aalter (Knesselare) > Aalter
Gent Brugse Poort; Gent (Mariakerke); Mariakerke-Gent; 9030 Mariakerke; St-Amandsberg > Gent
Mariakerke (Oostende); Oostende/Mariakerke > Oostende
Puurs; Kalfort; St-Amands; Puurs St Amands; Sint-Amands a/d Schelde > Puurs-Sint-Amands
Lo; Reninge; Lo Reninge; lo-reninge > Lo-Reninge
Mol; 2400 Mol; mol > Mol
As; AS > As
Lier; lier (2500); Lierre > Lier
De Haan; Haan; 8420 De Haan > De Haan
De Panne; Panne; La Panne > De Panne
De Pinte; Nazareth; Pinte > Nazareth-De Pinte
Kortessem; Wimmertingen; Hasselt (Kortessem) > Hasselt
Houthalen; Helchteren; Houthalen Helchteren; Houthalen/Helchteren > Houthalen-Helchteren
Dilsen; Stokkem; dilsen stokkem > Dilsen-Stokkem
Stokkel; Stokkel (Sint-Pieters-Woluwe) > Sint-Pieters-Woluwe
2260 Westrelo; 2260 Westerloo; Westerlo 9999; Westerlo, België; stad Westerlo; Westerl0 > Westerlo
""")

MEANT = cases("""
Westrelo; Wetserlo; Westelro; Westerloo; Wetserlo (Tongerloo); Westrelo (Tongerlo) > Westerlo
Westerlo station > Westerlo
Kerkstraat 12 Westerlo; in de buurt van Westerlo > Westerlo
Turnhuot; Tunrhout; Turnhoudt > Turnhout
Antwerpne; Antwrepen; Antwerpen Noord > Antwerpen
Hasslet; Haselt; Hassselt > Hasselt
Leuvne; Leuveen > Leuven
Aerschot; Aarshcot; Aarschoot > Aarschot
Gheel; Gele > Geel
Thielt > Tielt
Mechlen; Mechelne; Mechelenn > Mechelen
Kortijrk; Kortrjik > Kortrijk
Roeselaere; Roeslare > Roeselare
Oostened; Oostendee > Oostende
Dilsen Stockem; Dilzen-Stokkem > Dilsen-Stokkem
Koersle; Koerssel > Beringen
Lommle; Lomel > Lommel
Genck > Genk
Bruggge > Brugge
Diksmude; Dixmuiden > Diksmuide
Vilvorde Grimbergen; Grimbegen; Grimberghen > Grimbergen
Heist-op-den-Breg; Heist op den Burg > Heist-op-den-Berg
Sint-Niklaass; St-Niclaas; Sint-Nicklaas > Sint-Niklaas
Scherpenheuvel-Zicehm > Scherpenheuvel-Zichem
Knoke-Heist; Knokke-Hiest > Knokke-Heist
Maasmechlen; Maasmechelem > Maasmechelen
Oudenaerde; Oudenarde > Oudenaarde
Geraardsbregen; Geeraardsbergen > Geraardsbergen
Lokren; Locheren > Lokeren
""")

SEVERAL = [
    ("Halle", ["Halle", "Zoersel", "Zoutleeuw"]),
    ("Deurne", ["Antwerpen", "Diest"]),
    ("Tongerlo", ["Bree", "Westerlo"]),
    ("Tielt", ["Tielt", "Tielt-Winge"]),
    ("Sint-Gillis", ["Sint-Gillis", "Sint-Gillis-Waas", "Dendermonde"]),
    ("St Gillis", ["Sint-Gillis", "Sint-Gillis-Waas", "Dendermonde"]),
    ("Beveren", ["Beveren-Kruibeke-Zwijndrecht", "Roeselare", "Waregem", "Alveringem"]),
    ("Mariakerke", ["Gent", "Oostende"]),
    ("Hofstade", ["Aalst", "Zemst"]),
    ("Zammel", ["Geel", "Westerlo"]),
    ("Ramskapelle", ["Knokke-Heist", "Nieuwpoort"]),
    ("1804", ["Vilvoorde", "Zemst"]),
    ("Zandvoorde", ["Oostende", "Zonnebeke"]),
]


@pytest.mark.parametrize(("typed", "place"), RIGHT_AWAY)
def test_an_odd_spelling_finds_the_one_municipality(typed: str, place: str):
    assert found(typed) == [place]


@pytest.mark.parametrize(("typed", "place"), MEANT)
def test_a_slip_of_one_or_two_letters_is_suggested_and_never_taken_for_certain(typed: str, place: str):
    assert found(typed) == []
    assert suggested(typed)[0] == place


@pytest.mark.parametrize(("typed", "places"), SEVERAL)
def test_a_name_of_several_places_finds_them_all(typed: str, places: list[str]):
    assert found(typed) == places


def test_a_code_with_a_slip_of_another_name_offers_both():
    assert set(found("2260 Deist")) >= {"Westerlo", "Diest"}


def test_there_are_more_odd_spellings_than_the_eighty_five_that_were_tried():
    assert len(RIGHT_AWAY) + len(MEANT) + len(SEVERAL) >= 300


@pytest.mark.parametrize("typed", ["Xanadu", "Lissabon", "Jan Janssens", "abc", "zzzzzzzz", "?", "12", "st"])
def test_what_resembles_nothing_is_not_suggested(typed: str):
    assert suggested(typed) == []


def test_every_name_finds_its_own_municipality():
    wrong = [row["naam_nl"] for row in MUNICIPALITIES.values() if row["naam_nl"] not in found(row["naam_nl"])]
    aliases = [(MUNICIPALITIES[row["nis"]]["naam_nl"], row["name"]) for row in rows("aliases.csv")]
    wrong += [alias for name, alias in aliases if name not in found(alias)]
    assert wrong == []


def test_the_longest_text_takes_no_longer_than_a_name():
    gazetteer().suggest("warm")
    started = perf_counter()
    for typed in ("a" * 10_000, "sint " * 2_000, "- " * 5_000, "wetserlo " * 1_000):
        found(typed)
        suggested(typed)
    assert perf_counter() - started < 5  # seconds, for four on a busy machine; each is cut to a hundred characters
