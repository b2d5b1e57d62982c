"""`make demo`: one referral from form to contact, without hands: over HTTP, worker, SMTP, POP3 and 7-Zip.

Prints each step in Dutch and ends with one JSON line. The exit code is 0 when every step of the story held.
"""

import io
import json
import os
import poplib
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass, field
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import pyzipper

from example import accounts
from example.accounts import ExampleAccount
from example.second_factor import unused_code_of
from law.obstacles import Obstacle
from local.ports import PortNotUsableError, free_ports
from local.processes import ProgramFailedError, listen_for_stop
from local.product import Product
from local.run import say
from tools.browser import Browser, Page, PageError
from tools.build_assets import AssetsNotBuiltError, build

DELIVERY = 90  # seconds between filing and the mail: a worker that missed its nudge comes by within a minute
TYPED = {
    "first_name": "Zoë",
    "last_name": "van den Proefhove",
    "street": "Dorpsstraat 22",
    "box": "4",
    "postal_code": "2260",
    "phone": "0470 00 00 47",
    "email": "zoe@voorbeeld.example",
}
IN_ARCHIVE = {
    "voornaam": "Zoë",
    "achternaam": "van den Proefhove",
    "volledigAdres": "Dorpsstraat 22 bus 4, 2260 Westerlo",
    "busnummer": "4",
    "postcode": "2260",
    "gemeentenaam": "Westerlo",
    "telefoon": "+32470000047",
    "email": "zoe@voorbeeld.example",
}
READABLE = """Naam en voornaam: van den Proefhove, Zoë
Adres: Dorpsstraat 22 bus 4, 2260 Westerlo
Telefoonnummer: 0470 00 00 47
E-mailadres: zoe@voorbeeld.example
"""
UNUSUAL = {
    "z/n": (
        {"first_name": "Arda", "last_name": "Proefoğlu", "street": "Hoeveweg z/n", "postal_code": "2260"}
        | {"phone": "+212 661 12 34 56"},
        """Naam en voornaam: Proefoğlu, Arda
Adres: Hoeveweg z/n, 2260 Westerlo
Telefoonnummer: +212 6 61 12 34 56
E-mailadres: geen e-mailadres opgegeven
""",
    ),
    "zonder vast adres": (
        {"first_name": "Nadia", "last_name": "El Voorbeeld", "address_answer": "absent", "postal_code": ""}
        | {"email": "nadia@voorbeeld.example"},
        """Naam en voornaam: El Voorbeeld, Nadia
Adres: geen adres opgegeven
Telefoonnummer: geen telefoonnummer opgegeven
E-mailadres: nadia@voorbeeld.example
""",
    ),
    "één naam": (
        {"last_name": "Proefullah", "has_one_name": "on", "street": "Dorpsstraat 23", "box": "gelijkvloers links"}
        | {"postal_code": "2260"},
        """Naam en voornaam: Proefullah (één naam)
Adres: Dorpsstraat 23 gelijkvloers links, 2260 Westerlo
Telefoonnummer: geen telefoonnummer opgegeven
E-mailadres: geen e-mailadres opgegeven
""",
    ),
}
"""Clients without house number, without address, with one name (D14): what is typed, and what stands in the archive."""


class StoryBrokenError(Exception):
    """Something in the story did not happen; the message says what."""


@dataclass
class Result:
    """What held; the last line of the output."""

    referral: str = "not filed"
    mail_received: bool = False
    archive_opened: bool = False
    opened_with: str | None = None
    fields_equal: bool = False
    outcome_logged: bool = False
    blocked_case_obstacles: list[str] = field(default_factory=list)
    unusual_clients: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def is_complete(self) -> bool:
        held = (self.mail_received, self.archive_opened, self.fields_equal, self.outcome_logged)
        is_refused_elsewhere = bool(self.blocked_case_obstacles)
        return self.referral == "sent" and all(held) and is_refused_elsewhere and self.unusual_clients == [*UNUSUAL]


def main() -> int:
    """Tell the story; return the exit code."""
    listen_for_stop()
    started_at = time.monotonic()
    result = Result()
    try:
        build()
        with (
            tempfile.TemporaryDirectory(prefix="aanmelden-demo-") as folder,
            Product(Path(folder), free_ports(), tell=say) as product,
        ):
            say(f"Het product draait na {time.monotonic() - started_at:.1f} seconden.")
            tell_story(product, result)
    except (StoryBrokenError, PageError, AssetsNotBuiltError, PortNotUsableError, ProgramFailedError) as error:
        say(f"MISLUKT: {error}")
    except KeyboardInterrupt:
        say("Onderbroken.")
    finally:
        result.seconds = round(time.monotonic() - started_at, 1)
        say(json.dumps(asdict(result)))
    return 0 if result.is_complete else 1


