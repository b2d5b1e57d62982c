"""The register by hand, in a browser: a file with papers from upload to register, and a misread day confirmed."""

import re
import time

from example import accounts

LINE = {
    "Lokaal team": accounts.TEAM_KEMPEN,
    "Partner": "OCMW Reisdorp",
    "Ondernemingsnummer partner": "0999.009.928",
    "Soort partner": "OCMW",
    "Straat en huisnummer partner": "Reisplein 1",
    "Postcode partner": "9999",
    "Gemeente partner": "Reisdorp",
    "Overeenkomst: in werking vanaf": "81 november 2824",
    "Overeenkomst: opzegtermijn": "6",
    "Protocol: in werking vanaf": "1 november 2024",
    "Protocol: opzegtermijn": "6",
}


def test_papers_from_a_spreadsheet_come_into_the_register(a_person, tmp_path):
    # Given an administrator with a spreadsheet in which one line is wrong
    administrator = a_person(accounts.ADMINISTRATOR)
    administrator.page.goto(f"{administrator.product.site}/overeenkomsten/")
    administrator.look("lijst")
    administrator.follow("Papieren registreren")
    administrator.follow("Overeenkomsten invoeren")
    administrator.look("invoeren")

    # When the file has an error, then it says where, and nothing can be imported
    upload(administrator, tmp_path, LINE | {"Lokaal team": "Team Nergens"})
    assert administrator.sees("Het lokaal team “Team Nergens” kennen wij niet.")
    administrator.look("fouten")
    administrator.press("Bestand niet gebruiken")

    # When it is fixed, then the preview shows the doubt, and confirming imports it
    upload(administrator, tmp_path, LINE)
    assert administrator.sees("Twijfel: “81 november 2824”")
    administrator.look("voorbeeld")
    administrator.press("Overeenkomsten invoeren")
    wait_for(administrator, "Alles is ingevoerd.")
    administrator.look("ingevoerd")

    # Then the register finds it among those with a doubt
    administrator.follow("Overeenkomsten met een twijfel tonen")
    administrator.look("lijst-met-twijfel")
    administrator.follow("OCMW Reisdorp")
    administrator.look("overeenkomst-met-twijfel")
    assert administrator.sees("Nog te bevestigen: in werking vanaf (samenwerkingsovereenkomst).")

    # And the doubt stands beside its field, and is confirmed with the paper in hand
    administrator.page.get_by_text(re.compile(r"^In orde \(")).click()
    administrator.follow("Termijnen van de overeenkomst")
    assert administrator.sees("Twijfel: op het papier staat “81 november 2824”")
    administrator.look("twijfel-naast-het-veld")
    administrator.page.go_back()
    administrator.follow("Twijfels")
    administrator.look("twijfels")
    administrator.follow("In werking vanaf")
    administrator.look("twijfel-nakijken")
    administrator.page.get_by_label("De juiste datum").fill("1 november 2024")
    administrator.press("Gegeven bevestigen")
    assert administrator.sees("Er is geen twijfel over wat op het papier staat.")
    administrator.look("twijfel-bevestigd")


def test_a_misread_day_is_kept_as_it_is_printed(a_person):
    # Given an administrator who copies a scanned paper
    administrator = a_person(accounts.SECOND_ADMINISTRATOR)
    administrator.page.goto(f"{administrator.product.site}/overeenkomsten/nieuw/")
    administrator.page.get_by_label("Lokaal team").select_option(label=accounts.TEAM_KEMPEN)
    administrator.page.get_by_label("Partner").select_option(label=accounts.OCMW_DIEST)
    administrator.page.get_by_label("In werking vanaf").fill("81 november 2824")
    administrator.press("Overeenkomst registreren")

    # Then it is no day, and can be kept as a doubt
    assert administrator.sees("Bedoelt het papier misschien 1 november 2024?")
    administrator.look("geen-datum")
    administrator.page.get_by_label(re.compile("Dit staat zo op het papier")).check()
    administrator.press("Overeenkomst registreren")
    assert administrator.sees("Nog te bevestigen")
    administrator.look("geregistreerd-met-twijfel")


def upload(administrator, folder, line: dict[str, str]) -> None:
    path = folder / "lijst.csv"
    path.write_text(";".join(line) + "\n" + ";".join(line.values()), encoding="utf-8")
    administrator.page.goto(f"{administrator.product.site}/overeenkomsten/invoer/")
    administrator.page.get_by_label("Bestand met overeenkomsten").set_input_files(path)
    administrator.press("Bestand nakijken")
    wait_for(administrator, "Wat elke regel doet")


def wait_for(administrator, words: str) -> None:
    """The page refreshes itself while the worker is at it."""
    until = time.monotonic() + 90
    while not administrator.sees(words):
        assert time.monotonic() < until, f"the page never says “{words}”"
        time.sleep(0.3)
