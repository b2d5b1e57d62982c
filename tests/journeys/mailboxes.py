"""A mailbox comes in order in a browser: compared by two people, checked, and attested by who has no account (D27)."""

import poplib
import re
import subprocess
import time
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from tests.seven_zip import program


def compare(administrator, address: str) -> None:
    """Type the address over from the paper."""
    administrator.follow("Adres vergelijken")
    administrator.look("vergelijken")
    administrator.page.get_by_label("Het adres zoals het op het papier staat").fill(address)
    administrator.press("Adres bevestigen")


def wait_until_sent(administrator) -> None:
    until = time.monotonic() + 90
    while not administrator.page.locator(".app-tag", has_text="wacht op antwoord").count():
        assert time.monotonic() < until, "the worker did not send it"
        time.sleep(0.3)
        administrator.page.reload()


def mail_about_the_check(product, address: str) -> EmailMessage:
    mailbox = poplib.POP3("localhost", product.ports.pop3, timeout=10)
    mailbox.user(address)
    mailbox.pass_("any")
    content = b"\r\n".join(mailbox.retr(mailbox.stat()[0])[1])
    mailbox.quit()
    return message_from_bytes(content, policy=policy.default)


def link_in(mail: EmailMessage) -> str:
    return re.search(r"http\S+/mailboxcontrole/\S+", mail.get_body().get_content()).group()


def code_in(mail: EmailMessage, password: str, folder: Path) -> str:
    """Open the archive with 7-Zip and read the code."""
    [attachment] = mail.iter_attachments()
    (folder / "controle.zip").write_bytes(attachment.get_content())
    command = [program(), "x", f"-p{password}", f"-o{folder / 'out'}", str(folder / "controle.zip")]
    subprocess.run(command, check=True, capture_output=True)
    text = (folder / "out" / "controle.txt").read_text("utf-8-sig")
    return re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}", text).group()


def attest(receiver, code: str) -> None:
    """Type the code, and attest secrecy with name and function (R69)."""
    receiver.page.get_by_label("Code uit het bestand").fill(code)
    receiver.page.get_by_label("Uw naam en functie").fill("Koen Voorbeelds, diensthoofd")
    receiver.page.get_by_label("Ik bevestig: alleen mensen met beroepsgeheim").check()
    receiver.press("Bevestigen en code versturen")


def mails_to(product, address: str, *, of: tuple[str, ...]) -> list[str]:
    """Wait until the mailbox holds a mail with each of these beginnings of a subject; return their texts in order."""
    for _ in range(60):
        held = {str(mail["Subject"]): mail.get_body().get_content() for mail in _mails(product, address)}
        found = [text for start in of for subject, text in held.items() if subject.startswith(start)]
        if len(found) == len(of):
            return found
        time.sleep(0.5)
    raise AssertionError(f"{address} holds {sorted(held)}")


def _mails(product, address: str) -> list[EmailMessage]:
    mailbox = poplib.POP3("localhost", product.ports.pop3, timeout=10)
    mailbox.user(address)
    mailbox.pass_("any")
    contents = [b"\r\n".join(mailbox.retr(number + 1)[1]) for number in range(mailbox.stat()[0])]
    mailbox.quit()
    return [message_from_bytes(content, policy=policy.default) for content in contents]
