"""A kept TLS connection against a new one per mail, into a real mail server (postfix, with dovecot behind it)."""

import sys

from bench.rounds import medians
from bench.throughput import written
from local.mail_chain import PASSWORD, RECEIVER, RETURN, USERNAME, MailChain, what_is_missing
from outbox.handover import HandoverOutcome, Relay, RelayLine
from outbox.login import PasswordLogin

BATCH = 20  # mails


def measure() -> dict[str, float]:
    """`tls_reuse`: how many times more mails per second go over one connection that is kept.

    Both with STARTTLS, a verified certificate and a login, as a relay asks. Without a mail server on this computer
    nothing is measured, and that is not a success.
    """
    if missing := what_is_missing():
        print(missing, file=sys.stderr)
        return {}
    mail = written()
    with MailChain() as chain:
        relay = Relay(
            host="localhost",
            port=chain.smtp,
            security="starttls",
            ehlo_name="aanmelden.agentschap.example",
            login=PasswordLogin(USERNAME, PASSWORD),
            ca_file=chain.ca_file,
        )
        seconds = medians(
            {"kept": lambda: _over_one(relay, mail), "new": lambda: _over_many(relay, mail)}, rounds=6, calls=1
        )
    return {"tls_reuse": seconds["new"] / seconds["kept"], "postfix_mails_per_s": BATCH / seconds["kept"]}


def _over_one(relay: Relay, mail: bytes) -> None:
    with RelayLine(relay) as line:
        for number in range(BATCH):
            _hand_over(line, mail, number)


def _over_many(relay: Relay, mail: bytes) -> None:
    for number in range(BATCH):
        with RelayLine(relay) as line:
            _hand_over(line, mail, number)


def _hand_over(line: RelayLine, mail: bytes, number: int) -> None:
    result = line.hand_over(mail, sender=RETURN, recipient=RECEIVER, envelope_id=f"bench{number}")
    if result.outcome is not HandoverOutcome.ACCEPTED:
        raise SystemExit(f"Postfix does not take the mail: {result}")
