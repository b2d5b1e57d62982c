"""Bottlenecks as team members and social workers note them: coded, per side, and a mistake leaves its trace (R46)."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse

from agreements import actions
from agreements.models import Agreement, Bottleneck, BottleneckKind
from agreements.terms.papers import Party
from audit.models import AuditEvent
from law.roles import Role
from tests.agreements.duties import a_bottleneck
from tests.builders.accounts import a_user
from tests.builders.agreements import a_next_version, papers_in_force
from tests.builders.directory import a_team, an_ocmw

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LIST, NEW = "agreements:bottlenecks", "agreements:note_own_bottleneck"


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def papers(db) -> Agreement:
    return papers_in_force(a_team("Team Heideproef"), an_ocmw("OCMW Proefbos"))


@pytest.fixture
def member(papers, signed_in):
    return signed_in(a_user(Role.TEAM_MEMBER, papers.team))


@pytest.fixture
def worker(papers, signed_in):
    return signed_in(a_user(Role.SOCIAL_WORKER, papers.partner))


def answers(papers: Agreement, **changes) -> dict[str, str]:
    return {"agreement": str(papers.pk), "kind": "national_number", "met_on": "20/11/2026", **changes}


def take_back(client, bottleneck: Bottleneck):
    return client.post(reverse("agreements:take_back_bottleneck"), {"bottleneck": bottleneck.pk}, follow=True)


@pytest.mark.parametrize(("who", "party"), [("member", Party.AGENCY), ("worker", Party.PARTNER)])
def test_each_side_notes_what_it_met_itself(papers, request, who, party):
    client = request.getfixturevalue(who)
    shown = client.post(reverse(NEW), answers(papers), follow=True).text
    noted = Bottleneck.objects.get()
    assert (noted.party, noted.kind, noted.met_on) == (party, "national_number", date(2026, 11, 20))
    assert "vraag naar het rijksregisternummer" in shown
    assert "nog te bespreken" in shown


def test_nothing_can_be_typed_but_a_day(papers, member, worker):
    for client in (member, worker):
        page = client.get(reverse(NEW)).text
        assert "<textarea" not in page
        assert page.count('type="text"') == 1
        assert "Gegevens van een" not in page


def test_neither_side_sees_what_the_other_noted(papers, member, worker):
    member.post(reverse(NEW), answers(papers, kind="mailbox_full"))
    worker.post(reverse(NEW), answers(papers, kind="birth_date"))
    assert "geboortedatum" not in member.get(reverse(LIST)).text
    assert "mailbox is vol" not in worker.get(reverse(LIST)).text
    assert take_back(member, Bottleneck.objects.get(party=Party.PARTNER)).status_code == 404


def test_a_receiver_cannot_note_how_it_went_with_a_client(papers, member, worker):
    """D4: "no contact" would be an attempt in vain under another name."""
    assert "contact met de cliënt lukt niet" not in worker.get(reverse(NEW)).text
    worker.post(reverse(NEW), answers(papers, kind=BottleneckKind.NO_CONTACT))
    assert not Bottleneck.objects.exists()
    assert "contact met de cliënt lukt niet" in member.get(reverse(NEW)).text


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"agreement": ""}, "Kies met wie u samenwerkt."),
        ({"agreement": "11111111-1111-4111-8111-111111111111"}, "Kies met wie u samenwerkt."),
        ({"agreement": "x"}, "Kies met wie u samenwerkt."),
        ({"kind": ""}, "Kies wat er misloopt."),
        ({"kind": "iets anders"}, "Kies een antwoord uit de lijst."),
        ({"met_on": "31/02/2026"}, "Typ een datum als dag/maand/jaar"),
        ({"met_on": "24/11/2026"}, "Deze datum ligt in de toekomst."),
    ],
)
def test_a_wrong_answer_gets_a_sentence_and_writes_nothing(papers, member, changes, sentence):
    assert sentence in member.post(reverse(NEW), answers(papers, **changes)).text
    assert not Bottleneck.objects.exists()


def test_another_organisations_agreement_cannot_be_chosen(papers, member):
    elsewhere = papers_in_force(a_team("Team Elders"), an_ocmw("OCMW Elders"))
    assert "Kies met wie u samenwerkt." in member.post(reverse(NEW), answers(elsewhere)).text


def test_only_the_version_that_counts_today_is_in_the_list(papers, member):
    coming = a_next_version(papers)
    page = member.get(reverse(NEW)).text
    assert str(papers.pk) in page
    assert str(coming.pk) not in page


def test_two_presses_on_the_button_note_one(papers, member):
    for _ in range(2):
        member.post(reverse(NEW), answers(papers))
    assert Bottleneck.objects.count() == 1


def test_a_mistake_is_taken_back_with_its_trace_and_counts_no_more(papers, member, signed_in):
    member.post(reverse(NEW), answers(papers))
    colleague = a_user(Role.TEAM_MEMBER, papers.team)
    shown = take_back(signed_in(colleague), Bottleneck.objects.get()).text
    assert f"teruggenomen door {colleague.name} op 23 november 2026" in shown
    assert "Knelpunt terugnemen" not in shown
    assert not Bottleneck.objects.exists()
    assert not papers.bottlenecks.exists()
    kept = Bottleneck.with_taken_back.get()
    assert (kept.taken_back_by, kept.taken_back_at) == (colleague, NOW)
    trail = list(AuditEvent.objects.order_by("pk").values_list("event", flat=True))
    assert trail[-2:] == ["bottleneck_noted", "bottleneck_taken_back"]
    assert "niet meer terugnemen" in take_back(member, kept).text


def test_what_was_discussed_is_not_taken_back(papers, member):
    found = a_bottleneck(papers)
    actions.evaluation.hold_evaluation(
        agreement=papers, held_on=date(2026, 11, 20), content=None, by=a_user(Role.ADMINISTRATOR), at=NOW
    )
    assert "besproken op 20 november 2026" in member.get(reverse(LIST)).text
    assert "niet meer terugnemen" in take_back(member, found).text
    assert Bottleneck.objects.exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        Bottleneck.objects.update(taken_back_at=NOW, taken_back_by=a_user())


@pytest.mark.parametrize("key", ["", "x", "11111111-1111-4111-8111-111111111111"])
def test_taking_back_what_is_not_there_does_nothing(papers, member, key):
    a_bottleneck(papers)
    answer = member.post(reverse("agreements:take_back_bottleneck"), {"bottleneck": key})
    assert answer.status_code == (404 if len(key) > 1 else 302)
    assert Bottleneck.objects.exists()


def test_the_list_goes_twelve_months_back(papers, member):
    a_bottleneck(papers, met_on=date(2025, 11, 23), kind=BottleneckKind.BIRTH_DATE)
    a_bottleneck(papers, met_on=date(2025, 11, 22), kind=BottleneckKind.FAMILY)
    page = member.get(reverse(LIST)).text
    assert "geboortedatum" in page
    assert "gezinssamenstelling" not in page


def test_the_trail_does_not_tell_what_a_receiver_met(papers, member, worker):
    """One note at a time is not a figure (D4)."""
    worker.post(reverse(NEW), answers(papers))
    take_back(worker, Bottleneck.objects.get())
    noted, taken = AuditEvent.objects.filter(event__startswith="bottleneck").order_by("pk")
    assert noted.details == taken.details == {"party": "partner"}


def test_administrators_see_how_often_and_no_days(papers, signed_in):
    for day in (2, 3):
        a_bottleneck(papers, party=Party.PARTNER, kind=BottleneckKind.BIRTH_DATE, met_on=date(2026, 11, day))
    page = signed_in(a_user(Role.ADMINISTRATOR)).get(reverse("agreements:evaluation", args=[papers.pk])).text
    assert "2 keer" in page
    assert "november 2026" not in page[page.index("Knelpunten voor") :]


def test_the_worklists_lead_there(papers, member, worker):
    assert reverse(LIST) in member.get(reverse("referrals:worklist")).text
    assert reverse(LIST) in worker.get(reverse("ocmw_intake:worklist")).text
