"""The life of one GBO agreement, by hand, in a browser: registered, signed, suspended, given notice of, and read."""

from datetime import timedelta

from django.utils import timezone

from example import accounts, gbo
from law.notice_period import gbo_last_day
from tests.journeys.typing_over import bring_in, look_at_all
from tests.paper_reading import damage, gbo_papers
from tests.paper_reading.files import as_pdf
from tests.paper_reading.gbo_papers import GboPaper
from tests.vault.pdfs import a_pdf

OCMW = "OCMW Proefgemeente"


def typed(day) -> str:
    return f"{day:%d/%m/%Y}"


def test_a_gbo_agreement_from_register_to_notice(a_person, product, tmp_path):
    today = timezone.localdate()

    # Given an OCMW of which nobody noted whether it has a GBO agreement
    administrator = a_person(accounts.ADMINISTRATOR)
    page = administrator.page
    page.goto(f"{product.site}/organisaties/nieuw/")
    page.get_by_label("OCMW", exact=True).check()
    page.get_by_label("Naam", exact=True).fill(OCMW)
    page.get_by_label("Ondernemingsnummer (KBO)").fill("0999000822")
    page.get_by_label("Straat en huisnummer van de zetel").fill("Proefplein 9")
    page.get_by_label("Postcode van de zetel").fill("2260")
    page.get_by_label("Gemeente van de zetel").fill("Westerlo")
    administrator.press("Organisatie registreren")
    administrator.follow("GBO")
    administrator.look("register")
    administrator.follow("GBO per OCMW")
    administrator.look("per-ocmw")
    row = page.get_by_role("row", name=OCMW)
    assert "nog niet genoteerd" in row.inner_text()

    # When the administrator hears that there is none, and notes it
    administrator.open(row.get_by_role("link", name="Geen GBO-overeenkomst noteren"))
    administrator.look("geen")
    page.get_by_label("Nagevraagd op").fill(typed(today))
    administrator.press("Antwoord bewaren")
    assert "nee" in page.get_by_role("row", name=OCMW).inner_text()

    # And later registers the one that was concluded
    page.goto(f"{product.site}/gbo/")
    administrator.follow("GBO-overeenkomst registreren")
    administrator.follow("Overtypen zonder bestand")
    page.get_by_label("GBO-overeenkomst").check()
    administrator.press("Overtypen beginnen")
    for kind, name in (("CAW", gbo.CAW), ("OCMW", OCMW), ("DMW", gbo.DMW)):
        page.get_by_label(f"Naam van {kind}", exact=True).fill(name)
    administrator.look("registreren")
    administrator.press("Papier registreren")
    assert administrator.sees("Nee. Dit is niet in orde:")
    administrator.look("in-opmaak")
    address = page.url

    # With the advice of the DPO of the CAW
    administrator.follow("Advies van de DPO van het CAW")
    page.get_by_label("Naam van de DPO van het CAW").fill("Lotte Proefmans")
    page.get_by_label("Advies gegeven op").fill(typed(today - timedelta(days=30)))
    administrator.look("advies")
    administrator.press("Advies bewaren")

    # And the three signatures; one of them names nobody
    for name in (gbo.CAW, OCMW, gbo.DMW):
        administrator.follow(f"Handtekening en DPO van {name}")
        page.get_by_label("Ondertekend op").fill(typed(today - timedelta(days=20)))
        if name == gbo.CAW:
            administrator.press("Kernactor bewaren")
            assert administrator.sees("Vul bij de handtekening ook de naam in")
            administrator.look("handtekening-onvolledig")
        page.get_by_label("Naam van de ondertekenaar").fill("Koen Voorbeelds")
        page.get_by_label("Functie van de ondertekenaar").fill("directeur")
        page.get_by_label("Naam van de DPO").fill("Lotte Proefmans")
        page.get_by_label("E-mailadres van de DPO").fill("dpo@dienst.example")
        administrator.press("Kernactor bewaren")
    assert administrator.sees("Ja. De GBO-overeenkomst is in orde.")
    assert administrator.sees("staat nog niet op de website van")
    administrator.look("in-werking")

    # And the signed paper as a file
    administrator.follow("Bestand toevoegen")
    page.get_by_label("Ondertekende GBO-overeenkomst").check()
    paper = tmp_path / "gbo.pdf"
    paper.write_bytes(a_pdf())
    page.get_by_label("Pdf-bestand").set_input_files(paper)
    administrator.look("bestand")
    administrator.press("Bestand toevoegen")
    assert administrator.sees("ondertekende GBO-overeenkomst")

    # Then the CAW can suspend it, and end that
    administrator.follow("Doorgeven stoppen of opschorten")
    administrator.look("stoppen")
    administrator.follow("Doorgeven opschorten")
    page.get_by_role("group", name="Wie schort op?").get_by_label(gbo.CAW).check()
    page.get_by_role("group", name="Wie leeft de afspraken niet na?").get_by_label(gbo.DMW).check()
    page.get_by_label("Opgeschort vanaf").fill(typed(today - timedelta(days=10)))
    page.get_by_label("De beveiliging is niet in orde").check()
    administrator.look("opschorten")
    administrator.press("Doorgeven opschorten")
    administrator.look("opgeschort")
    page.goto(f"{address}stoppen/")
    administrator.follow("Doorgeven stopzetten")
    administrator.look("stopzetten")
    page.goto(f"{address}stoppen/")
    administrator.follow("Opschorting beëindigen")
    page.get_by_label("Laatste dag van de opschorting").fill(typed(today - timedelta(days=5)))
    administrator.press("Opschorting beëindigen")

    # And the DMW gives notice, by a letter to both others
    page.goto(f"{address}stoppen/")
    administrator.follow(f"opzegging noteren door {gbo.DMW}")
    for number, name in enumerate((gbo.CAW, OCMW), start=1):
        page.get_by_label(f"Brief aan {name}: verstuurd op").fill(typed(today - timedelta(days=number)))
        page.get_by_label(f"Brief aan {name}: nummer").fill(f"RR 1234 567{number}")
    administrator.look("opzeggen")
    administrator.press("Laatste dag berekenen")
    administrator.look("opzegging-bevestigen")
    administrator.press("Opzegging bewaren")
    assert administrator.sees("De opzegging is bewaard.")
    administrator.look("opgezegd")
    assert str(gbo_last_day(today - timedelta(days=1)).year) in page.locator("main").inner_text()

    # And the list per OCMW says yes
    page.goto(f"{product.site}/gbo/per-ocmw/")
    assert "ja" in page.get_by_role("row", name=OCMW).inner_text()

    # And an auditor reads it without a button
    auditor = a_person(accounts.AUDITOR)
    auditor.page.goto(address)
    auditor.look("auditor")
    assert auditor.sees("Bron: GBO-overeenkomst art. 14")
    assert auditor.page.get_by_role("link", name="Doorgeven stoppen of opschorten").count() == 0


