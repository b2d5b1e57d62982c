"""Mails per second, in turns into one relay: the floor, our hand-over without a database, the whole delivery, and the
same by hand (`bench.bare`).

`python -m bench.throughput` with the environment of a product whose workers are stopped; prints one JSON line.
"""

import json
import smtplib
import socket
import ssl
import time
from collections.abc import Callable, Collection
from datetime import UTC, datetime
from functools import partial
from statistics import median
from uuid import UUID

import django

from bench import bare
from bench.keys import derive_keys
from law.identification import Address, Identification, Name

BATCH = 20  # mails over one connection
ROUNDS = 12
SENDER, RECIPIENT = "terugmelding@agentschap.example", "sociaal@ocmw.example"


def compare() -> dict[str, float]:
    """`…_vs_floor`: median over the rounds of what the floor takes, divided by what we take for as many mails.

    `pipeline_vs_bare`: the same of a whole delivery by hand, that keeps the same promises.

    `…_mail_ms`: how long each takes for one mail, on this machine.
    """
    cancel_what_waits()
    prebuilt = written()
    floor_for, hand_over_for, deliver_for, bare_for = [], [], [], []
    for _ in range(ROUNDS + 1):
        by_hand = file(BATCH)
        bare_for.append(seconds(partial(bare.deliver, by_hand)))
        check_sent(by_hand)
        queued = file(BATCH)
        floor_for.append(seconds(partial(floor, prebuilt)))
        hand_over_for.append(seconds(hand_over))
        deliver_for.append(seconds(partial(deliver, queued)))
    measured = {"handover_vs_floor": hand_over_for, "pipeline_vs_floor": deliver_for}
    ratios = {name: ratio(floor_for[1:], ours[1:]) for name, ours in measured.items()}  # the first fills the caches
    return {
        **ratios,
        "pipeline_vs_bare": ratio(bare_for[1:], deliver_for[1:]),
        "bare_mail_ms": median(bare_for[1:]) / BATCH * 1000,
        "floor_mail_ms": median(floor_for[1:]) / BATCH * 1000,
        "handover_mail_ms": median(hand_over_for[1:]) / BATCH * 1000,
        "pipeline_mail_ms": median(deliver_for[1:]) / BATCH * 1000,
    }


def seconds(act: Callable[[], None]) -> float:
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def ratio(floor_for: list[float], ours: list[float]) -> float:
    return median(theirs / own for theirs, own in zip(floor_for, ours, strict=True))


def floor(prebuilt: bytes) -> None:
    """The least that an encrypted archive and SMTP cost: the key derivations, and smtplib with bytes made before."""
    from outbox.delivery import relay

    to = relay()
    with smtplib.SMTP(to.host, to.port, local_hostname=to.ehlo_name) as line:
        assert line.sock is not None
        # Without this smtplib waits 40 ms per mail for the relay's system, and the floor would be no floor.
        line.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        line.starttls(context=ssl.create_default_context(cafile=to.ca_file))
        for _ in range(BATCH):
            derive_keys("k3v9-x7wm-2qhr-ybt4-zc6n-g8pd-5j")
            line.sendmail(SENDER, [RECIPIENT], prebuilt)


def hand_over() -> None:
    """Our own rendering, archive and line: all that is done for a mail but for the database and the reading back."""
    from outbox.delivery import relay
    from outbox.handover import HandoverOutcome, RelayLine

    with RelayLine(relay()) as line:
        for number in range(BATCH):
            result = line.hand_over(written(), sender=SENDER, recipient=RECIPIENT, envelope_id=f"bench{number}")
            if result.outcome is not HandoverOutcome.ACCEPTED:
                raise SystemExit(f"The relay does not take the mail: {result}")


def written() -> bytes:
    """One mail with its archive."""
    from outbox import archive, message
    from referrals.terms import contents

    entries = contents.render(client())
    content = archive.build(entries, password=archive.new_password())
    return message.render(
        sender="Aanmelden <aanmelden@agentschap.example>",
        recipient=RECIPIENT,
        subject="Versleuteld bericht KG-1234-5",
        body="Dag collega\n\nIn de bijlage zit een versleuteld archief. Open het met 7-Zip.\n" * 8,
        message_id=message.new_message_id("agentschap.example"),
        date=datetime.now(UTC),
        attachment=message.Attachment("KG-1234-5.zip", content, "application/zip"),
    )


def deliver(queued: Collection[UUID]) -> None:
    """What a worker does with what is due, from the first claim to the last row."""
    from outbox.delivery import deliver_due

    deliver_due(seconds=60)
    check_sent(queued)


def check_sent(queued: Collection[UUID]) -> None:
    """End the bench when one of these did not leave."""
    from outbox.models import Transmission, TransmissionStatus

    if Transmission.objects.filter(pk__in=queued).exclude(status=TransmissionStatus.SENT).exists():
        raise SystemExit("Not every mail left.")


def file(count: int) -> list[UUID]:
    """File so many referrals, through the product's own actions; what is in the queue now."""
    from accounts.models import User
    from example.referrals import Casework

    casework = Casework({user.email: user for user in User.objects.all()})
    return [casework.file(client(), by=casework.kempen).transmission_id for _ in range(count)]


def cancel_what_waits() -> None:
    """Keep what others left in the queue out of the measuring."""
    from outbox.models import OPEN, Transmission, TransmissionStatus

    Transmission.objects.filter(status__in=OPEN).update(status=TransmissionStatus.CANCELLED, lease_until=None)


def client() -> Identification:
    """An invented client."""
    return Identification(
        name=Name(first_name="Meta", last_name="Meetman"),
        address=Address(street="Meetstraat 22", box="3", postal_code="2260", municipality="Westerlo"),
        phone="+32470000099",
        email="meta@voorbeeld.example",
    )


if __name__ == "__main__":
    django.setup()
    print(json.dumps(compare()))
