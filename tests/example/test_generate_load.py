"""A database to measure on: invented, and as lawful as the real thing."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from directory.models import Municipality
from directory.receivers import receiver_for
from example.load import casework
from example.management.commands import generate_load
from ocmw_intake.models import Intake, with_standing
from referrals.actions import due_for_erasure
from referrals.models import Referral
from tests.builders.directory import an_ocmw


@pytest.fixture(autouse=True)
def _small(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    call_command("load_municipalities", verbosity=0)
    monkeypatch.setattr(generate_load, "AGREEMENTS", 20)
    for name, number in {"RECENT": 20, "OLD": 8, "COPIES": 10, "BATCH": 100}.items():
        monkeypatch.setattr(casework, name, number)


def generate(rows: int) -> str:
    """Generate, and return what the command said."""
    said = StringIO()
    call_command(generate_load.Command(), rows=rows, stdout=said, stderr=StringIO())
    return said.getvalue()


def test_every_follow_up_stands_where_its_facts_say():
    generate(300)
    facts = {one.pk: one for one in with_standing(Referral.objects.filter(transmission__sent_at__isnull=False))}
    kept = {one.referral_id: one for one in Intake.objects.all()}
    assert kept.keys() == facts.keys()
    assert len({one.status for one in kept.values()}) > 4
    for key, one in kept.items():
        assert (one.status, one.must_go_since) == (facts[key].intake_status, facts[key].must_go_since)


def test_nothing_is_held_longer_than_the_law_lets_it():
    generate(300)
    assert due_for_erasure(at=timezone.now()) == []
    assert Referral.objects.filter(erased_at=None).exists()


def test_a_generation_that_was_stopped_goes_on_where_it_was(monkeypatch: pytest.MonkeyPatch):
    write = casework.write_copies
    calls = []

    def stop_in_the_second(*args: object, **how: object) -> None:
        write(*args, **how)
        calls.append(args)
        if len(calls) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(casework, "write_copies", stop_in_the_second)
    with pytest.raises(KeyboardInterrupt):
        generate(250)
    assert Referral.objects.count() == 100
    monkeypatch.setattr(casework, "write_copies", write)
    generate(250)
    assert Referral.objects.count() == 250


def test_a_number_below_one_is_refused_with_a_sentence():
    with pytest.raises(CommandError, match="geef een aantal van 1 of meer"):
        generate(0)


def test_where_an_ocmw_works_already_no_second_one_is_invented():
    place = Municipality.objects.get(name="Westerlo")
    ocmw = an_ocmw(serves=place)
    said = generate(10)
    assert receiver_for(place, timezone.localdate()) == ocmw
    assert f"Hier werkt al een OCMW, dus kwam er niets bij: {place.name}." in said


def test_it_says_what_it_made_and_a_second_time_what_it_added():
    said = generate(10)
    assert "20 overeenkomsten" in said
    assert "Er kwamen 10 verzonnen aanmeldingen bij. Er zijn er nu 10." in said
    assert generate(15) == "Er kwamen 5 verzonnen aanmeldingen bij. Er zijn er nu 15.\n"
