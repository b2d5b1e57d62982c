"""The tables: what the gate reads from them, and what the database itself refuses."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from agreements.models import Agreement, Contact, DpoAdvice, Mailbox, Protocol, Signature, Suspension
from agreements.route import papers_between
from agreements.snapshot import papers_now
from agreements.terms.papers import Amendment, Document, Party
from law.gate import check_agreement
from law.obstacles import Obstacle
from law.roles import Role
from tests.agreements.papers import reload
from tests.builders.accounts import a_user
from tests.builders.agreements import papers_in_force
from tests.builders.directory import a_caw, a_team, an_ocmw

pytestmark = pytest.mark.django_db

SIGNED = date(2024, 1, 29)


def obstacles(agreement: Agreement, on: date) -> set[Obstacle]:
    return set(check_agreement(agreement=reload(agreement), on=on).obstacles)


# --- the gate, asked through the tables ------------------------------------------------------------------------------


def test_sharing_waits_for_the_signature_even_when_the_protocol_is_in_force(westerlo):
    """R34, protocol art. 11: in force on 1 January, signed on 29 January 2024."""
    assert obstacles(westerlo, date(2024, 1, 28)) == {
        Obstacle.PROTOCOL_NOT_SIGNED_BY_AGENCY,
        Obstacle.PROTOCOL_NOT_SIGNED_BY_PARTNER,
    }
    assert obstacles(westerlo, SIGNED) == set()


def test_a_paper_that_breaks_off_is_refused_for_what_is_missing(diest):
    """S2: no protocol signature, in-force date, notice or mailbox."""
    assert obstacles(diest, date(2026, 11, 23)) == {
        Obstacle.PROTOCOL_NOT_SIGNED_BY_AGENCY,
        Obstacle.PROTOCOL_NOT_SIGNED_BY_PARTNER,
        Obstacle.PROTOCOL_WITHOUT_START,
        Obstacle.PROTOCOL_WITHOUT_NOTICE_PERIOD,
        Obstacle.MAILBOX_MISSING,
    }


def test_an_agreement_without_protocol_is_refused(team, partner):
    bare = Agreement.objects.create(team=team, partner=partner)
    assert reload(bare).protocol_facts is None
    assert Obstacle.PROTOCOL_MISSING in obstacles(bare, SIGNED)


def test_the_last_of_two_signatories_counts(westerlo):
    """R13: one or two per side."""
    westerlo.signatures.filter(document=Document.PROTOCOL, party=Party.PARTNER, position=2).update(
        signed_on=SIGNED + timedelta(days=1)
    )
    protocol = reload(westerlo).protocol
    assert (protocol.signed_by_agency_on, protocol.signed_by_partner_on) == (SIGNED, SIGNED + timedelta(days=1))


def test_a_side_has_not_signed_while_one_of_its_two_signatories_has_not(westerlo):
    westerlo.signatures.filter(document=Document.PROTOCOL, party=Party.PARTNER, position=1).update(signed_on=None)
    assert reload(westerlo).protocol.signed_by_partner_on is None


def test_a_side_without_signatories_has_not_signed(westerlo):
    westerlo.signatures.filter(document=Document.AGREEMENT, party=Party.AGENCY).delete()
    assert reload(westerlo).signed_by_agency_on is None


def test_a_signature_under_one_paper_does_not_count_for_the_other(westerlo):
    westerlo.signatures.filter(document=Document.PROTOCOL).delete()
    found = reload(westerlo)
    assert found.signed_by_partner_on == date(2023, 12, 18)
    assert found.protocol.signed_by_partner_on is None


def test_each_dpo_advised_on_the_own_day(westerlo):
    """R29–R32: the partner's DPO was 86 days earlier."""
    protocol = westerlo.protocol
    assert (protocol.advised_by_agency_dpo_on, protocol.advised_by_partner_dpo_on) == (
        date(2023, 12, 14),
        date(2023, 9, 19),
    )


