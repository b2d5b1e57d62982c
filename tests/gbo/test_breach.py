"""A breach at a GBO partner: who is told follows from the papers, and not from what was passed on (D19, D31)."""

import re
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from agreements.models import Message, MessageKind
from breaches.actions import register_breach
from directory.models import Organisation
from law.roles import Role
from tests.builders.accounts import a_user
from tests.builders.agreements import papers_in_force
from tests.builders.breaches import a_breach
from tests.builders.directory import a_dmw, a_team, an_ocmw
from tests.builders.gbo import a_gbo_agreement

pytestmark = pytest.mark.django_db


@pytest.fixture
def gbo():
    """The CAW has a general address, the OCMW only a DPO, the DMW nothing at all."""
    made = a_gbo_agreement()
    caw, ocmw, dmw = made.parties_in_order
    Organisation.objects.filter(pk=caw.organisation_id).update(email="onthaal@caw.example")
    Organisation.objects.filter(pk__in=[ocmw.organisation_id, dmw.organisation_id]).update(email="")
    made.parties.filter(pk=caw.pk).update(dpo_name="Lo Testers", dpo_email="dpo@caw.example")
    made.parties.filter(pk=ocmw.pk).update(dpo_name="", dpo_email="dpo@ocmw-bos.example")
    made.parties.filter(pk=dmw.pk).update(dpo_email="")
    return made


def test_the_partner_and_the_other_core_actors_are_told_what_each_must_do(gbo, signed_in):
    administrator = a_user(Role.ADMINISTRATOR)
    browser, now = signed_in(administrator), timezone.now()
    details = {"discovered_at": now, "discovered_by": "partner", "happenings": ["broken_into"]}
    breach = register_breach(
        key=uuid.uuid4(),
        details={**details, "from_on": None, "until_on": None},
        agreement=None,
        by=administrator,
        at=now,
    )
    caw, ocmw, dmw = (one.organisation for one in gbo.parties_in_order)
    add, notice = reverse("breaches:add_partner", args=[breach.pk]), reverse("breaches:notice", args=[breach.pk])
    stranger = a_dmw("DMW Elders")
    assert "Kies een GBO-partner uit de lijst." in browser.post(add, {"partner": stranger.pk}, follow=True).text
    for _twice in range(2):
        browser.post(add, {"partner": caw.pk})
    assert list(breach.partners.all()) == [caw]
    assert str(caw) in breach.name
    shown = browser.get(notice).text
    browser.post(notice, {"shown": re.search(r'name="shown" value="(.+?)"', shown).group(1)})
    told = {one.recipient: one for one in Message.objects.filter(kind=MessageKind.BREACH).exclude(written_by=None)}
    assert set(told) == {"onthaal@caw.example", "dpo@caw.example", "dpo@ocmw-bos.example", ""}
    for address in ("onthaal@caw.example", "dpo@caw.example"):
        assert "Opgroeien ziet niet wat u kreeg." in told[address].body
    for address in ("dpo@ocmw-bos.example", ""):
        assert f"Ga na of u gegevens doorgaf aan {caw}." in told[address].body
    assert told[""].body.startswith(f"{dmw}\n")
    assert all(one.agreement is None and str(ocmw) not in one.body for one in told.values())
    browser.post(reverse("breaches:remove_partner", args=[breach.pk, caw.pk]))
    assert not breach.partners.exists()


def test_an_address_that_stands_twice_gets_the_letter_of_the_partner(gbo, signed_in):
    """One DPO works for two of them: what must happen at once at the partner comes first."""
    gbo.parties.update(dpo_email="DPO@samen.example")
    administrator = a_user(Role.ADMINISTRATOR)
    breach = a_breach(papers_in_force(a_team(), an_ocmw()), by=administrator)
    breach.partners.add(gbo.caw.organisation)
    shown = signed_in(administrator).get(reverse("breaches:notice", args=[breach.pk])).text
    assert shown.count("DPO@samen.example.") == 1
    assert "Opgroeien ziet niet wat u kreeg." in shown