def test_a_gbo_agreement_is_registered_from_its_paper_without_typing(a_person):
    # Given an administrator with a signed GBO agreement between three who are not registered
    paper = GboPaper(gbo_papers.in_columns, damage.none, 1)
    caw, ocmw, *_ = paper.facts.actors
    administrator = a_person(accounts.ADMINISTRATOR)
    page = administrator.page

    # When it is brought in, then its pages stand beside what was read
    bring_in(administrator, "gbo.pdf", as_pdf(paper.pages))
    assert page.get_by_label("Naam van CAW", exact=True).input_value() == caw.name
    assert page.locator("img").first.evaluate("picture => picture.decode().then(() => picture.naturalWidth)") == 1000
    administrator.look("overtypen")

    # When each part was looked at, then it is registered as the paper says
    look_at_all(administrator)
    administrator.look("nagekeken")
    administrator.press("Papier registreren")
    assert administrator.sees("Het papier is geregistreerd.")
    assert administrator.sees(f"Handtekening en DPO van {ocmw.name}")
    assert administrator.sees(caw.signatory)
    administrator.look("geregistreerd")


def test_the_last_day_after_a_notice_is_computed(a_person):
    administrator = a_person(accounts.ADMINISTRATOR)
    administrator.follow("Laatste dag na een opzegging berekenen")
    administrator.look("leeg")
    page = administrator.page
    page.get_by_label("Een GBO-overeenkomst").check()
    page.get_by_label("Dag van de opzegging").fill("26/08/2026")
    administrator.press("Laatste dag berekenen")
    assert administrator.sees("De laatste dag is 28 februari 2027")
    assert administrator.sees("Februari 2027 heeft geen dag 31.")
    administrator.look("gbo")
    page.get_by_label("Dag van de opzegging").fill("31/11/2026")
    administrator.press("Laatste dag berekenen")
    assert administrator.sees("Typ een datum als dag/maand/jaar")
    administrator.look("fout")
