"""A new agency, by hand, in browsers: one command, and then no shell any more up to a referral (D34)."""

import re
import subprocess
import sys
from collections.abc import Iterator
from types import SimpleNamespace

import pytest

from example import accounts
from local.ports import LOOPBACK, free_ports
from local.processes import ROOT, Programs
from local.product import Product, page_is_there
from local.schema import database_beside, template_beside
from tests.journeys.conftest import Person
from tests.journeys.mailboxes import attest, code_in, compare, link_in, mail_about_the_check, wait_until_sent
from tests.journeys.test_client_journey import mail_in
from tests.journeys.test_people_journey import link_an_app
from tests.journeys.test_referral_journey import confirm_consent, fill_client
from tests.journeys.test_register_journey import wait_for
from tests.paper_import.files import a_line, as_file

TEAM, OCMW, MAILBOX = "Team Nieuwstreek", "OCMW Westerlo", "nieuwe-mailbox@ocmw-westerlo.example"
FIRST_RUN = [
    "--agency=Agentschap Nieuw", "--enterprise-number=0999.000.030", "--street=Dorpsstraat 1", "--postal-code=9999",
    "--municipality-name=Voorbeelddorp", "--email=eerste@nieuw.example", "--name=Ada Proefdorp",
]  # fmt: skip
PAPERS = a_line(
    **{
        "team.name": TEAM,
        "partner.name": OCMW,
        "mailbox.address": MAILBOX,
        "contact.partner.contact.name_or_function": "diensthoofd",
        "contact.partner.contact.phone": "014 00 00 00",
        "contact.agency.contact.name_or_function": "teamverantwoordelijke",
        "contact.agency.contact.phone": "014 00 00 00",
        "contact.agency.breach.name_or_function": "veiligheidsconsulent",
        "contact.agency.breach.phone": "014 00 00 00",
    }
)


@pytest.fixture
def agency(product: Product, tmp_path) -> Iterator[SimpleNamespace]:
    """A product beside the shared one, with tables and nothing in them; its mail goes to the same mailboxes."""
    server, port = product.environment["DATABASE_URL"], free_ports().web
    with database_beside(server, template=template_beside(server)) as url, Programs(tmp_path / "log") as programs:
        environment = product.environment | {
            "DATABASE_URL": url,
            "REDIS_URL": product.environment["REDIS_URL"].rpartition("/")[0] + "/1",
            "SITE_URL": f"http://localhost:{port}",
            "TRAIL_HEADS_FILE": str(tmp_path / "heads.jsonl"),
            "WITHDRAWAL_JOURNAL": str(tmp_path / "journal.jsonl"),  # of another database it would freeze this one
        }
        site = ["gunicorn", "settings.wsgi", f"--bind={LOOPBACK}:{port}", "--threads=4", "--no-control-socket"]
        beat = ["--beat", "--schedule", str(tmp_path / "beat"), "--concurrency", "1"]
        worker = ["celery", "--app", "settings", "worker", *beat, "--without-gossip", "--without-mingle"]
        log = programs.log_folder / "worker.log"
        programs.wait(
            programs.start(
                "web",
                [sys.executable, "-m", *site],
                environment=environment,
                answers=lambda: page_is_there(port, "/inloggen/"),
            ),
            programs.start(
                "worker",
                [sys.executable, "-m", *worker],
                environment=environment,
                answers=lambda: " ready." in log.read_text(errors="replace"),
            ),
            seconds=120,
        )
        yield SimpleNamespace(site=environment["SITE_URL"], environment=environment, ports=product.ports)


@pytest.fixture
def newcomer(browser, agency):
    """Return somebody at a browser of their own who opens the link of an invitation, and works on from there."""

    def open_link(link: str, *, handles_clients: bool = False) -> Person:
        person = Person(browser.new_context(locale="nl-BE"), agency, "agency")
        person.page.goto(link)
        person.page.get_by_label("Kies een wachtwoord").fill(accounts.PASSWORD)
        person.page.get_by_label("Typ het wachtwoord opnieuw").fill(accounts.PASSWORD)
        if handles_clients:
            person.page.get_by_role("checkbox").check()
        person.press("Account maken")
        person.follow("App koppelen")
        link_an_app(person)
        return person

    yield open_link
    for context in browser.contexts:
        context.close()


def invite(person: Person, organisation: str, post: str, name: str, email: str) -> str:
    """Invite on the page of the organisation, and return the link in the mail."""
    person.page.goto(f"{person.product.site}/organisaties/")
    person.follow(organisation)
    person.follow("Wie heeft toegang")
    person.follow("Iemand uitnodigen")
    if (choice := person.page.get_by_label(post, exact=True)).count():
        choice.check()
    person.page.get_by_label("Voornaam en naam").fill(name)
    person.page.get_by_label("E-mailadres op het werk").fill(email)
    person.press("Uitnodiging versturen")
    assert person.sees(f"De uitnodiging vertrekt naar {email}.")
    mail = mail_in(person.product, email, lambda mail: "Uitnodiging" in mail["Subject"])
    return re.search(r"https?://\S+", mail.get_content()).group()


