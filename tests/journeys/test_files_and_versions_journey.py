"""An administrator keeps the signed papers as files, and makes a next version of an agreement, in a browser."""

from datetime import timedelta
from pathlib import Path

import pikepdf
from django.utils import timezone

from example import accounts
from tests.vault.pdfs import a_pdf, with_script_in_names


def upload(person, content: bytes) -> None:
    person.page.get_by_label("Pdf-bestand").set_input_files(
        {"name": "scan.pdf", "mimeType": "application/pdf", "buffer": content}
    )
    person.press("Bestand bewaren")


def sign(person, side: int, name: str) -> None:
    person.open(person.page.get_by_role("link", name="Ondertekenaar toevoegen").nth(side))
    person.page.get_by_label("Naam", exact=True).fill(name)
    person.page.get_by_label("Functie").fill("algemeen directeur")
    person.page.get_by_label("Plaats").fill("Brussel")
    person.page.get_by_label("Ondertekend op").fill(timezone.localdate().strftime("%d/%m/%Y"))
    person.press("Ondertekenaar bewaren")


def test_papers_are_kept_as_files_and_get_a_next_version(a_person, tmp_path):
    # Given an administrator with an agreement that both parties signed
    person = a_person(accounts.ADMINISTRATOR)
    page = person.page
    # with a partner of its own: papers with that of another journey would change its pages
    page.goto(f"{person.product.site}/organisaties/nieuw/")
    page.get_by_label("OCMW", exact=True).check()
    page.get_by_label("Naam", exact=True).fill("OCMW Proefakker")
    page.get_by_label("Ondernemingsnummer (KBO)").fill("0999001020")
    page.get_by_label("Straat en huisnummer van de zetel").fill("Proefplein 1")
    page.get_by_label("Postcode van de zetel").fill("2260")
    page.get_by_label("Gemeente van de zetel").fill("Westerlo")
    person.press("Organisatie registreren")
    person.follow("Overeenkomsten")
    person.follow("Papieren registreren")
    person.follow("Overeenkomst registreren zonder papier")
    page.get_by_label("Lokaal team").select_option(label=accounts.TEAM_DEMER)
    page.get_by_label("Partner").select_option(label="OCMW Proefakker")
    page.get_by_label("In werking vanaf").fill("01/01/2026")
    page.get_by_label("Opzegtermijn in maanden").fill("6")
    person.press("Overeenkomst registreren")
    home = page.url
    assert person.sees("Volgende stap")
    person.look("levensloop-in-opmaak")
    person.follow("Handtekeningen onder de overeenkomst")
    sign(person, 0, "Hanne Proefman")
    sign(person, 1, "Igor Voorbeelds")  # the first side may have a second signatory

    # When a file with a script is offered
    page.goto(home)
    person.follow("Bestanden")
    person.look("bestanden-leeg")
    person.follow("Bestand toevoegen")
    page.get_by_label("Ondertekende samenwerkingsovereenkomst").check()
    upload(person, a_pdf(with_script_in_names))

    # Then it is refused with a sentence, and what was chosen stays
    assert person.sees("In deze pdf staat een script.")
    assert page.get_by_label("Ondertekende samenwerkingsovereenkomst").is_checked()
    person.look("bestand-geweigerd")

    # When the plain file is offered, it is kept, and comes back the same
    content = a_pdf()
    upload(person, content)
    assert person.sees("Ondertekende samenwerkingsovereenkomst")
    person.look("bestanden")
    with page.expect_download() as download:
        page.get_by_role("button", name="Bestand openen").click()
    saved = Path(tmp_path) / download.value.suggested_filename
    download.value.save_as(saved)
    assert saved.name.startswith("ondertekende-samenwerkingsovereenkomst-")
    assert saved.read_bytes() == content
    assert len(pikepdf.open(saved).pages) == 1

    # And a mistake is taken away
    person.follow("Weghalen")
    person.look("bestand-weghalen")
    person.press("Bestand weghalen")
    assert person.sees("Weggehaald")

    # When the parties agree on a change
    page.goto(home)
    person.follow("Geschiedenis")
    person.look("geschiedenis")
    person.follow("Nieuwe versie maken")
    page.get_by_label("De beveiliging van de gegevens").check()
    day = timezone.localdate() + timedelta(days=40)
    page.get_by_label("Vanaf wanneer willen de partijen de nieuwe versie?").fill(day.strftime("%d/%m/%Y"))
    person.look("nieuwe-versie")
    person.press("Nieuwe versie maken")
    assert person.sees("Samenwerkingsovereenkomst met protocol, versie 2")
    person.look("versie-in-opmaak")
    person.follow("Geschiedenis")
    person.follow("Versie 1")
    person.look("oude-versie")
    person.follow("Geschiedenis")
    person.follow("Versie 2")
    person.follow("Geschiedenis")

    # Then it does not take over before it is in order
    person.follow("Versie laten ingaan")
    assert person.sees("Versie 1 blijft gelden.")
    person.look("versie-nog-niet-in-orde")
