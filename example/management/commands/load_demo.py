"""Load the example: organisations, accounts, papers and referrals, all invented. A second time changes nothing."""

from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.second_factor import is_set
from agreements.actions.register_lines import judging_once
from agreements.models import Agreement
from directory.models import Organisation
from example import accounts
from example.breaches import register_example_breach
from example.client import add_client_work
from example.contact import add_contact_work
from example.duties import DutyWork
from example.figures import add_past_years
from example.files import keep_signed_papers, register_processor_contracts
from example.gbo import GboWork
from example.handover import NotDeliveredError
from example.onward import pass_on
from example.organisations import make_accounts, make_organisations
from example.papers import PaperWork
from example.people import add_people
from example.referrals import Casework
from example.reminders import add_unopened
from example.second_factor import link_app
from example.worklist import divide_the_work
from referrals.models import Referral


def example_users() -> dict[str, User]:
    """The accounts of the example, by address."""
    return {user.email: user for user in User.objects.filter(email__in=[each.email for each in accounts.ACCOUNTS])}


class Command(BaseCommand):
    help = "Laadt de voorbeelden: organisaties, accounts, overeenkomsten en aanmeldingen."

    @transaction.atomic  # all of it or nothing, also when somebody pulls the plug
    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if not Organisation.objects.filter(name=accounts.AGENCY).exists():
                self.register(at=timezone.now())
            if not Referral.objects.exists():
                self.do_casework()
        except NotDeliveredError as error:
            raise CommandError(str(error)) from None
        for user in example_users().values():
            if not is_set(user):  # also in a folder of before codes were asked
                link_app(user, timezone.now())
        self.stdout.write("De voorbeelden zijn geladen.")

    def register(self, *, at: datetime) -> None:
        self.stdout.write("Voorbeelden: organisaties en accounts …")
        organisations = make_organisations(at=at)
        users = make_accounts(organisations, at=at)
        self.stdout.write("Voorbeelden: overeenkomsten en protocollen …")
        with judging_once(at=at):
            PaperWork(organisations, users, at=at).register_all()
            GboWork(organisations, users, at=at).register_all()
            westerlo = Agreement.objects.get(partner=organisations[accounts.OCMW_WESTERLO])
            DutyWork(westerlo, users[accounts.ADMINISTRATOR.email], at=at).do_all()
            add_people(westerlo, users, at=at)
            keep_signed_papers(users[accounts.ADMINISTRATOR.email], at=at)
            register_processor_contracts(users[accounts.ADMINISTRATOR.email], at=at)

    def do_casework(self) -> None:
        self.stdout.write("Voorbeelden: aanmeldingen …")
        users = example_users()
        organisations = {organisation.name: organisation for organisation in Organisation.objects.all()}
        casework = Casework(users)
        add_unopened(casework)
        casework.do_all(PaperWork(organisations, users, at=timezone.now()))
        register_example_breach(users, at=timezone.now())
        add_client_work(casework)
        divide_the_work(users, at=timezone.now())
        add_past_years(users, at=timezone.now())
        self.stdout.write("Voorbeelden: opvolging …")
        pass_on(casework)
        add_contact_work(casework)
