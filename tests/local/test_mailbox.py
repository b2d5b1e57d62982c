import http.client
import poplib
import smtplib
import ssl
from collections.abc import Iterator
from email.message import EmailMessage
from email.policy import SMTP
from urllib.parse import quote

import pytest

from example.accounts import ACCOUNTS
from example.second_factor import code_of
from tests.local.running import Mailbox

ADDRESS = "mailbox@ocmw.example"


@pytest.fixture
def relay(mailbox: Mailbox) -> Iterator[smtplib.SMTP]:
    with smtplib.SMTP("localhost", mailbox.ports.smtp) as relay:
        relay.starttls(context=ssl.create_default_context(cafile=mailbox.ca_file))
        yield relay


@pytest.fixture
def pop(mailbox: Mailbox) -> Iterator[poplib.POP3]:
    pop = poplib.POP3("localhost", mailbox.ports.pop3)
    yield pop
    pop.close()


def sign_in(pop: poplib.POP3) -> None:
    pop.user(ADDRESS)
    pop.pass_("wat dan ook")


def a_mail(text: str = "Goedendag\n", subject: str = "Bericht") -> bytes:
    message = EmailMessage(policy=SMTP)
    message["From"] = "Aanmelden <aanmelden@agentschap.example>"
    message["To"] = ADDRESS
    message["Subject"] = subject
    message.set_content(text)
    message.add_attachment(b"PK\x03\x04inhoud", maintype="application", subtype="zip", filename="AB12-CD34.zip")
    return message.as_bytes()


def get(mailbox: Mailbox, path: str) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("localhost", mailbox.ports.mail_page)
    connection.request("GET", path)
    return connection.getresponse()


def test_the_page_of_codes_shows_what_the_app_of_each_example_account_would(mailbox: Mailbox) -> None:
    before = {account.email: code_of(account.email) for account in ACCOUNTS}
    shown = get(mailbox, "/codes").read().decode()
    after = {account.email: code_of(account.email) for account in ACCOUNTS}  # a period may end in between
    for account in ACCOUNTS:
        assert account.email in shown
        assert before[account.email] in shown or after[account.email] in shown


def test_what_came_in_by_smtp_comes_out_by_pop3_byte_for_byte(relay: smtplib.SMTP, pop: poplib.POP3) -> None:
    sent = a_mail("Eén regel\n.punt vooraan\n..twee punten\n.\nlaatste\n")
    relay.sendmail("aanmelden@agentschap.example", [ADDRESS], sent)
    sign_in(pop)
    assert pop.stat() == (1, len(sent))
    _answer, lines, size = pop.retr(1)
    assert b"".join(line + b"\r\n" for line in lines) == sent
    assert size == len(sent)


def test_mail_without_tls_is_refused(mailbox: Mailbox) -> None:
    with smtplib.SMTP("localhost", mailbox.ports.smtp) as relay, pytest.raises(smtplib.SMTPSenderRefused) as refusal:
        relay.sendmail("aanmelden@agentschap.example", [ADDRESS], a_mail())
    assert refusal.value.smtp_code == 530


def test_a_client_that_knows_another_authority_does_not_trust_the_certificate(mailbox: Mailbox) -> None:
    with smtplib.SMTP("localhost", mailbox.ports.smtp) as relay, pytest.raises(ssl.SSLCertVerificationError):
        relay.starttls(context=ssl.create_default_context())


@pytest.mark.parametrize("address", ["../../etc@ocmw.example", ".verborgen@ocmw.example", "a/b@ocmw.example"])
def test_an_address_that_is_no_safe_folder_name_is_refused(relay: smtplib.SMTP, address: str) -> None:
    with pytest.raises(smtplib.SMTPRecipientsRefused):
        relay.sendmail("aanmelden@agentschap.example", [address], a_mail())


def test_capitals_in_an_address_are_the_same_mailbox(relay: smtplib.SMTP, pop: poplib.POP3) -> None:
    relay.sendmail("aanmelden@agentschap.example", [ADDRESS.upper()], a_mail())
    sign_in(pop)
    assert pop.stat()[0] == 1


