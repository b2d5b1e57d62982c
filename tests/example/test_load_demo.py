import re
from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import call_command
from django.db import connection
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from agreements.models import Agreement, Contact, DpoAdvice, Mailbox, RegisterLine, Signature
from agreements.rules.register import judged
from agreements.terms.papers import PARTNER_KINDS
from audit.models import AuditEvent
from directory.models import Municipality, Organisation
from example import accounts, gbo
from example.management.commands import load_demo
from example.onward import MAILBOX_CAW
from example.referrals import NEW_MAILBOX_BRUSSELS
from example.second_factor import code_of
from figures.period import last_closed_year
from figures.receiver_side import tell_receiver_side
from gbo.models import GboAgreement
from gbo.route import GboAnswer, region_answers
from law.gate import check_agreement
from ocmw_intake.models import ASKS_FOR_WORK, Intake, referrals_of, with_standing
from referrals.models import Referral
from tests.local import running

REAL_NUMBERS = {"0212181956", "0212246886", "0886886638"}


@pytest.fixture(scope="module")
def loaded_once(shared_database: None, running_mailbox: running.Mailbox) -> Iterator[running.Mailbox]:
    """The example, loaded; its mails went to a mailbox that really runs."""
    running_mailbox.empty()
    lines = {"SMTP_PORT": running_mailbox.ports.smtp, "SMTP_CA_FILE": str(running_mailbox.ca_file)}
    with override_settings(**lines):
        call_command("load_municipalities", verbosity=0)
        call_command(load_demo.Command())
        connection.check_constraints()  # now, and not again after every test
        yield running_mailbox
    running_mailbox.empty()


@pytest.fixture
def loaded(loaded_once: running.Mailbox, db: None) -> running.Mailbox:
    """The example as it was loaded; what a test does to it is undone."""
    return loaded_once


def counts() -> list[int]:
    kept = (Organisation, User, Agreement, GboAgreement, Signature, DpoAdvice, Mailbox, Contact, Referral, AuditEvent)
    return [model.objects.count() for model in kept]


def test_a_second_load_changes_nothing(loaded: running.Mailbox) -> None:
    before = counts()
    call_command(load_demo.Command())
    assert counts() == before


def test_the_example_accounts_sign_in_with_a_code_also_in_a_folder_of_before_codes_were_asked(
    loaded: running.Mailbox,
) -> None:
    Authenticator.objects.all().delete()
    call_command(load_demo.Command())
    client = Client()
    email = accounts.TEAM_MEMBER_KEMPEN.email
    client.post(reverse("account_login"), {"login": email, "password": accounts.PASSWORD})
    client.post(reverse("mfa_authenticate"), {"code": code_of(email)})
    assert client.get(reverse("referrals:worklist")).status_code == 200


def test_the_referrals_stand_in_different_states(loaded: running.Mailbox) -> None:
    states = Referral.objects.filter(erased_at=None).with_status().values_list("state", flat=True)
    assert sorted(states) == ["blocked", *["opened"] * 6, "queued", "sent", "sent", "withdrawn"]


def test_past_years_are_over_and_give_the_figures_something_to_show(loaded: running.Mailbox) -> None:
    past = Intake.objects.filter(referral__erased_at__isnull=False)
    assert set(past.values_list("status", flat=True)) == {"closed", "deleted"}
    agreement = Agreement.objects.get(partner__name=accounts.OCMW_WESTERLO)
    year = last_closed_year(timezone.localdate())
    told = tell_receiver_side(year, (agreement.team_id, agreement.partner_id))
    assert told.total == 54
    assert told.tables["outcomes"]["wants_help"] == 26


def test_every_past_follow_up_stands_where_its_facts_say(loaded: running.Mailbox) -> None:
    facts = {one.pk: one for one in with_standing(Referral.objects.filter(erased_at__isnull=False))}
    kept = {one.referral_id: one for one in Intake.objects.filter(referral__in=facts)}
    assert kept.keys() == facts.keys()
    for key, one in kept.items():
        stands = (one.status, one.must_go_since, one.must_go_because)
        assert stands == (facts[key].intake_status, facts[key].must_go_since, facts[key].must_go_because)


def test_every_line_of_the_register_is_as_its_papers_are(loaded: running.Mailbox) -> None:
    today = timezone.localdate()
    fresh = {line.pk: line for line in judged(Agreement.objects.with_papers(), on=today)}
    kept = {line.pk: line for line in RegisterLine.objects.all()}
    assert kept.keys() == fresh.keys()
    names = [field.attname for field in RegisterLine._meta.fields]
    for key, line in kept.items():
        assert [getattr(line, name) for name in names] == [getattr(fresh[key], name) for name in names]


