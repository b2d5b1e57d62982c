"""The referrals of the example, each in another state; made through the same actions as the pages use.

The clients are invented. The archives really leave: by the outbox, over SMTP, to the local mailbox.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from agreements.models import Agreement
from consent import information
from consent.models import Channel, Client, Consent, Interpreter, Language
from consent.sheet import SheetFacts
from directory.models import Municipality
from example import accounts
from example.handover import deliver_until
from example.papers import PaperWork
from law.identification import Address, Identification, Name
from law.roles import Role
from ocmw_intake import actions as intake
from ocmw_intake.models import ContactChannel, OutcomeKind
from outbox.models import TransmissionStatus
from referrals.actions import file_referral, start_draft
from referrals.models import Referral

NEW_MAILBOX_BRUSSELS: Final = "intake@caw-zennedal.example"
TOLD = [point.field for point in information.points(information.CURRENT, SheetFacts(team="", receiver=""))]


@dataclass(frozen=True)
class Clients:
    """The invented clients; the one of the live demonstration is not among them."""

    waits = Identification(
        name=Name(first_name="Lina", last_name="Proefhuis"),
        address=Address(street="Voorbeeldstraat 11", box=None, postal_code="2260", municipality="Westerlo"),
        phone="+32470000011",
        email="lina@voorbeeld.example",
    )
    opened = Identification(
        name=Name(first_name="Milan", last_name="Testbergen"),
        address=Address(street="Voorbeeldstraat 12", box="3", postal_code="2260", municipality="Westerlo"),
        phone="+32470000012",
        email=None,
    )
    helped = Identification(
        name=Name(first_name="Nora", last_name="van der Proef"),
        address=Address(street="Testpad z/n", box=None, postal_code="2260", municipality="Westerlo"),
        phone=None,
        email="nora@voorbeeld.example",
    )
    withdrawn = Identification(
        name=Name(first_name=None, last_name="Omaruddin"),
        address=Address(street="Testpad 14", box=None, postal_code="2260", municipality="Westerlo"),
        phone="+32470000014",
        email=None,
    )
    outdated = Identification(
        name=Name(first_name="Quinten", last_name="Proefman"),
        address=Address(street="Testpad 16", box=None, postal_code="2260", municipality="Westerlo"),
        phone="+32470000016",
        email=None,
    )
    unopened = Identification(
        name=Name(first_name="Rosa", last_name="Voorbeeldkamp"),
        address=None,
        phone="+32470000017",
        email=None,
    )
    blocked = Identification(
        name=Name(first_name="Paulien", last_name="Testmans"),
        address=Address(street="Proefkaai 15", box="2", postal_code="1000", municipality="Brussel"),
        phone="+32470000015",
        email="paulien@voorbeeld.example",
    )


class Casework:
    """What team members and social workers do in the example."""

    def __init__(self, users: dict[str, User]) -> None:
        self.kempen = users[accounts.TEAM_MEMBER_KEMPEN.email]
        self.demer = users[accounts.TEAM_MEMBER_DEMER.email]
        self.westerlo = users[accounts.SOCIAL_WORKER_WESTERLO.email]

    def do_all(self, papers: PaperWork) -> None:
        self.opened()
        self.helped()
        self.blocked(papers)
        self.waits()

    def waits(self) -> None:
        """Filed; the worker sends it as soon as it runs."""
        self.file(Clients.waits, by=self.kempen)

    def opened(self) -> None:
        """Sent, and the social worker read the password."""
        referral = self.send(self.file(Clients.opened, by=self.kempen))
        intake.read_password(referral, by=self.westerlo, at=timezone.now())

    def helped(self) -> None:
        """The social worker reached the client, who wants help."""
        referral = self.send(self.file(Clients.helped, by=self.kempen))
        at = timezone.now()
        intake.read_password(referral, by=self.westerlo, at=at)
        today = timezone.localdate(at)
        intake.log_attempt(referral, made_on=today, channel=ContactChannel.PHONE, reached=True, by=self.westerlo, at=at)
        intake.record_outcome(referral, kind=OutcomeKind.WANTS_HELP, by=self.westerlo, at=at)

    def blocked(self, papers: PaperWork) -> None:
        """The mailbox changed while the archive waited: it is held back, and never goes to another address."""
        with transaction.atomic():  # the worker sees both, or nothing
            referral = self.file(Clients.blocked, by=self.demer)
            papers.set_mailbox(referral.agreement, NEW_MAILBOX_BRUSSELS)
        self.hand_over(referral, until=TransmissionStatus.BLOCKED)
        papers.verify_mailbox(referral.agreement)
        papers.check_mailbox(referral.agreement)

    def file(self, client: Identification, *, by: User, given: timedelta = timedelta(days=1)) -> Referral:
        """File a referral as the pages do: draft, consent (given that long ago), four fields.

        Who has no address stays in Westerlo.
        """
        at = timezone.now()
        [team] = by.organisations_as(Role.TEAM_MEMBER)
        place = client.address.municipality if client.address else "Westerlo"
        residence = Municipality.objects.get(name=place, region__in=["VLG", "BRU"])
        draft = start_draft(team=team, residence=residence, by=by, at=at)
        partner = Agreement.objects.get(team=team, partner__territory__municipality=residence).partner
        consent = Consent(
            team=team,
            receiver=partner,
            client=Client.PARENT,
            given_on=timezone.localdate(at - given),
            channel=Channel.ORAL,
            language=Language.DUTCH,
            interpreter=Interpreter.NONE,
            text_version=information.CURRENT,
            is_free=True,
            is_explicit=True,
            is_decided_together=True,
            **dict.fromkeys(TOLD, True),
        )
        return file_referral(draft, consent=consent, identification=client, by=by, at=at)

    def send(self, referral: Referral) -> Referral:
        """Bring the archive to the local mailbox now, without waiting for the worker."""
        return self.hand_over(referral, until=TransmissionStatus.SENT)

    def hand_over(self, referral: Referral, *, until: TransmissionStatus) -> Referral:
        deliver_until(referral.transmission, until)
        return referral