def test_a_suspension_stops_sharing_on_its_first_and_last_day_and_no_longer(westerlo):
    first, last = date(2024, 3, 1), date(2024, 3, 31)
    Suspension.objects.create(agreement=westerlo, from_on=first, until_on=last, by_party=Party.AGENCY, reason="inbreuk")
    one = timedelta(days=1)
    stopped = [Obstacle.SHARING_SUSPENDED in obstacles(westerlo, day) for day in (first - one, first, last, last + one)]
    assert stopped == [False, True, True, False]


@pytest.mark.parametrize(
    ("spoil", "document"),
    [
        (lambda a: Agreement.objects.filter(pk=a.pk).update(drawn_up_at_place="……"), "agreement"),
        (
            lambda a: a.contacts.filter(party=Party.PARTNER).update(name_or_function="(in te vullen door OCMW)"),
            "agreement",
        ),
        (lambda a: a.contacts.update(organisation_name="xxxx"), "agreement"),
        (
            lambda a: a.signatures.filter(document=Document.AGREEMENT).update(name="(naam vertegenwoordiger 1)"),
            "agreement",
        ),
        (lambda a: a.signatures.filter(document=Document.PROTOCOL).update(function="xxxx"), "protocol"),
        (lambda a: a.signatures.filter(document=Document.PROTOCOL).update(place="[PLAATS]"), "protocol"),
        (lambda a: a.protocol.dpo_advices.update(dpo_name="xxxx"), "protocol"),
    ],
)
def test_a_placeholder_left_in_a_text_makes_only_its_own_paper_incomplete(westerlo, spoil, document):
    spoil(westerlo)
    found = obstacles(westerlo, SIGNED)
    assert found == {Obstacle.AGREEMENT_INCOMPLETE if document == "agreement" else Obstacle.PROTOCOL_INCOMPLETE}


def test_a_mailbox_counts_from_the_day_of_the_second_check_in_brussels(westerlo):
    """23:30 in Greenwich on 31 January is 1 February in Brussels."""
    Mailbox.objects.update(second_verified_at=datetime(2024, 1, 31, 23, 30, tzinfo=UTC))
    assert Obstacle.MAILBOX_NOT_VERIFIED in obstacles(westerlo, date(2024, 1, 31))
    assert obstacles(westerlo, date(2024, 2, 1)) == set()


def test_a_bounce_stops_sharing(westerlo):
    Mailbox.objects.update(bounced_on=date(2024, 5, 6))
    assert obstacles(westerlo, date(2024, 5, 5)) == set()
    assert obstacles(westerlo, date(2024, 5, 6)) == {Obstacle.MAILBOX_BOUNCED}


def test_only_the_current_mailbox_is_asked(westerlo):
    old = westerlo.protocol.mailbox_facts
    Mailbox.objects.filter(pk=old.pk).update(replaced_at=datetime(2024, 2, 1, tzinfo=UTC))
    new = Mailbox.objects.create(
        protocol=westerlo.protocol, address="nieuw@ocmw.example", registered_at=datetime(2024, 2, 1, tzinfo=UTC)
    )
    assert reload(westerlo).protocol.mailbox_facts == new


# --- queries ---------------------------------------------------------------------------------------------------------


def ask_all() -> None:
    for agreement in Agreement.objects.with_papers():
        check_agreement(agreement=agreement, on=SIGNED)
        [place.municipality_id for place in agreement.partner.territory_facts]


def test_the_gate_asks_the_database_no_more_for_many_agreements_than_for_one(django_assert_num_queries, westerlo):
    with django_assert_num_queries(9):
        ask_all()
    for number in range(4):
        papers_in_force(a_team(f"Team {number}"), an_ocmw(f"OCMW {number}"))
    with django_assert_num_queries(9):
        ask_all()


