"""What is stuck: an administrator reads why, a team member reads what can be done."""

from example import accounts


def test_an_administrator_reads_what_is_stuck_and_no_client(a_person):
    person = a_person(accounts.ADMINISTRATOR)
    person.follow("Verzendingen")
    person.look("verzendingen")
    assert person.sees("tegengehouden")
    assert person.sees("Het team beslist")
    assert not person.sees("Testmans")


def test_a_team_member_reads_why_a_message_is_kept_in(a_person):
    person = a_person(accounts.TEAM_MEMBER_DEMER)
    person.page.goto(f"{person.product.site}/aanmeldingen/?status=blocked")
    person.open(person.page.locator("table a").first)
    person.look("tegengehouden")
    assert person.sees("Deze mail gaat nooit naar een ander adres.")
