"""For cron and operators; beat runs the same."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from outbox.return_mailbox import MailboxClosed, read_return_mailbox


class Command(BaseCommand):
    help = "Leest wat terugkwam: afgeleverd, of niet."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            reading = read_return_mailbox()
        except MailboxClosed as error:
            raise CommandError(f"De mailbox van MAIL_RETURN gaat niet open: {error}.") from None
        if reading is None:
            self.stdout.write("IMAP_HOST is leeg: niemand leest wat terugkomt.")
            return
        self.stdout.write(f"{reading.noted} meldingen verwerkt, {reading.left} mails laten staan.")
        if reading.failed:
            raise CommandError(f"{reading.failed} mails lukten niet door een fout in het programma: zie het log.")
