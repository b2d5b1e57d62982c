"""The web page of the local mailbox: what came in, readable by eye. Standard library only, for development only."""

import re
import time
from email.message import EmailMessage
from functools import partial
from html import escape
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from example.accounts import ACCOUNTS
from example.second_factor import PERIOD, code_of
from local.maildir import Mail, MailStore

REFRESH = '<meta http-equiv="refresh" content="5">'
STYLE_SHEET = Path(__file__).resolve().parent.parent / "static" / "compiled" / "app.css"
HEADER_WORDS = {"From": "Van", "To": "Aan", "Subject": "Onderwerp", "Date": "Datum", "Message-ID": "Message-ID"}
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}

FRAME = """<!DOCTYPE html>
<html class="govuk-template" lang="nl-BE">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">{refresh}
    <title>{title} – Lokale mailbox</title>
    <link rel="stylesheet" href="/app.css">
  </head>
  <body class="govuk-template__body">
    <a class="govuk-skip-link" href="#main">Ga naar de inhoud</a>
    <header class="app-header">
      <div class="govuk-width-container app-header__row">
        <a class="app-header__product" href="/">Lokale mailbox</a>
      </div>
    </header>
    <div class="app-page">
      <div class="govuk-width-container">
        <main class="govuk-main-wrapper" id="main">
          <h1 class="govuk-heading-l">{title}</h1>
          {content}
        </main>
      </div>
    </div>
  </body>
</html>
"""


class MailPage(BaseHTTPRequestHandler):
    """Addresses: `/`, `/codes`, `/<mailbox>/<mail>` and `/<mailbox>/<mail>/<attachment number>`."""

    def __init__(self, store: MailStore, *arguments: object) -> None:
        self.store = store
        super().__init__(*arguments)  # type: ignore[arg-type]  # what the server gives

    def do_GET(self) -> None:
        match [unquote(part) for part in urlsplit(self.path).path.strip("/").split("/")]:
            case [""]:
                self.answer_page("Alle mails", mailboxes(self.store))
            case ["codes"]:
                self.answer_page("Codes van de voorbeeldaccounts", codes(), refresh=REFRESH)
            case ["app.css"] if STYLE_SHEET.is_file():
                self.answer("text/css; charset=utf-8", STYLE_SHEET.read_bytes())
            case [address, key] if mail := self.store.mail(address, key):
                self.answer_page(mail.subject, one_mail(address, mail))
            case [address, key, number] if mail := self.store.mail(address, key):
                self.answer_attachment(list(mail.parsed.iter_attachments()), number)
            case _:
                self.answer_page("Deze pagina bestaat niet", "", HTTPStatus.NOT_FOUND)

    def answer_attachment(self, attachments: list[EmailMessage], number: str) -> None:
        if number not in map(str, range(len(attachments))):
            self.answer_page("Deze bijlage bestaat niet", "", HTTPStatus.NOT_FOUND)
            return
        attachment = attachments[int(number)]
        name = re.sub(r"[^A-Za-z0-9._-]", "_", attachment.get_filename() or "bijlage")
        content = attachment.get_payload(decode=True)
        self.answer("application/octet-stream", bytes(content or b""), attached_as=name)

    def answer_page(self, title: str, content: str, status: HTTPStatus = HTTPStatus.OK, *, refresh: str = "") -> None:
        page = FRAME.format(title=escape(title), content=content, refresh=refresh)
        self.answer("text/html; charset=utf-8", page.encode(), status=status)

    def answer(
        self, kind: str, content: bytes, *, status: HTTPStatus = HTTPStatus.OK, attached_as: str | None = None
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        for name, value in HEADERS.items():
            self.send_header(name, value)
        if attached_as:
            self.send_header("Content-Disposition", f'attachment; filename="{attached_as}"')
        self.end_headers()
        self.wfile.write(content)


def codes() -> str:
    """What the app of each example account shows at this moment, instead of a phone."""
    left = PERIOD - int(time.time()) % PERIOD
    rows = "".join(
        f'<div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">{escape(account.email)}</dt>'
        f'<dd class="govuk-summary-list__value"><span class="app-code">{code_of(account.email)}</span></dd></div>'
        for account in ACCOUNTS
    )
    return (
        f'<p class="govuk-body">Deze codes wisselen over {left} seconden. Elke code werkt één keer.</p>'
        f'<dl class="govuk-summary-list">{rows}</dl>'
        '<p class="govuk-body"><a class="govuk-link" href="/">Naar alle mails</a></p>'
    )


def mailboxes(store: MailStore) -> str:
    """Every mailbox with its mails, newest first."""
    parts = [
        '<p class="govuk-body">Deze mails hebben deze computer niet verlaten.</p>'
        '<p class="govuk-body"><a class="govuk-link" href="/codes">Codes van de voorbeeldaccounts</a></p>'
    ]
    for address in store.addresses():
        parts.append(f'<h2 class="govuk-heading-m">{escape(address)}</h2><ul class="govuk-list govuk-list--bullet">')
        for mail in reversed(store.mails(address)):
            link = f"/{quote(address)}/{quote(mail.key)}"
            subject, came_in = escape(mail.subject), f"{mail.came_in_at:%d/%m/%Y %H:%M}"
            parts.append(f'<li><a class="govuk-link" href="{link}">{subject}</a>, {came_in}</li>')
        parts.append("</ul>")
    if not store.addresses():
        parts.append('<p class="govuk-body">Er is nog geen mail binnengekomen.</p>')
    return "".join(parts)


def one_mail(address: str, mail: Mail) -> str:
    """One mail: its headers, its text and its attachments."""
    message = mail.parsed
    rows = "".join(
        f'<div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">{words}</dt>'
        f'<dd class="govuk-summary-list__value">{escape(str(message[name] or ""))}</dd></div>'
        for name, words in HEADER_WORDS.items()
    )
    body = message.get_body(("plain",))
    text = "<br>".join(escape(str(body.get_content())).splitlines()) if body else ""
    attachments = "".join(
        f'<li><a class="govuk-link" href="/{quote(address)}/{quote(mail.key)}/{number}">'
        f"{escape(attachment.get_filename() or 'bijlage')}</a></li>"
        for number, attachment in enumerate(message.iter_attachments())
    )
    return (
        f'<dl class="govuk-summary-list">{rows}</dl>'
        f'<h2 class="govuk-heading-m">Tekst</h2><p class="govuk-body">{text}</p>'
        f'<h2 class="govuk-heading-m">Bijlagen</h2><ul class="govuk-list">{attachments or "<li>Geen.</li>"}</ul>'
        '<p class="govuk-body"><a class="govuk-link" href="/">Naar alle mails</a></p>'
    )


def page_server(store: MailStore, port: int) -> ThreadingHTTPServer:
    """A server on this computer only; the caller runs and stops it."""
    return ThreadingHTTPServer(("127.0.0.1", port), partial(MailPage, store))
