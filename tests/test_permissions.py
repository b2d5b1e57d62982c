"""Who reaches which page: every url × every visitor × method × own and strange object.

A url without a row in this table fails. `docs/permissions.md` is this table in words: `make permissions` writes it.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.utils import timezone

from accounts.devices import NO_ADDRESS
from gbo.models import GboStopLetter
from law.roles import Role
from referrals.models import Draft, PlaceWatch
from tests.agreements.duties import a_processor, a_proof_request, a_reported_change, an_evaluation
from tests.builders.accounts import an_invitation
from tests.builders.agreements import a_contract_file, a_letter, a_stop, an_own_piece
from tests.builders.breaches import a_breach_link, a_breach_partner
from tests.builders.gbo import a_gbo_stop
from tests.ocmw_intake.onward import a_sharing
from tests.permission_page import BEGAN, HEADS, PAGE, page
from tests.test_consistency import views

TEAM, WORKER = {Role.TEAM_MEMBER}, {Role.SOCIAL_WORKER}
MANAGERS = {Role.TEAM_MEMBER, Role.SOCIAL_WORKER, Role.ADMINISTRATOR}
ADMIN, READERS = {Role.ADMINISTRATOR}, {Role.ADMINISTRATOR, Role.AUDITOR}
SIGNED_IN = set(Role)
OF_FIGURES = SIGNED_IN - {Role.RECEIVER_AUDITOR}
NO_ARGUMENTS: Callable[[Any], list[Any]] = lambda world: []  # noqa: E731  # a column of the table below


@dataclass(frozen=True)
class Page:
    """Who may come, the arguments of the url, and whether another organisation's object answers 404.

    `only` says to whom of a team or receiver it opens, when not to everybody: heads, or who began what it is about.
    """

    roles: set[Role]
    arguments: Callable[[Any], list[Any]] = NO_ARGUMENTS
    is_scoped: bool = False
    only: str = ""


def of_agreement(*more: Any) -> Callable[[Any], list[Any]]:
    return lambda world: [world.agreement.pk, *more]


def with_contact(world: Any) -> list[Any]:
    return [world.agreement.pk, world.agreement.contacts.first().pk]


def of_gbo(*more: str) -> Callable[[Any], list[Any]]:
    """The GBO agreement, and of the world what `more` names."""
    return lambda world: [world.gbo.pk, *(getattr(world, name).pk for name in more)]


def with_letter(world: Any) -> list[Any]:
    return [world.agreement.pk, world.letter.pk]


def with_stop(world: Any) -> list[Any]:
    return [world.agreement.pk, a_stop(world.agreement, by=world.breach.registered_by).pk]


def with_own_piece(world: Any) -> list[Any]:
    return [world.agreement.pk, an_own_piece(world.agreement, by=world.breach.registered_by).pk]


def with_gbo_stop(world: Any) -> list[Any]:
    return [world.gbo.pk, a_gbo_stop(world.gbo, by=world.breach.registered_by).pk]


def with_gbo_letter(world: Any) -> list[Any]:
    stop = a_gbo_stop(world.gbo, by=world.breach.registered_by)
    letter = a_letter(world.agreement)
    GboStopLetter.objects.create(message=letter, stop=stop, party=stop.by_party)
    return [world.gbo.pk, stop.pk, letter.pk]


def with_file(world: Any) -> list[Any]:
    return [world.agreement.pk, world.file.pk]


def of_referral(world: Any) -> list[Any]:
    return [world.referral.reference]


def of_breach(world: Any) -> list[Any]:
    return [world.breach.pk]


def with_correction(world: Any) -> list[Any]:
    return [world.referral.reference, world.correction.pk]


def with_attempt(world: Any) -> list[Any]:
    return [world.referral.reference, world.attempt.pk]


def of_draft(world: Any) -> list[Any]:
    return [world.draft.pk]


def of_thrown_away(world: Any) -> list[Any]:
    """A draft like the one of this world, which its person threw away just now."""
    draft = world.draft
    put_aside = Draft.objects.create(
        team=draft.team, residence=draft.residence, started_by=draft.started_by, thrown_away_at=timezone.now()
    )
    return [put_aside.pk]


def with_watch(world: Any) -> list[Any]:
    draft = world.draft
    watch, _is_new = PlaceWatch.objects.get_or_create(
        team=draft.team, residence=draft.residence, watched_by=draft.started_by, ends_on=timezone.localdate()
    )
    return [watch.pk]


def of_import(world: Any) -> list[Any]:
    return [world.paper_import.pk]


def of_paper(*more: Any) -> Callable[[Any], list[Any]]:
    return lambda world: [world.paper_draft.pk, *more]


def of_organisation(world: Any) -> list[Any]:
    return [world.ocmw.pk]


def with_contract_file(world: Any) -> list[Any]:
    file = a_contract_file(world.ocmw)
    return [file.contract_id, file.pk]


def with_sharing(part: str) -> Callable[[Any], list[Any]]:
    """The referral, and of what was passed on of it the part that the address names."""
    return lambda world: [world.referral.reference, getattr(a_sharing(world.referral), part)]


def led(world: Any) -> Any:
    """What the one who asks is head of; an administrator asks for the OCMW."""
    return world.team if world.asking == Role.TEAM_MEMBER else world.ocmw


def with_session(world: Any) -> list[Any]:
    """A session of the one who asks."""
    person, key = world.people[world.asking or Role.AUDITOR], uuid.uuid4().hex
    return [UserSession.objects.create(user=person, session_key=key, ip=NO_ADDRESS, user_agent="Proef").pk]


def of_led(world: Any) -> list[Any]:
    return [led(world).pk]


def of_passkey(world: Any) -> list[Any]:
    """That of who asks."""
    data = {"name": "sleutel", "credential": {}}
    return [Authenticator.objects.create(user=world.people[world.asking], type="webauthn", data=data).pk]


def with_colleague(world: Any) -> list[Any]:
    place = led(world)
    role = Role.TEAM_MEMBER if place == world.team else Role.SOCIAL_WORKER
    return [place.membership_set.get(user=world.colleagues[role]).pk]


PAGES = {
    "start": Page(SIGNED_IN),
    "dismiss_welcome": Page(SIGNED_IN),
    "accounts:own": Page(SIGNED_IN),
    "accounts:session": Page(SIGNED_IN),
    "accounts:blocked": Page(WORKER | TEAM | ADMIN),
    "accounts:let_in": Page(MANAGERS, with_colleague, is_scoped=True, only=HEADS),
    "accounts:colleagues": Page(MANAGERS, of_led, is_scoped=True, only=HEADS),
    "accounts:invite": Page(MANAGERS, of_led, is_scoped=True, only=HEADS),
    "accounts:renew_invitation": Page(
        MANAGERS, lambda world: [an_invitation(led(world)).pk], is_scoped=True, only=HEADS
    ),
    "accounts:withdraw_invitation": Page(
        MANAGERS, lambda world: [an_invitation(led(world)).pk], is_scoped=True, only=HEADS
    ),
    "accounts:end_access": Page(MANAGERS, with_colleague, is_scoped=True, only=HEADS),
    "accounts:confirm": Page(MANAGERS, of_led, is_scoped=True, only=HEADS),
    "accounts:help_with_phone": Page(MANAGERS, with_colleague, is_scoped=True, only=HEADS),
    "accounts:devices": Page(SIGNED_IN),
    "accounts:end_device": Page(SIGNED_IN, with_session, only="who is signed in there"),
    "accounts:end_other_devices": Page(SIGNED_IN),
    "account_change_password": Page(SIGNED_IN),
    "accounts:set_head": Page(MANAGERS, with_colleague, is_scoped=True, only=HEADS),
    "audit:trail": Page({Role.AUDITOR, Role.RECEIVER_AUDITOR}),
    "audit:export": Page({Role.AUDITOR, Role.RECEIVER_AUDITOR}),
    "directory:organisations": Page(ADMIN),
    "directory:register": Page(ADMIN),
    "directory:organisation": Page(ADMIN, of_organisation),
    "directory:change": Page(ADMIN, of_organisation),
    "directory:add_territory": Page(ADMIN, of_organisation),
    "directory:end_territory": Page(ADMIN, lambda world: [world.territory.pk]),
    "directory:remove_territory": Page(ADMIN, lambda world: [world.territory.pk]),
    "agreements:register": Page(READERS),
    "agreements:new": Page(ADMIN),
    "agreements:any_day": Page(READERS),
    "agreements:merge": Page(ADMIN),
    "paper_import:export": Page(READERS, lambda world: ["csv"]),
    "paper_import:imports": Page(ADMIN),
    "paper_import:template": Page(ADMIN, lambda world: ["csv"]),
    "paper_import:import": Page(ADMIN, of_import),
    "paper_import:confirm_import": Page(ADMIN, of_import),
    "paper_import:discard_import": Page(ADMIN, of_import),
    "paper_import:papers": Page(ADMIN),
    "paper_import:begin_paper": Page(ADMIN),
    "paper_import:paper": Page(ADMIN, of_paper()),
    "paper_import:paper_page": Page(ADMIN, of_paper(1)),
    "paper_import:discard_paper": Page(ADMIN, of_paper()),
    "agreements:upcoming_calendar": Page(READERS),
    "agreements:own_calendar": Page(READERS),
    "agreements:revoke_calendar": Page(READERS),
    "agreements:deadline_calendar": Page(READERS, of_agreement("evaluation")),
    "agreements:agreement": Page(READERS, of_agreement()),
    "agreements:history": Page(READERS, of_agreement()),
    "agreements:change_agreement": Page(ADMIN, of_agreement()),
    "agreements:change_protocol": Page(ADMIN, of_agreement()),
    "agreements:signatures": Page(ADMIN, of_agreement("protocol")),
    "agreements:signature": Page(ADMIN, of_agreement("protocol", "agency", 1)),
    "agreements:remove_signature": Page(ADMIN, of_agreement("protocol", "agency", 1)),
    "agreements:dpo_advice": Page(ADMIN, of_agreement("agency")),
    "agreements:mailbox": Page(READERS, of_agreement()),
    "agreements:set_mailbox": Page(ADMIN, of_agreement()),
    "agreements:verify_mailbox": Page(ADMIN, lambda world: [world.agreement.pk, world.mailbox.pk]),
    "agreements:doubts": Page(ADMIN, of_agreement()),
    "agreements:new_doubt": Page(ADMIN, of_agreement()),
    "agreements:settle_doubt": Page(ADMIN, lambda world: [world.agreement.pk, world.doubt.pk]),
    "agreements:start_check": Page(ADMIN, lambda world: [world.agreement.pk, world.mailbox.pk]),
    "agreements:record_bounce": Page(ADMIN, lambda world: [world.agreement.pk, world.mailbox.pk]),
    "agreements:restore_mailbox": Page(ADMIN, lambda world: [world.agreement.pk, world.mailbox.pk]),
    "agreements:messages": Page(READERS, of_agreement()),
    "agreements:message": Page(READERS, with_letter),
    "agreements:record_posting": Page(ADMIN, with_letter),
    "agreements:contacts": Page(READERS, of_agreement()),
    "agreements:new_contact": Page(ADMIN, of_agreement()),
    "agreements:change_contact": Page(ADMIN, with_contact),
    "agreements:remove_contact": Page(ADMIN, with_contact),
    "agreements:files": Page(READERS, of_agreement()),
    "agreements:keep_file": Page(ADMIN, of_agreement()),
    "agreements:file": Page(READERS, with_file),
    "agreements:read_file": Page(ADMIN, with_file),
    "agreements:withdraw_file": Page(ADMIN, with_file),
    "agreements:start_version": Page(ADMIN, of_agreement()),
    "agreements:take_over": Page(ADMIN, lambda world: [world.next_version.pk]),
    "agreements:stopping": Page(ADMIN, of_agreement()),
    "agreements:give_notice": Page(ADMIN, of_agreement("protocol")),
    "agreements:end_for_breach": Page(ADMIN, of_agreement()),
    "agreements:end_legal_ground": Page(ADMIN, of_agreement()),
    "agreements:suspend": Page(ADMIN, of_agreement()),
    "agreements:stop": Page(ADMIN, with_stop),
    "agreements:stop_letter": Page(ADMIN, with_stop),
    "agreements:take_back_stop": Page(ADMIN, with_stop),
    "agreements:own_parts": Page(ADMIN),
    "agreements:own_part": Page(ADMIN, of_agreement()),
    "agreements:ask_own_part": Page(ADMIN, of_agreement()),
    "agreements:end_own_part": Page(ADMIN, of_agreement()),
    "agreements:take_unchanged_pieces": Page(ADMIN, of_agreement()),
    "agreements:judge_own_piece": Page(ADMIN, with_own_piece),
    "agreements:own_papers": Page(TEAM | WORKER),
    "agreements:own_paper": Page(TEAM | WORKER, of_agreement(), is_scoped=True),
    "agreements:own_paper_file": Page(TEAM | WORKER, with_file, is_scoped=True),
    "agreements:own_stops": Page(TEAM | WORKER),
    "agreements:end_suspension": Page(ADMIN, lambda world: [world.agreement.pk, world.suspension.pk]),
    "agreements:notice_calculator": Page(READERS | TEAM),
    "agreements:processor_contracts": Page(READERS),
    "agreements:receiver_contracts": Page(READERS, of_organisation),
    "agreements:new_processor_contract": Page(ADMIN, of_organisation),
    "agreements:end_processor_contract": Page(ADMIN, lambda world: [a_contract_file(world.ocmw).contract_id]),
    "agreements:processor_contract_file": Page(READERS, with_contract_file),
    "gbo:register": Page(READERS),
    "gbo:regions": Page(READERS),
    "gbo:absence": Page(ADMIN, of_organisation),
    "gbo:agreement": Page(READERS, of_gbo()),
    "gbo:drawn_up": Page(ADMIN, of_gbo()),
    "gbo:advice": Page(ADMIN, of_gbo()),
    "gbo:publication": Page(ADMIN, of_gbo()),
    "gbo:add_file": Page(ADMIN, of_gbo()),
    "gbo:file": Page(READERS, of_gbo("gbo_file")),
    "gbo:add_party": Page(ADMIN, of_gbo()),
    "gbo:party": Page(ADMIN, of_gbo("gbo_party")),
    "gbo:mailbox": Page(ADMIN, of_gbo("gbo_party")),
    "gbo:set_mailbox": Page(ADMIN, of_gbo("gbo_party")),
    "gbo:verify_mailbox": Page(ADMIN, of_gbo("gbo_party", "gbo_mailbox")),
    "gbo:start_check": Page(ADMIN, of_gbo("gbo_party", "gbo_mailbox")),
    "gbo:record_bounce": Page(ADMIN, of_gbo("gbo_party", "gbo_mailbox")),
    "gbo:restore_mailbox": Page(ADMIN, of_gbo("gbo_party", "gbo_mailbox")),
    "gbo:remove_party": Page(ADMIN, of_gbo("gbo_party")),
    "gbo:stopping": Page(ADMIN, of_gbo()),
    "gbo:give_notice": Page(ADMIN, of_gbo("gbo_party")),
    "gbo:suspend": Page(ADMIN, of_gbo()),
    "gbo:end_suspension": Page(ADMIN, of_gbo("gbo_suspension")),
    "gbo:stop": Page(ADMIN, of_gbo("gbo_suspension")),
    "gbo:notice_letters": Page(ADMIN, of_gbo("gbo_party")),
    "gbo:notification_letter": Page(ADMIN, of_gbo("gbo_suspension")),
    "gbo:kept_stop": Page(ADMIN, with_gbo_stop),
    "gbo:stop_letter": Page(ADMIN, with_gbo_stop),
    "gbo:take_back_stop": Page(ADMIN, with_gbo_stop),
    "gbo:stop_message": Page(ADMIN, with_gbo_letter),
    "gbo:posting": Page(ADMIN, with_gbo_letter),
    "agreements:upcoming": Page(READERS),
    "agreements:duties": Page(READERS, of_agreement()),
    "agreements:publication": Page(ADMIN, of_agreement("agency")),
    "agreements:measures": Page(ADMIN, of_agreement()),
    "agreements:ask_proof": Page(ADMIN, of_agreement()),
    "agreements:receive_proof": Page(ADMIN, lambda world: [world.agreement.pk, a_proof_request(world.agreement).pk]),
    "agreements:report_change": Page(ADMIN, of_agreement()),
    "agreements:answer_change": Page(ADMIN, lambda world: [world.agreement.pk, a_reported_change(world.agreement).pk]),
    "agreements:new_processor": Page(ADMIN, of_agreement()),
    "agreements:change_processor": Page(ADMIN, lambda world: [world.agreement.pk, a_processor(world.agreement).pk]),
    "agreements:remove_processor": Page(ADMIN, lambda world: [world.agreement.pk, a_processor(world.agreement).pk]),
    "agreements:send_overview": Page(ADMIN, of_agreement()),
    "agreements:receive_overview": Page(ADMIN, of_agreement()),
    "agreements:evaluation": Page(READERS, of_agreement()),
    "agreements:invite_to_evaluation": Page(ADMIN, of_agreement()),
    "agreements:ask_parts": Page(ADMIN, of_agreement()),
    "agreements:evaluation_report": Page(
        READERS, lambda world: [world.agreement.pk, an_evaluation(world.agreement, held_on=date(2025, 3, 3)).pk]
    ),
    "agreements:prepare_version": Page(
        ADMIN,
        lambda world: [world.agreement.pk, an_evaluation(world.agreement, held_on=date(2025, 4, 3), agreed=True).pk],
    ),
    "agreements:hold_evaluation": Page(ADMIN, of_agreement()),
    "agreements:note_bottleneck": Page(ADMIN, of_agreement()),
    "agreements:bottlenecks": Page(TEAM | WORKER),
    "agreements:note_own_bottleneck": Page(TEAM | WORKER),
    "agreements:take_back_bottleneck": Page(TEAM | WORKER),
    "agreements:minutes": Page(ADMIN, lambda world: [world.agreement.pk, an_evaluation(world.agreement).pk]),
    "breaches:register": Page(READERS),
    "breaches:report": Page(TEAM | WORKER),
    "breaches:drills": Page(READERS),
    "breaches:drill_again": Page(ADMIN, lambda world: [a_breach_link(world.agreement.partner).pk]),
    "breaches:new": Page(ADMIN),
    "breaches:breach": Page(READERS, of_breach),
    "breaches:change": Page(ADMIN, of_breach),
    "breaches:add_agreement": Page(ADMIN, of_breach),
    "breaches:remove_agreement": Page(ADMIN, lambda world: [world.breach.pk, world.agreement.pk]),
    "breaches:add_partner": Page(ADMIN, of_breach),
    "breaches:remove_partner": Page(ADMIN, lambda world: [world.breach.pk, a_breach_partner(world.breach).pk]),
    "breaches:search": Page(ADMIN, of_breach),
    "breaches:search_again": Page(ADMIN, lambda world: [world.breach.pk, world.breach.searches.first().pk]),
    "breaches:take_out": Page(ADMIN, lambda world: [world.breach.pk, world.breach.affected.first().pk]),
    "breaches:put_back": Page(ADMIN, lambda world: [world.breach.pk, world.breach.affected.first().pk]),
    "breaches:notice": Page(ADMIN, of_breach),
    "breaches:letter": Page(READERS, lambda world: [world.breach.pk, world.breach.notices.first().pk]),
    "breaches:authority": Page(ADMIN, of_breach),
    "breaches:clients": Page(ADMIN, of_breach),
    "breaches:new_consultation": Page(ADMIN, of_breach),
    "breaches:new_measure": Page(ADMIN, of_breach),
    "breaches:change_measure": Page(ADMIN, lambda world: [world.breach.pk, world.breach.measures.first().pk]),
    "breaches:close": Page(ADMIN, of_breach),
    "breaches:reopen": Page(ADMIN, of_breach),
    "referrals:worklist": Page(TEAM),
    "referrals:file": Page(TEAM),
    "referrals:find": Page(TEAM),
    "referrals:practise": Page(TEAM),
    "referrals:practised": Page(TEAM),
    "referrals:watch": Page(TEAM, lambda world: [world.team.pk, "99001"], is_scoped=True),
    "referrals:stop_watching": Page(TEAM, with_watch, is_scoped=True, only=BEGAN),
    "referrals:route": Page(TEAM, lambda world: [world.team.pk, "99001"], is_scoped=True),
    "referrals:sheet": Page(TEAM, lambda world: [world.team.pk, "99001"], is_scoped=True),
    "referrals:draft_sheet": Page(TEAM, of_draft, is_scoped=True, only=BEGAN),
    "referrals:read_out": Page(TEAM, of_draft, is_scoped=True, only=BEGAN),
    "referrals:consent": Page(TEAM, of_draft, is_scoped=True, only=BEGAN),
    "referrals:data": Page(TEAM, of_draft, is_scoped=True, only=BEGAN),
    "referrals:check": Page(TEAM, of_draft, is_scoped=True, only=BEGAN),
    "referrals:discard": Page(TEAM, of_draft, is_scoped=True, only=BEGAN),
    "referrals:fetch_back": Page(TEAM, of_thrown_away, is_scoped=True, only=BEGAN),
    "referrals:referral": Page(TEAM, of_referral, is_scoped=True),
    "referrals:filed": Page(TEAM, of_referral, is_scoped=True),
    "referrals:state": Page(TEAM, of_referral, is_scoped=True),
    "referrals:send_waiting": Page(TEAM),
    "referrals:retry": Page(TEAM, of_referral, is_scoped=True),
    "referrals:cancel": Page(TEAM, of_referral, is_scoped=True),
    "outbox:stuck": Page(ADMIN),
    "upkeep:state": Page(ADMIN),
    "outbox:retry": Page(ADMIN, lambda world: [world.referral.transmission_id]),
    "outbox:cancel": Page(ADMIN, lambda world: [world.referral.transmission_id]),
    "referrals:password": Page(TEAM, of_referral, is_scoped=True),
    "referrals:report_breach": Page(TEAM, of_referral, is_scoped=True),
    "referrals:withdraw": Page(TEAM, of_referral, is_scoped=True),
    "referrals:seen": Page(TEAM, of_referral, is_scoped=True),
    "referrals:otherwise": Page(TEAM, of_referral, is_scoped=True),
    "referrals:moved": Page(TEAM, of_referral, is_scoped=True),
    "referrals:wrong_receiver": Page(TEAM, of_referral, is_scoped=True),
    "referrals:call": Page(TEAM, of_referral, is_scoped=True),
    "referrals:declared": Page(TEAM, of_referral, is_scoped=True),
    "referrals:report_defects": Page(TEAM, of_referral, is_scoped=True),
    "referrals:read_signed_sheet": Page(TEAM, of_referral, is_scoped=True),
    "referrals:add_signed_sheet": Page(TEAM, of_referral, is_scoped=True),
    "referrals:remove_signed_sheet": Page(TEAM, of_referral, is_scoped=True),
    "referrals:returning": Page(TEAM),
    "referrals:returning_anywhere": Page({Role.AUDITOR}),
    "referrals:openings": Page({Role.AUDITOR}),
    "referrals:ask_opening": Page(TEAM, of_referral, is_scoped=True),
    "referrals:agree": Page(TEAM | {Role.AUDITOR}, lambda world: [world.opening.pk], is_scoped=True, only=HEADS),
    "referrals:read_closed_sheet": Page(
        TEAM | {Role.AUDITOR}, lambda world: [world.opening.pk], is_scoped=True, only=HEADS
    ),
    "referrals:slip": Page(TEAM, of_referral, is_scoped=True),
    "referrals:dossier": Page(TEAM, of_referral, is_scoped=True),
    "referrals:was_it_allowed": Page(TEAM, of_referral, is_scoped=True),
    "referrals:take_over": Page(TEAM, lambda world: [world.team.pk], is_scoped=True),
    "referrals:correction": Page(TEAM, with_correction, is_scoped=True),
    "referrals:correction_call": Page(TEAM, with_correction, is_scoped=True),
    "referrals:resend": Page(TEAM, with_correction, is_scoped=True),
    "referrals:confirm": Page(TEAM, with_correction, is_scoped=True),
    "ocmw_intake:worklist": Page(WORKER),
    "ocmw_intake:worklist_mine": Page(WORKER),
    "ocmw_intake:worklist_unassigned": Page(WORKER),
    "ocmw_intake:worklist_to_delete": Page(WORKER),
    "ocmw_intake:worklist_closed": Page(WORKER),
    "ocmw_intake:search": Page(WORKER),
    "ocmw_intake:take_several": Page(WORKER),
    "ocmw_intake:take": Page(WORKER, of_referral, is_scoped=True),
    "ocmw_intake:assign": Page(WORKER, of_referral, is_scoped=True),
    "ocmw_intake:leave": Page(WORKER, of_referral, is_scoped=True),
    "ocmw_intake:referral": Page(WORKER, of_referral, is_scoped=True),
    "ocmw_intake:password": Page(WORKER, of_referral, is_scoped=True),
    "ocmw_intake:cannot_open": Page(WORKER, of_referral, is_scoped=True),
    "ocmw_intake:ask_again": Page(WORKER, of_referral, is_scoped=True),
    "ocmw_intake:check_mailbox": Page(WORKER, of_referral, is_scoped=True),
    "ocmw_intake:outcome": Page(WORKER, of_referral, is_scoped=True),
    "ocmw_intake:take_back_outcome": Page(WORKER, of_referral, is_scoped=True),
    "ocmw_intake:correct_attempt": Page(WORKER, with_attempt, is_scoped=True),
    "ocmw_intake:strike_attempt": Page(WORKER, with_attempt, is_scoped=True),
    "ocmw_intake:close_file": Page(WORKER, of_referral, is_scoped=True),
    "ocmw_intake:reopen_file": Page(WORKER, of_referral, is_scoped=True),
    "ocmw_intake:clocks": Page(WORKER),
    "ocmw_intake:terms": Page(WORKER, of_organisation, is_scoped=True),
    "ocmw_intake:withdrawn": Page(WORKER, of_referral, is_scoped=True),
    "ocmw_intake:deleted": Page(WORKER, of_referral, is_scoped=True),
    "ocmw_intake:stop_reminders": Page(WORKER, of_referral, is_scoped=True),
    "ocmw_intake:defects": Page(WORKER, of_referral, is_scoped=True),
    "account_reauthenticate": Page(SIGNED_IN),
    "mfa_reauthenticate": Page(SIGNED_IN),
    "mfa_index": Page(SIGNED_IN),
    "mfa_activate_totp": Page(SIGNED_IN),
    "mfa_deactivate_totp": Page(SIGNED_IN),
    "acmidm_prove": Page(SIGNED_IN),
    "mfa_add_webauthn": Page(SIGNED_IN),
    "mfa_reauthenticate_webauthn": Page(SIGNED_IN),
    "mfa_edit_webauthn": Page(SIGNED_IN, of_passkey, only=BEGAN),
    "mfa_remove_webauthn": Page(SIGNED_IN, of_passkey, only=BEGAN),
    "mfa_view_recovery_codes": Page(SIGNED_IN),
    "mfa_generate_recovery_codes": Page(SIGNED_IN),
    "figures:figures": Page(OF_FIGURES),
    "figures:export": Page(OF_FIGURES, lambda world: ["csv"]),
    "figures:dossier": Page(OF_FIGURES, of_agreement(), is_scoped=True),
    "figures:team_part": Page(TEAM | ADMIN, of_agreement(), is_scoped=True),
    "ocmw_intake:onward_ledger": Page(WORKER),
    "ocmw_intake:onward_send_waiting": Page(WORKER),
    "ocmw_intake:onward_breach": Page(WORKER),
    "ocmw_intake:onward": Page(WORKER, of_referral, is_scoped=True),
    "ocmw_intake:onward_partner": Page(
        WORKER, lambda world: [world.referral.reference, world.gbo.caw.organisation_id], is_scoped=True
    ),
    "ocmw_intake:onward_mailbox_works": Page(
        WORKER, lambda world: [world.referral.reference, world.gbo.caw.organisation_id], is_scoped=True
    ),
    "ocmw_intake:onward_data": Page(WORKER, with_sharing("consent_id"), is_scoped=True),
    "ocmw_intake:onward_withdrawn": Page(WORKER, with_sharing("consent_id"), is_scoped=True),
    "ocmw_intake:onward_retry": Page(WORKER, with_sharing("pk"), is_scoped=True),
    "ocmw_intake:onward_password": Page(WORKER, with_sharing("pk"), is_scoped=True),
}
OF_ONE_PERSON = {"mfa_edit_webauthn", "mfa_remove_webauthn"}
"""Their object is a second factor of who asks."""

TO_LINK = {"mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "account_reauthenticate"}
"""What one reaches to link the first app or passkey."""

OPEN = {
    "upkeep:alive": "says that the programs run, and nothing else",
    "upkeep:health": "asks a token, or comes from this machine; tells numbers only",
    "upkeep:metrics": "asks a token, or comes from this machine; tells numbers only",
    "ocmw_intake:have_archive": "the link of a reminder; stops reminders, shows nothing",
    "breaches:by_link": "the link of a breach contact; answers the drill",
    "breaches:report_by_link": "the same link; reports a breach of the own papers, and reads nothing",
    "accounts:accept_invitation": "the link of an invitation, which works once",
    "agreements:fill_in": "the link of an own part; what a partner was asked about itself",
    "agreements:fill_in_piece": "the same; one question of it",
    "help": "the guide, which is public in the repository too",
    "help_page": "a page of the guide",
    "help_reasons": "every reason why something may not be sent, in general",
    "contact": "says whom to ask",
    "privacy": "says what is kept of whom",
    "cookies": "names the cookies",
    "accessibility": "the accessibility statement",
    "security": "says where to report what is not safe",
    "security_txt": "the same for programs (RFC 9116)",
    "account_login": "asks address and password",
    "account_reset_password": "asks an address; the same answer for every address",
    "lost_password_asked": "says what to do, and nothing of an address",
    "choose_password": "the link of a mail, which works once and for an hour",
    "lost_phone": "says what to do",
    "mfa_authenticate": "asks a code, after the password",
    "acmidm_go": "leads to ACM/IDM, when that is on",
    "acmidm_return": "believes ACM/IDM only",
    "mfa_login_webauthn": "asks a passkey that verified its owner",
    "account_logout": "ends the session",
    "account_inactive": "says that an account is closed",
    "figures:partner_part": "the link of a mail; its figures are closed years without small numbers",
    "agreements:calendar": "the address of the own calendar, with its token",
    "agreements:answer_check": "the link of a mailbox check, with its code",
    "stop": "for clients: reference and code of the slip; shows nothing about anyone",
    "stop_in": "the same, in another language",
    "stop_received": "the same answer for everyone",
}
"""Pages for who is not signed in, and what keeps them."""


def test_every_url_has_a_row_in_this_table():
    assert {name for name, _pattern in views()} == set(PAGES) | OPEN.keys()


def test_the_page_of_the_docs_is_this_table():
    assert PAGE.read_text() == page(PAGES, OPEN), "make permissions"
