"""The command that brings the municipalities in line with the files."""

from collections import Counter
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from directory.models import Alias, Municipality, PostalCode, Territory

pytestmark = pytest.mark.django_db


def load() -> str:
    out = StringIO()
    call_command("load_municipalities", stdout=out)
    return out.getvalue()


def test_it_loads_all_565_municipalities_of_belgium():
    printed = load()
    regions = Counter(Municipality.objects.values_list("region", flat=True))
    assert regions == {"VLG": 285, "BRU": 19, "WAL": 261}
    assert PostalCode.objects.filter(code="1040").count() == 2
    assert Municipality.objects.get(pk="62063").name_fr == "Liège"
    assert printed.startswith("Gemeenten: 565. Postcodes: 1152. Andere namen: ")


def test_loading_twice_changes_nothing():
    first = load()
    before = (
        set(PostalCode.objects.values_list("municipality", "code")),
        set(Alias.objects.values_list("municipality", "name")),
    )
    assert load() == first
    after = (
        set(PostalCode.objects.values_list("municipality", "code")),
        set(Alias.objects.values_list("municipality", "name")),
    )
    assert before == after


def test_a_changed_name_and_a_lost_postal_code_are_put_right():
    load()
    Municipality.objects.filter(pk="13049").update(name="Westerloo")
    PostalCode.objects.create(municipality_id="13049", code="2999")
    load()
    westerlo = Municipality.objects.get(pk="13049")
    assert westerlo.name == "Westerlo"
    assert [postal.code for postal in westerlo.postal_codes.all()] == ["2260"]


def test_a_municipality_that_merged_stays_while_something_refers_to_it(municipality, organisation):
    melle = municipality("44040", "Melle", code="9090")
    municipality("44043", "Merelbeke", code="9820")
    Territory.objects.create(
        organisation=organisation(), municipality=melle, from_on=date(2019, 1, 1), until_on=date(2024, 12, 31)
    )
    printed = load()
    assert Municipality.objects.filter(pk="44040").exists()
    assert not Municipality.objects.filter(pk="44043").exists()
    assert "Bestaat niet meer, maar blijft omdat ernaar verwezen wordt: Melle." in printed
    assert not PostalCode.objects.filter(municipality=melle).exists()
    assert Municipality.objects.count() == 566


def test_a_failure_halfway_leaves_everything_as_it_was(monkeypatch):
    monkeypatch.setattr("directory.management.commands.load_municipalities._save_aliases", lambda rows: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        load()
    assert not Municipality.objects.exists()
