"""The steps of filing a referral, as a team member takes them in the browser."""

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from consent import information
from directory.models import Organisation
from referrals.models import Draft

CONSENT = {
    "client": "parent",
    "told": ["told_purpose", "told_data", "told_receiver", "told_next_steps", "told_expectations"],
    "voluntary": ["is_free", "is_explicit", "is_decided_together"],
    "channel": "oral",
    "language": "nl",
    "interpreter": "none",
}
DATA = {
    "first_name": "Noor",
    "last_name": "Van den Voorbeeld",
    "street": "Lindelaan 22/1",
    "box": "3",
    "postal_code": "9999",
    "phone": "0470 00 00 12",
    "email": "noor@post.example",
}

NOWHERE = {"street": "", "box": "", "postal_code": ""}


def consent_answers(**changes) -> dict:
    told_about = f"{information.CURRENT}/{Organisation.objects.get(kind='ocmw', name='OCMW Voorbeelddorp').pk}"
    return {**CONSENT, "told_about": told_about, "given_on": timezone.localdate().strftime("%d/%m/%Y"), **changes}


def start(client: Client, team: Organisation) -> Draft:
    client.post(reverse("referrals:route", args=[team.pk, "99001"]))
    return Draft.objects.get()


def send(client: Client, draft: Draft):
    """Press the button on the check page as it is now."""
    revision = Draft.objects.get(pk=draft.pk).revision
    return client.post(reverse("referrals:check", args=[draft.pk]), {"revision": revision})


def fill(client: Client, draft: Draft) -> None:
    client.post(reverse("referrals:consent", args=[draft.pk]), consent_answers())
    client.post(reverse("referrals:data", args=[draft.pk]), DATA)