def test_a_deleted_mail_goes_when_the_client_says_quit(relay: smtplib.SMTP, pop: poplib.POP3, mailbox: Mailbox) -> None:
    for subject in ("eerste", "tweede"):
        relay.sendmail("aanmelden@agentschap.example", [ADDRESS], a_mail(subject=subject))
    sign_in(pop)
    pop.dele(1)
    assert pop.list()[1] == [b"2 %d" % len(a_mail(subject="tweede"))]
    assert len(mailbox.store.mails(ADDRESS)) == 2
    pop.quit()
    assert [mail.parsed["Subject"] for mail in mailbox.store.mails(ADDRESS)] == ["tweede"]


def test_what_was_deleted_stays_when_the_client_goes_away_or_takes_it_back(
    relay: smtplib.SMTP, pop: poplib.POP3, mailbox: Mailbox
) -> None:
    relay.sendmail("aanmelden@agentschap.example", [ADDRESS], a_mail())
    sign_in(pop)
    pop.dele(1)
    pop.rset()
    pop.quit()
    assert len(mailbox.store.mails(ADDRESS)) == 1


def test_the_top_of_a_mail_is_its_headers_and_the_lines_asked_for(relay: smtplib.SMTP, pop: poplib.POP3) -> None:
    sent = a_mail()
    relay.sendmail("aanmelden@agentschap.example", [ADDRESS], sent)
    sign_in(pop)
    head, body = sent.split(b"\r\n\r\n", 1)
    assert b"\r\n".join(pop.top(1, 1)[1]) == head + b"\r\n\r\n" + body.split(b"\r\n")[0]


def test_each_mail_has_a_name_of_its_own_that_stays(relay: smtplib.SMTP, mailbox: Mailbox) -> None:
    relay.sendmail("aanmelden@agentschap.example", [ADDRESS], a_mail())
    relay.sendmail("aanmelden@agentschap.example", [ADDRESS], a_mail())
    seen = []
    for _ in range(2):
        pop = poplib.POP3("localhost", mailbox.ports.pop3)
        sign_in(pop)
        seen.append(pop.uidl()[1])
        pop.quit()
    assert seen[0] == seen[1]
    assert len(set(seen[0])) == 2


@pytest.mark.parametrize("command", ["RETR 1", "DELE x", "TOP 1", "ONZIN", "USER iemand"])
def test_a_command_that_cannot_be_done_gets_an_error_and_the_session_goes_on(pop: poplib.POP3, command: str) -> None:
    sign_in(pop)
    with pytest.raises(poplib.error_proto):
        pop._shortcmd(command)
    assert pop.noop().startswith(b"+OK")


def test_nothing_is_shown_before_the_client_signed_in(relay: smtplib.SMTP, pop: poplib.POP3) -> None:
    relay.sendmail("aanmelden@agentschap.example", [ADDRESS], a_mail())
    with pytest.raises(poplib.error_proto):
        pop.retr(1)


def test_the_page_shows_a_mail_as_text_and_never_as_markup(relay: smtplib.SMTP, mailbox: Mailbox) -> None:
    markup = "<script>alert(1)</script>"
    relay.sendmail("aanmelden@agentschap.example", [ADDRESS], a_mail(text=markup, subject=markup))
    [mail] = mailbox.store.mails(ADDRESS)
    pages = [get(mailbox, path).read().decode() for path in ("/", f"/{quote(ADDRESS)}/{quote(mail.key)}")]
    for page in pages:
        assert "<script" not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_the_attachment_comes_down_as_a_file(relay: smtplib.SMTP, mailbox: Mailbox) -> None:
    relay.sendmail("aanmelden@agentschap.example", [ADDRESS], a_mail())
    [mail] = mailbox.store.mails(ADDRESS)
    answer = get(mailbox, f"/{quote(ADDRESS)}/{quote(mail.key)}/0")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="AB12-CD34.zip"'
    assert answer.read() == b"PK\x03\x04inhoud"


@pytest.mark.parametrize("path", ["/niets", "/../../../etc/passwd", "/%2e%2e/x", f"/{quote(ADDRESS)}/geen-mail/0"])
def test_a_strange_address_gives_a_page_that_says_so(mailbox: Mailbox, path: str) -> None:
    assert get(mailbox, path).status == 404