def test_papers_that_did_not_change_are_found_in_two_statements(django_assert_num_queries, westerlo, team, partner):
    """Which version counts, and whether a row of it changed; with all that the gate asks (ADR 0030)."""
    papers_now(westerlo.pk)
    with django_assert_num_queries(2):
        found = papers_between(team=team, partner=partner, on=SIGNED)
        assert check_agreement(agreement=found, on=SIGNED).may_send


# --- versions --------------------------------------------------------------------------------------------------------


AMENDED = {"amendment": Amendment.TERMS, "agreed_from": date(2026, 1, 1)}


def versions(team, partner) -> tuple[Agreement, Agreement]:
    first = Agreement.objects.create(
        team=team, partner=partner, in_force_from=date(2024, 1, 1), ends_on=date(2025, 12, 31)
    )
    second = Agreement.objects.create(
        team=team, partner=partner, version=2, replaces=first, in_force_from=date(2026, 1, 1), **AMENDED
    )
    return first, second


def test_the_version_that_has_begun_counts(team, partner):
    """R44: the old version until its last day, the new one from its first."""
    first, second = versions(team, partner)
    scope = {"team": team, "partner": partner}
    assert papers_between(**scope, on=date(2025, 12, 31)) == first
    assert papers_between(**scope, on=date(2026, 1, 1)) == second


def test_the_newest_counts_when_none_has_begun(team, partner):
    """The page then says that it is not yet in force, rather than that there is none."""
    _, second = versions(team, partner)
    assert papers_between(team=team, partner=partner, on=date(2020, 1, 1)) == second


def test_a_draft_does_not_push_aside_the_version_in_force(team, partner):
    _, second = versions(team, partner)
    Agreement.objects.create(team=team, partner=partner, version=3, replaces=second, **AMENDED)
    assert papers_between(team=team, partner=partner, on=date(2026, 6, 1)) == second


def test_there_is_no_version_for_another_partner(team, partner):
    versions(team, partner)
    assert papers_between(team=team, partner=an_ocmw("OCMW Elders"), on=SIGNED) is None


# --- who sees what ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.AUDITOR])
def test_administrators_and_auditors_see_every_agreement(westerlo, diest, agency, role):
    assert set(Agreement.objects.visible_to(a_user(role, agency))) == {westerlo, diest}


def test_a_team_member_sees_the_agreements_of_the_own_team(westerlo, diest, team):
    assert set(Agreement.objects.visible_to(a_user(Role.TEAM_MEMBER, team))) == {westerlo}


def test_a_social_worker_sees_the_agreements_of_the_own_receiver(westerlo, diest, partner):
    assert set(Agreement.objects.visible_to(a_user(Role.SOCIAL_WORKER, partner))) == {westerlo}


def test_someone_without_membership_sees_none(westerlo):
    assert set(Agreement.objects.visible_to(a_user())) == set()


# --- what the database refuses ---------------------------------------------------------------------------------------


def refused(constraint: str):
    return pytest.raises(IntegrityError, match=constraint)


