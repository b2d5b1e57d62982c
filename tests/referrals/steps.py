"""What happens to a referral before a test begins, and how its mails are looked into."""

import io
import subprocess
from datetime import date
from pathlib import Path

import pyzipper
from django.utils import timezone

from outbox import delivery
from outbox.models import Transmission
from referrals import actions
from referrals.models import DeletionNotice, Referral
from tests.seven_zip import program

TODAY = date(2026, 11, 23)


def deliver_all() -> None:
    """Deliver whatever is due, as the sweep does."""
    for pk in Transmission.objects.filter(status="queued").values_list("pk", flat=True):
        delivery.deliver(pk)


def withdraw(referral: Referral, **answers) -> list[DeletionNotice]:
    """The client tells the team today that they changed their mind."""
    return actions.withdraw(referral, on=TODAY, by=referral.filed_by, at=timezone.now(), **answers)


def archive_in(mail) -> bytes:
    """The one attachment of a mail."""
    (attachment,) = mail.iter_attachments()
    return attachment.get_content()


def contents(archive: bytes, password: str) -> dict[str, str]:
    """Name → text of what is in an archive."""
    with pyzipper.AESZipFile(io.BytesIO(archive)) as opened:
        opened.setpassword(password.encode())
        return {name: opened.read(name).decode("utf-8-sig").strip() for name in opened.namelist()}


def opened_by_seven_zip(archive: bytes, password: str, folder: Path) -> dict[str, str]:
    """The same, as 7-Zip finds it."""
    (folder / "archive.zip").write_bytes(archive)
    command = [program(), "x", f"-p{password}", f"-o{folder / 'out'}", str(folder / "archive.zip")]
    subprocess.run(command, check=True, capture_output=True)
    return {file.name: file.read_text("utf-8-sig").strip() for file in (folder / "out").iterdir()}
