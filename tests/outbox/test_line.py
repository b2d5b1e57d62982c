"""One connection for a batch of mails: kept while all goes well, left at the first doubt; and who we say we are."""

import base64
import json
import select
from collections.abc import Callable, Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from outbox import handover
from outbox.handover import HandoverOutcome, Relay, RelayLine, Stage
from outbox.login import TokenLogin, TokenRefused, TokenSource
from tests.outbox.smtp_faults import Authority, FaultyRelay
from tests.servers import answering

MESSAGE = b"From: a@agentschap.example\r\n\r\nhallo\r\n"


@pytest.fixture(scope="module")
def authority(tmp_path_factory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def faulty(authority):
    return partial(FaultyRelay, authority.server_context("localhost"))


def relay_at(server: FaultyRelay, authority: Authority, **changes: Any) -> Relay:
    values = {"socket_timeout": 0.3, "deadline": 3.0, "ca_file": authority.ca_file, **changes}
    return Relay(host="localhost", port=server.port, security="starttls", ehlo_name="aanmelden.example", **values)


def give(line: RelayLine) -> HandoverOutcome:
    return line.hand_over(
        MESSAGE, sender="terug@agentschap.example", recipient="gegevens@ocmw.example", envelope_id="7q2m"
    ).outcome


def test_three_mails_go_over_one_connection(faulty, authority):
    with faulty() as server:
        with RelayLine(relay_at(server, authority)) as line:
            assert [give(line) for _ in range(3)] == [HandoverOutcome.ACCEPTED] * 3
        assert server.messages == [MESSAGE] * 3
    assert server.heard.count("STARTTLS") == server.connections == 1
    assert server.heard[-1] == "QUIT"


def taken_then(gone: Callable[[FaultyRelay], None]) -> Callable[[FaultyRelay], None]:
    """Takes the first mail, and does this after it."""
    first = iter([True])

    def take(server: FaultyRelay) -> None:
        server.say("250 2.0.0 taken")
        if next(first, False):
            gone(server)

    return take


@pytest.mark.parametrize("goodbye", ["421 4.4.2 idle for too long", None])
def test_a_connection_that_was_closed_meanwhile_is_opened_anew_and_no_mail_is_blamed(faulty, authority, goodbye):
    def leave(server: FaultyRelay) -> None:
        if goodbye:
            server.say(goodbye)
        server.hang_up()

    with faulty(dot=taken_then(leave)) as server, RelayLine(relay_at(server, authority)) as line:
        assert give(line) == HandoverOutcome.ACCEPTED
        select.select([line._dialogue._smtp.sock], [], [], 3)  # until the news is here
        assert give(line) == HandoverOutcome.ACCEPTED
        assert (server.messages, server.connections) == ([MESSAGE] * 2, 2)
        assert sum(command.startswith("mail ") for command in server.heard) == 2
        line.close()


@pytest.mark.parametrize(
    "answer",
    ["421 4.7.0 too many mails", "503 5.5.1 nested", "530 5.7.0 log in", FaultyRelay.hang_up, FaultyRelay.hang],
)
def test_a_kept_connection_on_which_the_relay_takes_no_sender_is_left_and_no_mail_is_blamed(faulty, authority, answer):
    named = []

    def named_again(server: FaultyRelay) -> None:
        named.append(server.connections)
        if named != [1, 1]:
            server.say("250 2.1.0 ok")
        elif isinstance(answer, str):
            server.say(answer)
        elif answer is FaultyRelay.hang:
            server.is_over_in(0.5)
            server.hang_up()
        else:
            server.hang_up()

    with faulty(mail=named_again) as server, RelayLine(relay_at(server, authority)) as line:
        assert [give(line), give(line)] == [HandoverOutcome.ACCEPTED] * 2
        assert (server.messages, named) == ([MESSAGE] * 2, [1, 1, 2])
        line.close()


def test_a_login_is_tried_over_a_connection_of_its_own(faulty, authority):
    """One that was let in before says nothing of the password of now."""
    with faulty() as server, RelayLine(relay_at(server, authority)) as line:
        give(line)
        assert line.try_login().outcome == HandoverOutcome.ACCEPTED
        assert server.connections == 2
        line.close()


@pytest.mark.parametrize(
    ("step", "answer", "outcome"),
    [
        ("mail", "451 4.7.1 later", HandoverOutcome.TRANSIENT),
        ("rcpt", "550 5.1.1 nobody", HandoverOutcome.PERMANENT),
        ("dot", "554 5.7.1 no", HandoverOutcome.PERMANENT),
        ("dot", FaultyRelay.hang_up, HandoverOutcome.UNKNOWN),
        ("data", FaultyRelay.hang_up, HandoverOutcome.NOT_SENT),
    ],
)
def test_the_second_mail_is_judged_as_over_a_connection_of_its_own(faulty, authority, step, answer, outcome):
    taken = []

    def second_time(server: FaultyRelay) -> None:
        if not taken:
            taken.append(1)
            server.say({"mail": "250 ok", "rcpt": "250 ok", "data": "354 go", "dot": "250 taken"}[step])
        elif isinstance(answer, str):
            server.say(answer)
        else:
            answer(server)

    with faulty(**{step: second_time}) as server, RelayLine(relay_at(server, authority)) as line:
        assert give(line) == HandoverOutcome.ACCEPTED
        assert give(line) == outcome
        assert line._dialogue is None  # the third would get a new connection


def test_after_many_mails_a_new_connection_is_opened(faulty, authority, monkeypatch):
    monkeypatch.setattr(handover, "MAILS_PER_CONNECTION", 1)
    with faulty() as server, RelayLine(relay_at(server, authority)) as line:
        give(line)
        first = line._dialogue
        with faulty() as second:
            line._relay = relay_at(second, authority)
            give(line)
            assert line._dialogue is not first
            line.close()


class Tokens(BaseHTTPRequestHandler):
    """An identity provider."""

    answer: tuple[int, dict[str, Any]] = (200, {"access_token": "een-token", "expires_in": 3600})
    asked: list[str]

    def do_POST(self) -> None:  # name given by the library
        type(self).asked.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
        code, body = type(self).answer
        content = json.dumps(body).encode()
        self.send_response(code)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def provider(authority, monkeypatch) -> Iterator[type[Tokens]]:
    monkeypatch.setenv("SSL_CERT_FILE", authority.ca_file)
    handler = type("Provider", (Tokens,), {"asked": []})
    server = HTTPServer(("127.0.0.1", 0), handler)
    server.socket = authority.server_context("localhost").wrap_socket(server.socket, server_side=True)
    handler.url = f"https://localhost:{server.server_address[1]}/token"
    with answering(server):
        yield handler


def source(provider, **changes: Any) -> TokenSource:
    values = {"url": provider.url, "client_id": "ons", "client_secret": "geheim", "scope": "mail/.default", **changes}
    return TokenSource(**values)


class TestXoauth2:
    def test_the_token_of_the_identity_provider_opens_the_relay(self, faulty, authority, provider):
        login = TokenLogin("aanmelden@agentschap.example", source(provider))
        offered = ["AUTH PLAIN XOAUTH2"]
        with faulty(extensions=offered) as server, RelayLine(relay_at(server, authority, login=login)) as line:
            assert give(line) == HandoverOutcome.ACCEPTED
        (command,) = [command for command in server.secured if command.startswith("AUTH")]
        told = base64.b64decode(command.removeprefix("AUTH XOAUTH2 "))
        assert told == b"user=aanmelden@agentschap.example\1auth=Bearer een-token\1\1"
        assert "grant_type=client_credentials&client_id=ons&client_secret=geheim" in provider.asked[0]

    def test_a_token_is_asked_once_until_shortly_before_its_end(self, provider):
        clock = [0.0]
        tokens = source(provider, clock=lambda: clock[0])
        tokens.current()
        clock[0] = 3400.0
        tokens.current()
        assert len(provider.asked) == 1
        clock[0] = 3500.0
        tokens.current()
        assert len(provider.asked) == 2

    def test_a_refused_token_is_answered_with_an_empty_line_and_asked_anew_next_time(self, faulty, authority, provider):
        """The relay first gives its reason as a challenge; only after an answer it says 535."""
        replies = iter(["334 eyJzdGF0dXMiOiI0MDEifQ==", "535 5.7.3 no"])
        login = TokenLogin("aanmelden@agentschap.example", source(provider))

        def refuse(server: FaultyRelay) -> None:
            server.say(next(replies))
            line = server._words.readline()
            assert line == b"\r\n"
            server.say(next(replies))

        offered = ["AUTH XOAUTH2"]
        with (
            faulty(extensions=offered, auth=refuse) as server,
            RelayLine(relay_at(server, authority, login=login)) as line,
        ):
            assert give(line) == HandoverOutcome.LOGIN_REFUSED
        login.tokens.current()
        assert len(provider.asked) == 2

    def test_an_identity_provider_that_refuses_us_stops_the_queue(self, faulty, authority, provider):
        provider.answer = (401, {"error": "invalid_client"})
        login = TokenLogin("aanmelden@agentschap.example", source(provider))
        with faulty(extensions=["AUTH XOAUTH2"]) as server, RelayLine(relay_at(server, authority, login=login)) as line:
            assert give(line) == HandoverOutcome.LOGIN_REFUSED

    def test_an_identity_provider_that_is_away_is_not_the_fault_of_the_mail(self, faulty, authority, provider):
        provider.answer = (503, {})
        login = TokenLogin("aanmelden@agentschap.example", source(provider))
        with faulty(extensions=["AUTH XOAUTH2"]) as server, RelayLine(relay_at(server, authority, login=login)) as line:
            result = line.try_login()
        assert (result.outcome, result.stage) == (HandoverOutcome.NOT_SENT, Stage.LOGIN)

    @pytest.mark.parametrize("body", [{}, {"access_token": "a\nb", "expires_in": 1}, {"access_token": 3}, []])
    def test_an_answer_without_a_usable_token_is_refused_without_repeating_it(self, provider, body):
        provider.answer = (200, body)
        with pytest.raises(TokenRefused) as refused:
            source(provider).current()
        assert refused.value.__suppress_context__

    def test_a_relay_that_does_not_take_tokens_stops_the_queue(self, faulty, authority, provider):
        login = TokenLogin("aanmelden@agentschap.example", source(provider))
        with faulty(extensions=["AUTH PLAIN"]) as server, RelayLine(relay_at(server, authority, login=login)) as line:
            assert give(line) == HandoverOutcome.LOGIN_REFUSED

    def test_an_identity_provider_of_a_stranger_is_not_believed(self, provider, monkeypatch):
        monkeypatch.delenv("SSL_CERT_FILE")
        with pytest.raises(OSError, match="CERTIFICATE_VERIFY_FAILED"):
            source(provider).current()


def test_a_redirect_of_the_identity_provider_is_not_followed(provider, monkeypatch):
    monkeypatch.setattr(
        provider,
        "end_headers",
        lambda self: (self.send_header("Location", provider.url), BaseHTTPRequestHandler.end_headers(self)),
    )
    provider.answer = (302, {})
    with pytest.raises(ConnectionError):
        source(provider).current()
    assert len(provider.asked) == 1


def test_no_secret_shows(provider):
    login = TokenLogin("aanmelden@agentschap.example", source(provider))
    assert "geheim" not in repr(login)
