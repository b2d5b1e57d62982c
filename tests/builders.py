"""Makes what a test needs, lawful unless told otherwise. All names, numbers and addresses are invented."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from accounts.mailed_links import new_token
from accounts.models import INVITATION_LINK, VALID_FOR, Invitation, Membership, User
from agreements.actions.versions import start_next_version
from agreements.models import (
    Agreement,
    Contact,
    ContactKind,
    Doubt,
    DpoAdvice,
    FileKind,
    KnownPapers,
    Mailbox,
    Message,
    MessageKind,
    OwnPart,
    OwnPiece,
    PaperFile,
    ProcessorContract,
    ProcessorContractFile,
    Protocol,
    Signature,
    Stop,
    StopKind,
    Suspension,
    SuspensionReason,
)
from agreements.terms.doubts import DoubtField, DoubtReason
from agreements.terms.own_part import PieceKind
from agreements.terms.papers import Amendment, Document, Party
from breaches import actions as breaches
from breaches.letters import draft
from breaches.models import BREACH_LINK, Breach, BreachLink, DiscoveredBy, Happening, MeasureKind
from breaches.rules import BreachDetails
from consent import information
from consent.models import Consent
from directory.models import Municipality, Organisation, PostalCode, Territory
from gbo.models import GboAgreement, GboFile, GboMailbox, GboParty, GboStop, GboStopKind, GboSuspension
from law.facts import OrganisationKind, Region
from law.identification import Address, Identification, Name
from law.known import as_values, freeze
from law.roles import Role
from outbox.actions import queue_transmission
from outbox.models import Kind, Transmission, TransmissionStatus
from paper_import.models import DraftStatus, PaperDraft
from referrals import listeners
from referrals.models import Correction, Defect, OpeningReason, Referral, ReportedBy, SheetOpening
from tests.paper_reading.files import as_pdf

PASSWORD = "een-lang-wachtwoord-voor-tests"
START = date(2024, 1, 1)
FILED_AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

_numbers = count(1)


def an_enterprise_number() -> str:
    """Return the next enterprise number that passes mod-97."""
    base = f"0{800_0000 + next(_numbers):07}"
    return f"{base}{97 - int(base) % 97:02}"


def a_municipality(
    nis: str = "99001", name: str = "Voorbeelddorp", *, region: Region = Region.FLANDERS, code: str = "9999"
) -> Municipality:
    """Return an invented municipality with one postal code."""
    municipality, _ = Municipality.objects.get_or_create(
        nis=nis, defaults={"name": name, "name_fr": name, "region": region, "province": "Voorbeeld"}
    )
    PostalCode.objects.get_or_create(municipality=municipality, code=code)
    return municipality


def an_organisation(
    kind: OrganisationKind, name: str, *, serves: Municipality | None = None, **fields: Any
) -> Organisation:
    """Return an organisation, with a municipality in its territory since 2024."""
    organisation = Organisation.objects.create(
        kind=kind,
        name=name,
        enterprise_number="" if kind == OrganisationKind.LOCAL_TEAM else an_enterprise_number(),
        street="Dorpsstraat 1",
        postal_code="9999",
        municipality_name="Voorbeelddorp",
        phone="+3214000000",
        **fields,
    )
    if serves:
        Territory.objects.create(organisation=organisation, municipality=serves, from_on=START)
    return organisation


def a_team(name: str = "Team Voorbeeldstreek") -> Organisation:
    """Return a local team."""
    return an_organisation(OrganisationKind.LOCAL_TEAM, name)


def an_ocmw(name: str = "OCMW Voorbeelddorp", *, serves: Municipality | None = None) -> Organisation:
    """Return an OCMW that serves a municipality, with a processor contract for the portal (D21)."""
    return with_contract(an_organisation(OrganisationKind.OCMW, name, serves=serves or a_municipality()))


def with_contract(receiver: Organisation, **changes: Any) -> Organisation:
    """Record a processor contract between this receiver and the agency; returns the receiver."""
    terms = {
        "signed_on": START,
        "receiver_signatory": "An Peeters",
        "receiver_function": "algemeen directeur",
        "agency_signatory": "Sam Claes",
        "agency_function": "administrateur-generaal",
    }
    ProcessorContract.objects.create(receiver=receiver, **{**terms, **changes})
    return receiver


def a_caw(name: str = "CAW Voorbeeldstad", *, serves: Municipality | None = None) -> Organisation:
    """Return a CAW that serves a municipality in Brussels."""
    brussels = serves or a_municipality("99002", "Voorbeeldstad", region=Region.BRUSSELS, code="9998")
    return with_contract(an_organisation(OrganisationKind.CAW, name, serves=brussels))


def an_agency() -> Organisation:
    """Return the agency, to which administrators and auditors belong; there is one."""
    found = Organisation.objects.filter(kind=OrganisationKind.AGENCY).first()
    return found or an_organisation(OrganisationKind.AGENCY, "Agentschap Voorbeeld")


def a_user(role: Role | None = None, organisation: Organisation | None = None, **fields: Any) -> User:
    """Return a person who is bound by secrecy, with a role in an organisation."""
    number = next(_numbers)
    fields = {"name": f"Persoon {number}", "bound_by_secrecy_since": START, **fields}
    user = User.objects.create_user(fields.pop("email", f"persoon{number}@dienst.example"), PASSWORD, **fields)
    if role:
        organisation = organisation or _somewhere_for(role)
        Membership.objects.create(user=user, organisation=organisation, role=role)
    return user


def _somewhere_for(role: Role) -> Organisation:
    if role in {Role.ADMINISTRATOR, Role.AUDITOR}:
        return an_agency()
    return a_team() if role == Role.TEAM_MEMBER else an_organisation(OrganisationKind.OCMW, "OCMW Voorbeeldhoek")


def a_head(organisation: Organisation) -> User:
    """Return the head of service of a receiver."""
    head = a_user(Role.SOCIAL_WORKER, organisation)
    head.membership_set.update(is_head=True)
    return head


def an_invitation(organisation: Organisation, **changes: Any) -> Invitation:
    """Return an invitation of a colleague who did not answer yet."""
    key, now = uuid.uuid4(), timezone.now()
    answers = {
        "role": Role.SOCIAL_WORKER,
        "name": "Nieuwe Collega",
        "email": f"collega{next(_numbers)}@dienst.example",
        "token_digest": INVITATION_LINK.digest(new_token()),
        "sent_by": a_user(),
        "sent_at": now,
        "expires_at": now + VALID_FOR,
        **changes,
    }
    mail = queue_transmission(kind=Kind.INVITATION, subject_id=key, recipient=answers["email"], papers_id=None, at=now)
    return Invitation.objects.create(id=key, organisation=organisation, transmission=mail, **answers)


def papers_in_force(team: Organisation, partner: Organisation, *, mailbox: str = "sociaal@ocmw.example") -> Agreement:
    """Return an agreement with its protocol, in force since 2024, with a mailbox that is verified."""
    agreement = Agreement.objects.create(
        team=team, partner=partner, in_force_from=START, notice_months=6, evaluation_months=12
    )
    protocol = Protocol.objects.create(agreement=agreement, in_force_from=START, notice_months=6)
    DpoAdvice.objects.bulk_create(
        DpoAdvice(protocol=protocol, party=party, dpo_name="D. Privaat", advised_on=date(2023, 9, 1))
        for party in Party.values
    )
    Contact.objects.bulk_create(
        Contact(
            agreement=agreement,
            party=party,
            kind=ContactKind.BREACH,
            name_or_function="DPO",
            email="dpo@dienst.example",
        )
        for party in Party.values
    )
    Signature.objects.bulk_create(
        Signature(
            agreement=agreement,
            document=document,
            party=party,
            position=1,
            name="T. Ekenaar",
            function="algemeen directeur",
            place="Voorbeelddorp",
            signed_on=date(2023, 12, 1),
        )
        for party in Party.values
        for document in Document.values
    )
    registered_at = datetime(2023, 12, 1, tzinfo=UTC)
    Mailbox.objects.create(protocol=protocol, address=mailbox, registered_at=registered_at, **_checked(registered_at))
    return agreement


def known_since(agreement: Agreement, at: datetime) -> Agreement:
    """Let what the papers say now be known here since a moment (D26)."""
    papers = Agreement.objects.with_papers().get(pk=agreement.pk)
    KnownPapers.objects.create(agreement=papers, known_at=at, facts=as_values(freeze(papers)))
    return papers


def a_letter(agreement: Agreement, **changes: Any) -> Message:
    """Return a letter to the partner that was not posted yet."""
    answers = {
        "kind": MessageKind.CONTACT_CHANGE,
        "to_party": Party.PARTNER,
        "recipient": "",
        "subject": "Wijziging van een contactpersoon",
        "body": "Dag collega\n\nEen contact wijzigt.",
        "written_by": None,
        "written_at": FILED_AT,
        **changes,
    }
    return Message.objects.create(agreement=agreement, **answers)


def a_suspension(agreement: Agreement, **changes: Any) -> Suspension:
    """Return a suspension by the partner that is over since the end of March 2024."""
    answers = {
        "by_party": Party.PARTNER,
        "from_on": date(2024, 3, 1),
        "until_on": date(2024, 3, 31),
        "reason": SuspensionReason.CONSULTATION,
        **changes,
    }
    return Suspension.objects.create(agreement=agreement, **answers)


def a_stop(agreement: Agreement, *, by: User) -> Stop:
    """Return the account of a suspension by the partner, without the suspension; its letter is still to be written."""
    answers = {"kind": StopKind.SUSPENSION, "by_party": Party.PARTNER, "reason": SuspensionReason.CONSULTATION}
    return Stop.objects.create(
        agreement=agreement, on=date(2024, 3, 1), recorded_by=by, recorded_at=FILED_AT, **answers
    )


def an_own_piece(agreement: Agreement, *, by: User) -> OwnPiece:
    """One question of the own part that the partner of an agreement was asked for, not answered yet."""
    part, _ = OwnPart.objects.get_or_create(agreement=agreement, defaults={"asked_by": by, "asked_at": FILED_AT})
    return OwnPiece.objects.get_or_create(part=part, kind=PieceKind.DPO, position=1)[0]


def a_gbo_stop(agreement: GboAgreement, *, by: User) -> GboStop:
    """Return the account of a suspension by the CAW, without the suspension; its letter is still to be written."""
    caw, *_ocmws, dmw = agreement.parties_in_order
    parties = {"by_party": caw, "against_party": dmw, "suspension_id": uuid.uuid4()}
    answers = {"kind": GboStopKind.SUSPENSION, "reason": SuspensionReason.CONSULTATION, **parties}
    return GboStop.objects.create(
        agreement=agreement, on=date(2026, 3, 2), recorded_by=by, recorded_at=FILED_AT, **answers
    )


def a_dmw(name: str = "DMW Voorbeeldbond") -> Organisation:
    """Return a service of a health insurance fund."""
    return an_organisation(OrganisationKind.DMW, name)


def a_gbo_agreement(
    *parties: Organisation, signed_on: date | None = date(2025, 3, 3), advised_on: date | None = date(2025, 2, 3)
) -> GboAgreement:
    """Return a GBO agreement that its CAW, OCMW and DMW signed after the advice; in order unless told otherwise."""
    parties = parties or (a_caw("CAW Voorbeeldstreek"), an_ocmw("OCMW Voorbeeldbos"), a_dmw())
    agreement = GboAgreement.objects.create(
        drawn_up_at_place="Voorbeelddorp",
        drawn_up_on=signed_on,
        advised_on=advised_on,
        advised_by="D. Privaat" if advised_on else "",
        published_on=date(2025, 3, 4),
        publication_url="https://www.caw.example/gbo",
    )
    for organisation in parties:
        GboParty.objects.create(
            agreement=agreement,
            organisation=organisation,
            kind=organisation.kind,
            signatory_name="T. Ekenaar",
            signatory_function="directeur",
            signed_on=signed_on,
            dpo_name="D. Privaat",
            dpo_email="dpo@dienst.example",
        )
    return GboAgreement.objects.with_parties().get(pk=agreement.pk)


def a_gbo_mailbox(party: GboParty, address: str) -> Mailbox:
    """Return the mailbox of a core actor, in order; the one before it is history."""
    registered_at = datetime(2025, 3, 3, tzinfo=UTC)
    Mailbox.objects.filter(pk__in=party.mailbox_links.values("mailbox"), replaced_at=None).update(
        replaced_at=registered_at
    )
    mailbox = Mailbox.objects.create(address=address, registered_at=registered_at, **_checked(registered_at))
    GboMailbox.objects.create(mailbox=mailbox, party=party)
    return mailbox


def _checked(at: datetime) -> dict[str, Any]:
    """What makes a mailbox one that can be sent to: attested, compared by two people, and answered."""
    return {
        "secrecy_attested_on": at.date(),
        "secrecy_attested_by": "D. Hoofd",
        "first_verified_by": a_user(),
        "first_verified_at": at + timedelta(days=1),
        "second_verified_by": a_user(),
        "second_verified_at": at + timedelta(days=2),
        "answered_at": at + timedelta(days=3),
    }


def a_gbo_suspension(agreement: GboAgreement, **changes: Any) -> GboSuspension:
    """Return a suspension by the CAW because of the DMW, until further notice."""
    caw, *_ocmws, dmw = agreement.parties_in_order
    answers = {
        "by_party": caw,
        "against_party": dmw,
        "from_on": date(2026, 3, 2),
        "reason": SuspensionReason.SECURITY,
        **changes,
    }
    return GboSuspension.objects.create(agreement=agreement, **answers)


def a_doubt(agreement: Agreement, **changes: Any) -> Doubt:
    """Return an open doubt about the day on which the agreement came into force."""
    answers = {
        "document": Document.AGREEMENT,
        "field": DoubtField.IN_FORCE_FROM,
        "printed": "81 november 2824",
        "reason": DoubtReason.UNREADABLE,
        "proposed": "2024-11-01",
        "raised_at": datetime(2024, 11, 4, tzinfo=UTC),
        **changes,
    }
    return Doubt.objects.create(agreement=agreement, **answers)


def a_file(agreement: Agreement, kind: FileKind = FileKind.PROTOCOL, *, content: bytes = b"%PDF-1.7") -> PaperFile:
    """Return a kept file; its content is only looked at by who uploads it."""
    return PaperFile.objects.create(
        agreement=agreement, kind=kind, content=content, size=len(content), uploaded_by=a_user(), uploaded_at=FILED_AT
    )


def a_paper_draft() -> PaperDraft:
    """Return a paper that is being typed over, with a page to show."""
    return PaperDraft.objects.create(
        content=as_pdf(["Protocol"]), pages=1, status=DraftStatus.OPEN, uploaded_by=a_user(), uploaded_at=FILED_AT
    )


def a_contract_file(receiver: Organisation, content: bytes = b"%PDF-1.7") -> ProcessorContractFile:
    """Return the kept file of the processor contract of a receiver."""
    return ProcessorContractFile.objects.create(
        contract=ProcessorContract.objects.filter(receiver=receiver).latest("signed_on"),
        kind=FileKind.PROCESSOR_CONTRACT,
        content=content,
        size=len(content),
        uploaded_by=a_user(),
        uploaded_at=FILED_AT,
    )


def a_gbo_file(agreement: GboAgreement, content: bytes = b"%PDF-1.7") -> GboFile:
    """Return a kept file of a GBO agreement."""
    return GboFile.objects.create(
        agreement=agreement,
        kind=FileKind.GBO_AGREEMENT,
        content=content,
        size=len(content),
        uploaded_by=a_user(),
        uploaded_at=FILED_AT,
    )


def a_next_version(agreement: Agreement) -> Agreement:
    """Return a next version in preparation."""
    return start_next_version(
        agreement=agreement,
        amendment=Amendment.TERMS,
        agreed_from=date(2027, 1, 1),
        by=a_user(Role.ADMINISTRATOR),
        at=FILED_AT,
    )


def an_identification(**changes: Any) -> Identification:
    """Return the four fields of an invented client."""
    answers = {
        "first_name": "Noor",
        "last_name": "Van den Voorbeeld",
        "street": "Lindelaan 22/1",
        "box": "3",
        "postal_code": "9999",
        "municipality": "Voorbeelddorp",
        "phone": "+32470000012",
        "email": "noor@post.example",
        **changes,
    }
    return Identification(
        name=Name(answers["first_name"], answers["last_name"]),
        address=Address(answers["street"], answers["box"], answers["postal_code"], answers["municipality"]),
        phone=answers["phone"],
        email=answers["email"],
    )


def a_consent(*, team: Organisation, receiver: Organisation, obtained_by: User, **changes: Any) -> Consent:
    """Return a consent that is complete, not saved."""
    answers = {
        "client": "parent",
        "told_purpose": True,
        "told_data": True,
        "told_receiver": True,
        "told_next_steps": True,
        "told_expectations": True,
        "is_free": True,
        "is_explicit": True,
        "is_decided_together": True,
        "given_on": date(2026, 11, 20),
        "channel": "oral",
        "language": "nl",
        "interpreter": "none",
        "text_version": information.CURRENT,
        **changes,
    }
    return Consent(team=team, receiver=receiver, obtained_by=obtained_by, **answers)


def a_breach(agreement: Agreement, *, by: User | None = None, at: datetime | None = None) -> Breach:
    """Return a breach of an agreement with its mails affected, both sides told and a measure taken."""
    by, at = by or a_user(Role.ADMINISTRATOR), at or timezone.now()
    answers: BreachDetails = {
        "discovered_at": at,
        "discovered_by": DiscoveredBy.AGENCY,
        "happenings": [Happening.WRONG_MAILBOX],
        "from_on": None,
        "until_on": None,
    }
    breach = breaches.register_breach(key=uuid.uuid4(), details=answers, agreement=agreement, by=by, at=at)
    everything = {"mailbox": "", "partner": agreement.partner, "from_on": None, "until_on": None}
    breaches.search_affected(breach=breach, **everything, by=by, at=at)
    breaches.send_notice(breach=breach, fingerprint=draft(breach).fingerprint, by=by, at=at)
    kind, on = MeasureKind.MAILBOX_CLOSED, timezone.localdate(at)
    breaches.keep_measure(breach=breach, kind=kind, on=on, is_done=True, by=by, at=at)
    return breach


def a_breach_link(partner: Organisation | None, **changes: Any) -> BreachLink:
    """Return the link of a breach contact of this partner, mailed now; `token` is the one in the mail."""
    key, now = uuid.uuid4(), timezone.now()
    answers = {"email": "lek@partner.example", "sent_at": now, "expires_at": now + timedelta(days=400), **changes}
    answers = {"token": new_token(), **answers}
    mail = queue_transmission(
        kind=Kind.BREACH_DRILL, subject_id=key, recipient=answers["email"], papers_id=None, at=now
    )
    digest = BREACH_LINK.digest(answers["token"])
    return BreachLink.objects.create(id=key, partner=partner, token_digest=digest, transmission=mail, **answers)


def a_breach_partner(breach: Breach) -> Organisation:
    """Return a GBO partner at which this breach happened."""
    partner = a_caw("CAW Lekvoorbeeld")
    breach.partners.add(partner)
    return partner


@contextmanager
def undone() -> Iterator[None]:
    """Whatever happens inside did not happen."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def unguarded() -> Iterator[None]:
    """Let a test write a past that the triggers refuse to every program."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        yield
        cursor.execute("SET LOCAL session_replication_role = origin")


@transaction.atomic
def a_referral(
    *,
    team: Organisation | None = None,
    partner: Organisation | None = None,
    residence: Municipality | None = None,
    filed_by: User | None = None,
    agreement: Agreement | None = None,
    filed_at: datetime = FILED_AT,
    sent: bool = False,
    channel: str = "oral",
    **changes: Any,
) -> Referral:
    """Return a referral in the outbox, or one that was sent a minute later; `changes` go to the four fields."""
    residence = residence or a_municipality()
    team = team or a_team()
    partner = partner or an_ocmw(serves=residence)
    agreement = (
        agreement or Agreement.objects.filter(team=team, partner=partner).first() or papers_in_force(team, partner)
    )
    filed_by = filed_by or a_user(Role.TEAM_MEMBER, team)
    given_on = min(date(2026, 11, 20), timezone.localdate(filed_at))
    consent = a_consent(team=team, receiver=partner, obtained_by=filed_by, given_on=given_on, channel=channel)
    consent.save()
    referral = Referral(
        id=uuid.uuid4(),
        team=team,
        partner=partner,
        residence=residence,
        agreement=agreement,
        consent=consent,
        filed_by=filed_by,
        filed_at=filed_at,
        identification=an_identification(**changes),
    )
    referral.transmission = queue_transmission(
        kind=Kind.REFERRAL,
        subject_id=referral.pk,
        reference=referral.reference,
        recipient=agreement.protocol_facts.mailbox_facts.address,
        papers_id=agreement.pk,
        at=filed_at,
    )
    referral.save()
    if sent:
        Transmission.objects.filter(pk=referral.transmission_id).update(
            status=TransmissionStatus.SENT, sent_at=filed_at, attempt_count=1
        )
        referral.transmission.refresh_from_db()
        listeners.tell_arrival(referral.pk, partner_id=partner.pk, at=filed_at)
    return referral


def a_correction(referral: Referral, **changes: Any) -> Correction:
    """Return a report of the receiver that the address is outdated, an hour after the referral came in."""
    answers = {
        "address_defect": Defect.OUTDATED,
        "how": ReportedBy.SITE,
        "reported_by": referral.filed_by,
        "reported_at": referral.filed_at + timedelta(hours=1),
        **changes,
    }
    return Correction.objects.create(referral=referral, **answers)


def an_opening(referral: Referral, **changes: Any) -> SheetOpening:
    """Return a question of a DPO to the head of a team, about a signed sheet."""
    answers = {
        "reason": OpeningReason.COMPLAINT,
        "asked_by": a_user(Role.AUDITOR),
        "asked_by_dpo": True,
        "asked_at": timezone.now(),
        **changes,
    }
    return SheetOpening.objects.create(referral=referral, **answers)