@pytest.mark.parametrize(
    ("constraint", "act"),
    [
        ("one_agreement_per_version", lambda a: Agreement.objects.create(team=a.team, partner=a.partner)),
        (
            "versions_do_not_overlap",
            lambda a: Agreement.objects.create(
                team=a.team, partner=a.partner, version=2, replaces=a, in_force_from=date(2030, 1, 1), **AMENDED
            ),
        ),
        (
            "a_later_version_says_what_it_replaces",
            lambda a: Agreement.objects.create(team=a.team, partner=a.partner, version=2, **AMENDED),
        ),
        (
            "a_later_version_says_what_it_replaces",
            lambda a: Agreement.objects.create(team=a.team, partner=a.partner, version=2, replaces=a),
        ),
        ("a_later_version_says_what_it_replaces", lambda a: Agreement.objects.update(agreed_from=SIGNED)),
        (
            "advice_is_asked_before_it_is_given",
            lambda a: DpoAdvice.objects.update(asked_on=date(2024, 1, 2), advised_on=date(2024, 1, 1)),
        ),
        ("agreement_has_two_parties", lambda a: Agreement.objects.create(team=a.team, partner=a.team)),
        ("agreement_ends_after_its_start", lambda a: Agreement.objects.update(ends_on=date(2023, 12, 17))),
        ("agreement_notice_says_by_whom", lambda a: Agreement.objects.update(notice_given_on=SIGNED)),
        ("evaluation_at_least_yearly", lambda a: Agreement.objects.update(evaluation_months=13)),
        ("evaluation_at_least_yearly", lambda a: Agreement.objects.update(evaluation_months=0)),
        ("protocol_ends_after_its_start", lambda a: Protocol.objects.update(ends_on=date(2023, 12, 31))),
        ("one_signature_per_position", lambda a: Signature.objects.filter(position=2).update(position=1)),
        ("one_or_two_signatories_per_side", lambda a: Signature.objects.update(position=3)),
        ("signature_says_what_and_whose", lambda a: Signature.objects.update(party="iemand")),
        ("one_advice_per_party", lambda a: DpoAdvice.objects.update(party=Party.AGENCY)),
        ("contact_can_be_reached", lambda a: Contact.objects.update(phone="", email="")),
        ("attestation_says_when_and_by_whom", lambda a: Mailbox.objects.update(secrecy_attested_by="")),
        (
            "second_check_comes_second",
            lambda a: Mailbox.objects.update(second_verified_at=datetime(2020, 1, 1, tzinfo=UTC)),
        ),
        ("first_check_comes_first", lambda a: Mailbox.objects.update(first_verified_by=None, first_verified_at=None)),
        (
            "suspension_ends_after_its_start",
            lambda a: Suspension.objects.create(
                agreement=a, from_on=SIGNED, until_on=date(2024, 1, 28), by_party=Party.AGENCY, reason="x"
            ),
        ),
    ],
)
def test_the_database_refuses(westerlo, constraint, act):
    with refused(constraint), transaction.atomic():
        act(westerlo)


def test_a_version_may_begin_the_day_after_the_one_before(team, partner):
    versions(team, partner)
    assert Agreement.objects.count() == 2


def test_versions_that_share_one_day_are_refused(team, partner):
    first, _ = versions(team, partner)
    with refused("versions_do_not_overlap"), transaction.atomic():
        Agreement.objects.filter(pk=first.pk).update(ends_on=date(2026, 1, 1))


def test_the_same_period_with_another_partner_is_no_overlap(westerlo, team):
    Agreement.objects.create(team=team, partner=a_caw(), in_force_from=westerlo.in_force_from)
    assert Agreement.objects.filter(team=team).count() == 2


def test_one_person_cannot_do_both_checks_of_a_mailbox_whatever_path_is_taken(westerlo):
    """ASVS 2.3.5: the second approval is another person's, also for whoever goes around the action."""
    mailbox = westerlo.protocol.mailbox_facts
    with refused("two_people_verify_a_mailbox"), transaction.atomic():
        Mailbox.objects.update(second_verified_by=mailbox.first_verified_by)


def test_a_protocol_has_one_current_mailbox(westerlo):
    with refused("one_current_mailbox_per_protocol"), transaction.atomic():
        Mailbox.objects.create(
            protocol=westerlo.protocol, address="tweede@ocmw.example", registered_at=datetime(2024, 1, 1, tzinfo=UTC)
        )


@pytest.mark.parametrize(
    "address",
    ["a@localhost", "x@[127.0.0.1]", "x@127.0.0.1", "a@ocmw.example\u200b", "a@ocmw.example\n", "a@b@ocmw.example",
     "a b@ocmw.example", "é@ocmw.example", "a%elders.example@ocmw.example", "a@ocmw.example,b@elders.example", ""],
)  # fmt: skip
def test_the_database_takes_one_plain_address_only(westerlo, address):
    with refused("mailbox_is_one_ascii_address"), transaction.atomic():
        Mailbox.objects.update(address=address)
