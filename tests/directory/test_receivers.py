"""Who receives for a municipality on a day (R1–R3, R5)."""

from datetime import date

import pytest

from directory.models import Territory
from directory.receivers import receiver_for, receivers_for
from law.facts import OrganisationKind, Region, TerritoryFacts
from law.receiver import serves

pytestmark = pytest.mark.django_db

LAST_DAY_BEFORE = date(2024, 12, 31)
DAY_OF_MERGER = date(2025, 1, 1)


def serve(organisation, municipality, from_on=date(2019, 1, 1), until_on=None) -> Territory:
    return Territory.objects.create(
        organisation=organisation, municipality=municipality, from_on=from_on, until_on=until_on
    )


def test_in_flanders_the_ocmw_receives_and_no_one_else(organisation, municipality):
    westerlo = municipality()
    ocmw = organisation(OrganisationKind.OCMW)
    for kind in OrganisationKind:
        serve(ocmw if kind == OrganisationKind.OCMW else organisation(kind), westerlo)
    assert receiver_for(westerlo, DAY_OF_MERGER) == ocmw


def test_in_brussels_the_caw_receives_and_no_one_else(organisation, municipality):
    etterbeek = municipality("21005", "Etterbeek", Region.BRUSSELS, "1040")
    caw = organisation(OrganisationKind.CAW)
    serve(caw, etterbeek)
    serve(organisation(OrganisationKind.OCMW), etterbeek)
    assert receiver_for(etterbeek, DAY_OF_MERGER) == caw


def test_in_wallonia_nobody_receives_whoever_is_registered(organisation, municipality):
    luik = municipality("62063", "Luik", Region.WALLONIA, "4000")
    serve(organisation(OrganisationKind.OCMW), luik)
    serve(organisation(OrganisationKind.CAW), luik)
    assert receiver_for(luik, DAY_OF_MERGER) is None


@pytest.mark.parametrize(
    ("on", "receives"),
    [
        (date(2023, 12, 31), False),
        (date(2024, 1, 1), True),
        (date(2024, 12, 31), True),
        (date(2025, 1, 1), False),
    ],
)
def test_first_and_last_day_of_a_territory_are_included(organisation, municipality, on, receives):
    westerlo, ocmw = municipality(), organisation()
    serve(ocmw, westerlo, date(2024, 1, 1), date(2024, 12, 31))
    assert (receiver_for(westerlo, on) == ocmw) is receives


def test_two_receivers_before_a_merger_become_one_after_it(organisation, municipality):
    melle, merelbeke = municipality("44040", "Melle", code="9090"), municipality("44043", "Merelbeke", code="9820")
    merged = municipality("44088", "Merelbeke-Melle", code="9091")
    of_melle, of_merelbeke, of_both = organisation(), organisation(), organisation()
    serve(of_melle, melle, until_on=LAST_DAY_BEFORE)
    serve(of_merelbeke, merelbeke, until_on=LAST_DAY_BEFORE)
    serve(of_both, merged, DAY_OF_MERGER)
    before = [receiver_for(place, LAST_DAY_BEFORE) for place in (melle, merelbeke, merged)]
    after = [receiver_for(place, DAY_OF_MERGER) for place in (melle, merelbeke, merged)]
    assert before == [of_melle, of_merelbeke, None]
    assert after == [None, None, of_both]


def test_nobody_guesses_between_two_receivers_for_one_municipality(organisation, municipality):
    merged = municipality("44088", "Merelbeke-Melle", code="9090")
    of_melle, of_merelbeke = organisation(), organisation()
    serve(of_melle, merged, until_on=LAST_DAY_BEFORE)
    serve(of_merelbeke, merged)
    assert receiver_for(merged, LAST_DAY_BEFORE) is None
    assert set(receivers_for(merged, LAST_DAY_BEFORE)) == {of_melle, of_merelbeke}
    assert receiver_for(merged, DAY_OF_MERGER) == of_merelbeke


def test_an_organisation_that_is_no_longer_active_receives_nothing(organisation, municipality):
    westerlo, ocmw = municipality(), organisation(is_active=False)
    serve(ocmw, westerlo)
    assert receiver_for(westerlo, DAY_OF_MERGER) is None


def test_the_receiver_says_its_territory_as_the_law_asks_for_it(organisation, municipality):
    westerlo, ocmw = municipality(), organisation()
    serve(ocmw, westerlo)
    receiver = receiver_for(westerlo, DAY_OF_MERGER)
    facts: list[TerritoryFacts] = list(receiver.territory_facts)
    assert serves(receiver, "13049", DAY_OF_MERGER)
    assert not serves(receiver, "13049", date(2018, 12, 31))
    assert [fact.municipality_id for fact in facts] == ["13049"]