def tell_story(product: Product, result: Result) -> None:
    """From the residence of a client to the outcome of the contact, and a referral that may not be made."""
    with Browser(product.site) as team_member:
        sign_in(team_member, accounts.TEAM_MEMBER_KEMPEN)
        reference = file_referral(team_member, TYPED)
        result.referral = wait_until_sent(team_member, reference)
        unusual = {kind: file_referral(team_member, typed) for kind, (typed, _) in UNUSUAL.items()}
        for other in unusual.values():
            wait_until_sent(team_member, other)
    archive = fetch_archive(product, reference)
    result.mail_received = True
    with Browser(product.site) as social_worker:
        sign_in(social_worker, accounts.SOCIAL_WORKER_WESTERLO)
        password = read_password(social_worker, reference)
        result.opened_with, contents = open_archive(archive, password)
        result.archive_opened = True
        result.fields_equal = compare(contents)
        result.outcome_logged = log_contact(social_worker, reference)
        for kind, other in unusual.items():
            _, contents = open_archive(fetch_archive(product, other), read_password(social_worker, other))
            if readable_in(contents) != UNUSUAL[kind][1].strip():
                raise StoryBrokenError(f"in het archief van {other} ({kind}) staat iets anders dan getypt is")
            result.unusual_clients.append(kind)
        say(f"✓ Ook aangemeld en gelezen: {', '.join(result.unusual_clients)}.")
    with Browser(product.site) as other_team_member:
        sign_in(other_team_member, accounts.TEAM_MEMBER_DEMER)
        result.blocked_case_obstacles = ask_why_not(other_team_member)


def sign_in(person: Browser, account: ExampleAccount) -> None:
    page = person.open("/inloggen/")
    page = person.send(page, page.form_with("login"), login=account.email, password=accounts.PASSWORD)
    page = person.send(page, page.form_with("code"), code=unused_code_of(account.email))
    if "/inloggen/" in page.url:
        raise StoryBrokenError(f"{account.email} raakt niet ingelogd: {page.errors}")
    say(f"✓ {account.name} ({account.role.label}) is ingelogd, met wachtwoord en code.")


def file_referral(person: Browser, typed: dict[str, str]) -> str:
    """Residence, gate, consent, four fields, check; returns the reference."""
    page = choose_place(person, "Westerlo")
    say("✓ Westerlo: er mag aangemeld worden.")
    page = agree(person, page)
    page.form_with("first_name")
    say("✓ De toestemming staat erin: vijf punten verteld, vrij, uitdrukkelijk en samen beslist.")
    page = person.send(page, page.form_with("first_name"), **typed)
    if not page.url.endswith("/nakijken/"):
        raise StoryBrokenError(f"de gegevens worden niet aanvaard: {page.errors}")
    page = person.send(page, page.form_to("/nakijken/"))
    reference = page.url.split("/")[-3]
    say(f"✓ De gegevens zijn nagekeken. Aanmelding {reference} is ingediend.")
    return reference


def agree(person: Browser, page: Page) -> Page:
    """The client was told everything, and agrees."""
    form = page.form_with("told")
    return person.send(
        page,
        form,
        client="parent",
        told=form.offered["told"],
        voluntary=form.offered["voluntary"],
        channel="oral",
        language="nl",
        interpreter="none",
    )


def choose_place(person: Browser, place: str) -> Page:
    page = person.open("/aanmeldingen/nieuw/")
    return person.send(page, page.form_with("place"), place=place)


def wait_until_sent(person: Browser, reference: str) -> str:
    """Look at the page of the referral until the worker sent it; returns "sent"."""
    until = time.monotonic() + DELIVERY
    while (status := person.open(f"/aanmeldingen/{reference}/").with_class("app-tag")) != ["verstuurd"]:
        if time.monotonic() > until:
            raise StoryBrokenError(f"aanmelding {reference} is niet verstuurd, maar: {', '.join(status)}")
        time.sleep(0.2)
    say(f"✓ De worker verstuurde {reference}. De pagina zegt: verstuurd.")
    return "sent"


def fetch_archive(product: Product, reference: str) -> bytes:
    """Fetch the mail with POP3, as the receiver's mail program would; returns its one attachment."""
    client = poplib.POP3("localhost", product.ports.pop3, timeout=10)
    client.user(accounts.MAILBOX_WESTERLO)
    client.pass_("maakt hier niet uit")
    mails = [b"\r\n".join(client.retr(number + 1)[1]) for number in range(client.stat()[0])]
    client.quit()
    for mail in (message_from_bytes(mail, policy=default) for mail in mails):
        attachments = {part.get_filename(): part for part in mail.iter_attachments()}
        if set(attachments) == {f"{reference}.zip"}:
            say(f"✓ De mail is opgehaald uit {accounts.MAILBOX_WESTERLO}: {mail['Subject']}.")
            return bytes(attachments[f"{reference}.zip"].get_content())
    raise StoryBrokenError(f"in {accounts.MAILBOX_WESTERLO} ligt geen mail met {reference}.zip")


