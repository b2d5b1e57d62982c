"""Sharing is suspended by mistake and that is taken back; a notice is written, printed, posted and filed (D29)."""

from django.utils import timezone
from pypdfium2 import PdfDocument

from example import accounts
from tests.journeys.mailboxes import mails_to

TEAM, PARTNER = "Heidekant", "Westerlo"
CONTACT = "contact@ocmw-westerlo.example"


def test_a_mistake_is_gone_and_a_notice_is_filed_with_its_proof(a_person, product, tmp_path):
    # Given an administrator who suspends sharing by mistake
    administrator = a_person(accounts.ADMINISTRATOR)
    administrator.follow("Overeenkomsten")
    administrator.open_papers(TEAM, PARTNER)
    administrator.follow("Doorgeven stoppen of opschorten")
    today = f"{timezone.localdate():%d/%m/%Y}"
    administrator.follow("Doorgeven opschorten")
    administrator.page.get_by_label("Opgroeien", exact=True).check()
    administrator.page.get_by_label("Opgeschort vanaf").fill(today)
    administrator.page.get_by_label("De beveiliging is niet in orde").check()
    administrator.press("Doorgeven opschorten")

    # Then the letter is shown before the partner gets it, and the member reads what happened
    assert administrator.sees("Met deze brief schort Opgroeien regie het doorgeven")
    administrator.look("brief-nalezen")
    administrator.page.get_by_label("Per mail naar").check()
    administrator.press("Brief schrijven")
    administrator.look("stop")
    member = a_person(accounts.TEAM_MEMBER_KEMPEN)
    member.page.goto(f"{product.site}/overeenkomsten/stops/")
    assert member.sees("Opschorting van het doorgeven")
    member.look("eigen-stops")

    # When it is taken back, all is as it was, and who was written is told
    administrator.follow("Terugnemen")
    administrator.look("terugnemen")
    administrator.press("Ja, terugnemen")
    assert administrator.sees("Teruggenomen")
    administrator.follow("Naar stoppen of opschorten")
    administrator.follow("Naar de overeenkomst")
    assert administrator.sees("De papieren zijn in orde.")

    # And its mailbox holds the letter, and that it does not count
    letter, mistake = mails_to(product, CONTACT, of=("Opschorting", "Vergissing"))
    assert "Met deze brief schort Opgroeien regie het doorgeven" in letter
    assert "Antwoord niet op deze mail" in letter
    assert "Ons vorige bericht geldt niet" in mistake

    # When Opgroeien gives notice of the protocol, on paper
    administrator.follow("Doorgeven stoppen of opschorten")
    administrator.follow("Protocol opzeggen")
    administrator.page.get_by_label("Dag van de opzegging").fill(today)
    administrator.page.get_by_label("Opgroeien", exact=True).check()
    administrator.press("Laatste dag berekenen")
    administrator.press("Opzegging bewaren")
    assert administrator.sees("artikel 11 van het protocol")
    assert administrator.page.get_by_label("Op papier").is_checked()
    administrator.press("Brief schrijven")
    administrator.look("opzegging-brief")
    administrator.page.pdf(path=tmp_path / "brief.pdf")
    paper = PdfDocument(tmp_path / "brief.pdf")
    assert len(paper) == 1  # what goes into the envelope: no page of ours besides
    printed = paper[0].get_textpage().get_text_range()
    assert "Opzegtermijn: 6 maanden (artikel 11 van het protocol)" in printed
    assert "Aangetekend" in printed
    assert "Voorbeeldagentschap (0999.000.129)" in printed  # D28: the party, and not the team alone
    for ours in ("Gelukt", "Aanmelden bij het OCMW"):
        assert ours not in printed
    assert "niet ingevuld" not in printed

    # Then the number and the scan are filed, and the notice has its proof
    administrator.follow("Brief gepost")
    administrator.page.get_by_label("Dag waarop de brief gepost is").fill(today)
    administrator.page.get_by_label("Bewijs van de verzending").fill("RR 1234 5678")
    administrator.page.get_by_label("Scan van het bewijs").set_input_files(tmp_path / "brief.pdf")
    administrator.look("gepost")
    administrator.press("Verzending bewaren")
    assert administrator.sees("RR 1234 5678")
    administrator.page.goto(administrator.page.url.split("/berichten/")[0] + "/stoppen/")
    administrator.look("stoppen")
    assert administrator.sees("gepost")
    administrator.open(administrator.page.get_by_role("link", name="Opzegging van het protocol").first)
    administrator.follow("Terugnemen")
    administrator.press("Ja, terugnemen")
    assert administrator.sees("brief")