def test_only_what_was_sent_is_in_the_mailbox(loaded: running.Mailbox) -> None:
    with_mail = [address for address in loaded.store.addresses() if loaded.store.mails(address)]
    assert with_mail == sorted(
        [accounts.MAILBOX_WESTERLO, accounts.MAILBOX_BRUSSELS, NEW_MAILBOX_BRUSSELS, MAILBOX_CAW]
    )
    numbers = [len(loaded.store.mails(address)) for address in with_mail]
    assert dict(zip(with_mail, numbers, strict=True)) == {
        accounts.MAILBOX_WESTERLO: 10,  # the check of the mailbox, eight archives, and a request to delete
        accounts.MAILBOX_BRUSSELS: 1,
        NEW_MAILBOX_BRUSSELS: 1,
        MAILBOX_CAW: 2,  # the check of the mailbox, and what was passed on
    }


def test_the_social_worker_finds_work_in_different_states(loaded: running.Mailbox) -> None:
    worker = User.objects.get(email=accounts.SOCIAL_WORKER_WESTERLO.email)
    statuses = [one.intake_status for one in with_standing(referrals_of(worker).filter(erased_at=None))]
    assert sorted(statuses) == ["closed", "closed", "not_reached", *["to_contact"] * 3, *["to_delete"] * 3]


def test_of_the_work_some_is_divided_and_some_is_not(loaded: running.Mailbox) -> None:
    names = Intake.objects.filter(status__in=ASKS_FOR_WORK).values_list("assigned_to__email", flat=True)
    assert set(names) == {accounts.SOCIAL_WORKER_WESTERLO.email, accounts.COLLEAGUE_WESTERLO.email, None}


def test_the_papers_of_westerlo_and_the_caw_are_complete_and_those_of_diest_are_not(loaded: running.Mailbox) -> None:
    today = timezone.localdate()
    may = {
        agreement.partner.name: check_agreement(agreement=agreement, on=today).may_send
        for agreement in Agreement.objects.with_papers()
    }
    assert may == {accounts.OCMW_WESTERLO: True, accounts.CAW_BRUSSELS: True, accounts.OCMW_DIEST: False}


def test_the_gbo_agreement_of_westerlo_is_in_force_and_that_of_diest_is_not_finished(loaded: running.Mailbox) -> None:
    today = timezone.localdate()
    answers = {
        row.organisation.name: row.answer
        for row in region_answers(Organisation.objects.filter(kind__in=PARTNER_KINDS), today)
    }
    assert answers == {
        accounts.OCMW_WESTERLO: GboAnswer.YES,
        gbo.CAW: GboAnswer.YES,
        accounts.OCMW_DIEST: GboAnswer.NOT_YET,
        accounts.CAW_BRUSSELS: GboAnswer.UNKNOWN,
    }


def test_every_mailbox_in_use_was_checked_with_a_mail_that_really_arrived(loaded: running.Mailbox) -> None:
    in_use = Mailbox.objects.filter(replaced_at=None)
    assert [mailbox.checks.get().transmission.status for mailbox in in_use] == ["sent"] * 3
    assert all(mailbox.verified_on for mailbox in in_use)


def test_every_account_has_its_role_and_the_one_password(loaded: running.Mailbox) -> None:
    for account in accounts.ACCOUNTS:
        user = User.objects.get(email=account.email)
        assert user.has_role(account.role)
        assert user.check_password(accounts.PASSWORD)


def test_no_number_or_address_of_a_real_organisation_is_in_the_example(loaded: running.Mailbox) -> None:
    organisations = Organisation.objects.all()
    assert not REAL_NUMBERS & {organisation.enterprise_number for organisation in organisations}
    addresses = [
        *(organisation.email for organisation in organisations),
        *User.objects.values_list("email", flat=True),
        *Mailbox.objects.values_list("address", flat=True),
        *Contact.objects.values_list("email", flat=True),
        *DpoAdvice.objects.values_list("dpo_email", flat=True),
        *(referral.email or "" for referral in Referral.objects.all()),
    ]
    assert [address for address in addresses if address and not address.endswith(".example")] == []
    phones = [*(organisation.phone for organisation in organisations), *(one.phone for one in Referral.objects.all())]
    assert [phone for phone in phones if phone and not re.fullmatch(r"\+32(1[34]0000|4700000)\d\d", phone)] == []


def test_the_nis_codes_are_those_of_westerlo_and_diest(loaded: running.Mailbox) -> None:
    served = Municipality.objects.filter(territory__organisation__kind="ocmw").values_list("nis", "name")
    assert set(served) == {("13049", "Westerlo"), ("24020", "Diest")}
