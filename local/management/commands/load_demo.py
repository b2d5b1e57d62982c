"""Load the example: organisations, accounts, papers and referrals, all invented. A second time changes nothing."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from directory.models import Organisation
from local.example import accounts
from local.example.client import add_client_work
from local.example.organisations import make_accounts, make_organisations
from local.example.papers import PaperWork
from local.example.referrals import Casework, NotDeliveredError
from referrals.models import Referral


class Command(BaseCommand):
    help = "Laadt de voorbeelden: organisaties, accounts, overeenkomsten en aanmeldingen."

    def handle(self, *args: Any, **options: Any) -> None:
        if not Organisation.objects.filter(name=accounts.AGENCY).exists():
            with transaction.atomic():
                at = timezone.now()
                organisations = make_organisations(at=at)
                users = make_accounts(organisations, at=at)
                PaperWork(organisations, users, at=at).register_all()
        if not Referral.objects.exists():
            try:
                self.do_casework()
            except NotDeliveredError as error:
                raise CommandError(str(error)) from None
        self.stdout.write("De voorbeelden zijn geladen.")

    def do_casework(self) -> None:
        users = {user.email: user for user in User.objects.filter(email__in=[each.email for each in accounts.ACCOUNTS])}
        organisations = {organisation.name: organisation for organisation in Organisation.objects.all()}
        casework = Casework(users)
        casework.do_all(PaperWork(organisations, users, at=timezone.now()))
        add_client_work(casework)
