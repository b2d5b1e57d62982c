"""A receiver did not open an archive: its team is told to call, calls, and gives the password by phone (D12)."""

from example import accounts


def test_a_team_is_told_to_call_and_gives_the_password_by_phone(a_person):
    team = a_person(accounts.TEAM_MEMBER_KEMPEN)
    team.page.goto(f"{team.product.site}/aanmeldingen/")
    waits = team.page.get_by_role("listitem").filter(has_text="bel de ontvanger, niemand las het wachtwoord")
    team.look("werklijst")
    team.open(waits.first.get_by_role("link"))
    assert team.sees("Herinneringen")
    assert team.sees(f"Bel {accounts.OCMW_WESTERLO}")
    assert team.sees("mail aan uw team om te bellen")
    team.look("bel-de-ontvanger")
    address = team.page.url
    team.press("Wachtwoord tonen")
    team.page.goto(address)
    assert not team.sees(f"Bel {accounts.OCMW_WESTERLO}")
    assert team.sees("Uw team las het wachtwoord, om het door te geven.")
    team.look("doorgegeven")