def read_password(person: Browser, reference: str) -> str:
    page = person.open(f"/opvolging/{reference}/")
    page = person.send(page, page.form_to("/wachtwoord/"))
    [password] = page.with_class("app-password")
    say("✓ Het wachtwoord is gelezen op de site. Dat staat in het logboek.")
    return password


def open_archive(archive: bytes, password: str) -> tuple[str, dict[str, bytes]]:
    """Open the archive with 7-Zip when it is here, and with pyzipper; returns with what, and the contents by name."""
    with pyzipper.AESZipFile(io.BytesIO(archive)) as file:
        file.setpassword(password.encode())
        contents = {name: file.read(name) for name in file.namelist()}
    program = shutil.which("7zz") or shutil.which("7z")
    if program is None:
        if os.environ.get("SEVENZIP_REQUIRED"):
            raise StoryBrokenError("7-Zip ontbreekt. Installeer het, bijvoorbeeld: apt-get install 7zip")
        say("✓ Het archief is geopend met pyzipper. 7-Zip staat niet op deze computer.")
        return "pyzipper", contents
    if extract(program, archive, password) != contents:
        raise StoryBrokenError("7-Zip en pyzipper lezen niet hetzelfde in het archief")
    say("✓ Het archief is geopend met 7-Zip en met pyzipper. Ze lezen hetzelfde.")
    return Path(program).name, contents


def extract(program: str, archive: bytes, password: str) -> dict[str, bytes]:
    """What 7-Zip finds in the archive; the password on its command line is one of the demo."""
    with tempfile.TemporaryDirectory(prefix="aanmelden-demo-") as name:
        folder = Path(name)
        (folder / "in.zip").write_bytes(archive)
        command = [program, "x", "-y", f"-p{password}", f"-o{folder / 'out'}", str(folder / "in.zip")]
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise StoryBrokenError(f"7-Zip opent het archief niet: {done.stderr or done.stdout}")
        return {file.name: file.read_bytes() for file in (folder / "out").iterdir()}


def compare(contents: dict[str, bytes]) -> bool:
    """Whether the two files in the archive hold exactly the four fields that were typed, and there is no third file."""
    found = dict(leaves(json.loads(contents["gegevens.jsonld"])))
    if (
        set(contents) != {"gegevens.txt", "gegevens.jsonld"}
        or readable_in(contents) != READABLE.strip()
        or found != IN_ARCHIVE
    ):
        raise StoryBrokenError("de gegevens in het archief zijn niet wat er getypt is")
    say("✓ In het archief staan precies de vier gegevens die getypt zijn.")
    return True


def readable_in(contents: dict[str, bytes]) -> str:
    """The text for people."""
    return contents["gegevens.txt"].decode("utf-8-sig").replace("\r\n", "\n").strip()


def leaves(node: dict[str, Any]) -> list[tuple[str, str]]:
    """Name and text of every value in JSON-LD, without context and types."""
    found: list[tuple[str, str]] = []
    for name, value in node.items():
        if isinstance(value, dict) and not name.startswith("@"):
            found += leaves(value)
        elif not name.startswith("@"):
            found.append((name, value))
    return found


def log_contact(person: Browser, reference: str) -> bool:
    """Log a call that reached the client, and that the client wants help."""
    page = person.open(f"/opvolging/{reference}/")
    page = person.send(page, page.form_with("channel"), channel="phone", result="wants_help")
    if page.with_class("app-tag") != ["dossier open"]:
        raise StoryBrokenError(f"het contact is niet aanvaard: {page.errors or page.with_class('app-tag')}")
    say("✓ Contactpoging en resultaat staan erin: de cliënt wenst hulp.")
    return True


def ask_why_not(person: Browser) -> list[str]:
    """Try Diest, whose papers are incomplete; returns the codes of all that stands in the way."""
    page = choose_place(person, "Diest")
    shown = page.with_class("app-obstacles__item")
    found = [obstacle for obstacle in Obstacle if any(text.startswith(obstacle.sentence) for text in shown)]
    if not found or len(found) != len(shown):
        raise StoryBrokenError(f"Diest: {page.heading}; {len(found)} van {len(shown)} redenen herkend")
    say(f"✓ Diest: {page.heading}. De {len(found)} redenen:")
    for obstacle in found:
        say(f"  – {obstacle.sentence}")
    return [obstacle.code for obstacle in found]


if __name__ == "__main__":
    sys.exit(main())
