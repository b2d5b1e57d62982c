"""The information sheet at the team member: before a referral is begun, and while it is written (R52)."""

import re

import pytest
from django.urls import reverse

from agreements.models import DpoAdvice, Protocol
from consent import information
from consent.sheet import SheetFacts
from directory.models import Organisation, Territory
from law.roles import Role
from referrals.models import Draft
from tests.builders.accounts import a_user
from tests.builders.agreements import papers_in_force
from tests.builders.directory import a_municipality, a_team, an_agency, an_ocmw

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    residence = a_municipality()
    team = a_team()
    papers_in_force(team, an_ocmw(serves=residence))
    return Draft.objects.create(team=team, residence=residence, started_by=a_user(Role.TEAM_MEMBER, team))


@pytest.fixture
def client(signed_in, draft):
    return signed_in(draft.started_by)


def sheet_url(draft) -> str:
    return reverse("referrals:sheet", args=[draft.team_id, draft.residence_id])


def test_both_pages_before_the_gathering_lead_to_the_sheet(client, draft):
    route = client.get(reverse("referrals:route", args=[draft.team_id, draft.residence_id])).text
    assert sheet_url(draft) in route
    question = client.get(reverse("referrals:consent", args=[draft.pk])).text
    assert reverse("referrals:draft_sheet", args=[draft.pk]) in question
    assert reverse("referrals:read_out", args=[draft.pk]) in question


def test_what_is_read_out_stands_a_point_a_screen_with_the_dutch_beside_it(client, draft):
    page = client.get(reverse("referrals:read_out", args=[draft.pk]), {"taal": "ar"}).text
    facts = SheetFacts(draft.team.name, "OCMW Voorbeelddorp")
    for point in information.parallel(information.CURRENT, "ar", facts)["sheet"].points:
        assert point.heading in page
    assert page.count('class="app-read"') == 7
    assert page.count('class="app-read__dutch"') == 7


def test_the_sheet_is_dutch_until_a_language_is_chosen(client, draft):
    page = client.get(sheet_url(draft)).text
    assert "Mogen wij uw gegevens doorgeven?" in page
    assert "nog niet nagekeken" not in page


@pytest.mark.parametrize("language", ["fr", "en", "ar", "tr", "uk"])
def test_a_translation_stands_beside_the_dutch_and_says_that_it_waits_for_a_check(client, draft, language):
    """D10."""
    page = client.get(sheet_url(draft), {"taal": language}).text
    shown = information.parallel(information.CURRENT, language, SheetFacts(draft.team.name, "OCMW Voorbeelddorp"))
    assert shown["sheet"].title in page
    assert "Mogen wij uw gegevens doorgeven?" in page
    assert "nog niet nagekeken door een moedertaalspreker" in page
    assert f'<div lang="{language}" dir="{shown["direction"]}">' in page


@pytest.mark.parametrize("language", ["other", "xx", "../..", "\x00"])
def test_a_language_that_does_not_exist_gives_the_dutch_sheet(client, draft, language):
    answer = client.get(sheet_url(draft), {"taal": language})
    assert answer.status_code == 200
    assert "nog niet nagekeken" not in answer.text


def test_the_way_back_from_a_draft_leads_to_its_own_question(client, draft):
    page = client.get(reverse("referrals:draft_sheet", args=[draft.pk])).text
    assert reverse("referrals:consent", args=[draft.pk]) in page


def test_without_a_receiver_there_is_nothing_to_tell(client, draft):
    Territory.objects.all().delete()
    assert client.get(sheet_url(draft)).url == reverse("referrals:route", args=[draft.team_id, draft.residence_id])


def test_the_sheet_says_how_both_sides_and_their_dpos_are_reached(client, draft):
    """D18; what nobody registered is left out."""
    protocol = Protocol.objects.get(agreement__team=draft.team)
    DpoAdvice.objects.filter(protocol=protocol, party="agency").update(dpo_email="dpo@agentschap.example")
    DpoAdvice.objects.filter(protocol=protocol, party="partner").update(dpo_name="", dpo_email="")
    Organisation.objects.filter(name="OCMW Voorbeelddorp").update(phone="", email="onthaal@ocmw.example")
    agency = an_agency()
    page = re.sub("<[^>]+>", "", client.get(sheet_url(draft)).text)
    assert f"{draft.team.name}: Dorpsstraat 1, 9999 Voorbeelddorp, 014 00 00 00" in page
    assert "OCMW Voorbeelddorp: Dorpsstraat 1, 9999 Voorbeelddorp, onthaal@ocmw.example" in page
    assert f"DPO {agency.name}: dpo@agentschap.example" in page
    assert "DPO OCMW Voorbeelddorp" not in page
    assert f"{agency.name} voor het doorgeven" in page