def register(person: Person, name: str, kind: str, number: str = "") -> None:
    person.page.goto(f"{person.product.site}/organisaties/nieuw/")
    person.page.get_by_label(kind, exact=True).check()
    answers = {"Naam": name, "Ondernemingsnummer (KBO)": number, "Straat en huisnummer van de zetel": "Plein 1"}
    answers |= {"Postcode van de zetel": "2260", "Gemeente van de zetel": "Westerlo"}
    for label, answer in answers.items():
        person.page.get_by_label(label).first.fill(answer)
    person.open(person.page.get_by_role("button", name=re.compile("registreren", re.IGNORECASE)))
    person.page.get_by_text("De organisatie is geregistreerd.").wait_for()


def test_an_agency_begins_with_one_command_and_files_a_referral(agency, newcomer, browser, tmp_path):
    # Given the one command of an operator, and the link that it prints
    command = [sys.executable, "manage.py", "first_run", *FIRST_RUN]
    told = subprocess.run(command, cwd=ROOT, env=agency.environment, check=True, capture_output=True, text=True).stdout
    administrator = newcomer(re.search(r"http\S+", told).group())

    # When that administrator lets a second one in, and they register a team, an OCMW and its municipality
    second = newcomer(
        invite(administrator, "Agentschap Nieuw", "beheerder overeenkomsten", "Bo Test", "bo@nieuw.example")
    )
    register(administrator, TEAM, "lokaal team")
    register(administrator, OCMW, "OCMW", "0212.181.956")
    administrator.follow("Gemeente toevoegen")
    administrator.page.get_by_label("Gemeente of postcode").fill("Westerlo")
    administrator.open(administrator.page.get_by_role("button").filter(has_text=re.compile("zoeken", re.IGNORECASE)))
    administrator.page.get_by_label("Eerste dag").fill("1/1/2024")
    administrator.open(administrator.page.get_by_role("button").filter(has_text=re.compile("toevoegen", re.IGNORECASE)))
    administrator.page.get_by_text("De gemeente is toegevoegd").wait_for()

    # And bring in the papers that were signed
    (tmp_path / "papieren.csv").write_bytes(as_file(PAPERS))
    administrator.page.goto(f"{agency.site}/overeenkomsten/invoer/")
    administrator.page.get_by_label("Bestand met overeenkomsten").set_input_files(tmp_path / "papieren.csv")
    administrator.press("Bestand nakijken")
    wait_for(administrator, "Wat elke regel doet")
    administrator.press("Overeenkomsten invoeren")
    wait_for(administrator, "Alles is ingevoerd.")

    # And both compare the mailbox, and the receiver answers its check without an account
    administrator.page.goto(f"{agency.site}/overeenkomsten/")
    administrator.open_papers(TEAM, OCMW)
    administrator.follow("Mailbox")
    mailbox = administrator.page.url
    for one in (administrator, second):
        one.page.goto(mailbox)
        compare(one, MAILBOX)
    administrator.page.goto(mailbox)
    administrator.press("Controle sturen")
    wait_until_sent(administrator)
    mail = mail_about_the_check(agency, MAILBOX)
    receiver = Person(browser.new_context(locale="nl-BE"), agency, "agency")
    receiver.page.goto(link_in(mail))
    receiver.press("Wachtwoord tonen")
    attest(receiver, code_in(mail, receiver.page.locator(".app-password").inner_text().strip(), tmp_path))
    assert receiver.sees("De controle is gelukt")

    # And the administrator lets the head of the team in, who files a referral
    link = invite(administrator, TEAM, "hoofd van het team", "Cas Proefbos", "cas@team.example")
    head = newcomer(link, handles_clients=True)
    head.page.goto(f"{agency.site}/aanmeldingen/nieuw/")
    head.page.get_by_label("Waar verblijft de cliënt?").fill("Westerlo")
    head.press("Ontvanger zoeken")
    assert head.sees(f"U mag aanmelden bij {OCMW}")
    confirm_consent(head)
    fill_client(head, first_name="Imke", last_name="Proefstra", street="Kasteelstraat 7")
    head.page.get_by_label("Telefoonnummer").fill("0470 00 00 31")
    head.press("Gegevens nakijken")
    head.press("Aanmelding versturen")

    # Then it arrives in the mailbox of the protocol, and the head finds the page of the team's access
    mail_in(agency, MAILBOX, lambda mail: "Controle" not in mail["Subject"])
    head.page.goto(f"{agency.site}/mijn-account/")
    head.follow(f"Wie heeft toegang tot {TEAM}")
    assert head.sees("Cas Proefbos")
