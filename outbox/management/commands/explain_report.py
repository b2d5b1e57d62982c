"""What the product concludes of mails in files: one line of JSON each. Reads no database and writes nothing."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from outbox.conclusion import conclude, is_about, likely_recipient
from outbox.incoming import Incoming
from outbox.models import Verdict
from outbox.return_mailbox import READ_AT_MOST, read_bounded


class Command(BaseCommand):
    help = "Zegt wat wij besluiten uit een mail die terugkwam, zonder iets te noteren."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, help="bestanden met elk een mail (RFC 5322)")
        parser.add_argument("--recipient", default="", help="aan wie onze mail ging; anders wat er terugkwam")

    def handle(self, *args: Any, **options: Any) -> None:
        for file in options["files"]:
            try:
                with file.open("rb") as opened:
                    content = opened.read(READ_AT_MOST)
            except OSError as error:
                raise CommandError(f"{file}: {error.strerror}.") from None
            answer = explain(read_bounded(content), recipient=options["recipient"])
            self.stdout.write(json.dumps({"file": str(file), **answer}, ensure_ascii=False))


def explain(incoming: Incoming, *, recipient: str) -> dict[str, Any]:
    """Kind of mail, whom it is about, the code, and what follows for the mail of ours and for its mailbox.

    `recipient` is whom our mail was to; when it is empty, what came back says so, as far as it does.
    """
    ours = recipient or likely_recipient(incoming)
    conclusion = conclude(incoming, recipient=ours)
    named = sorted({fate.final or fate.original for fate in incoming.fates} - {""})
    about_ours = any(is_about(fate, ours) for fate in incoming.fates)
    ways = {"address": incoming.token, "envelope": incoming.envelope_id, "message": incoming.message_ids}
    return {
        "kind": incoming.sort.value,
        "about": "our recipient" if about_ours else "another address" if named else "nobody named",
        "addresses": named,
        "recipient": ours,
        "code": conclusion.code,
        "consequence": conclusion.verdict.value,
        "mailbox_off": conclusion.mailbox_is_gone,
        "tied_by": [way for way, told in ways.items() if told],
        "stays_in_mailbox": conclusion.verdict == Verdict.UNCLEAR,
    }
