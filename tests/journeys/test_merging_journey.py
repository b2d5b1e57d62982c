"""Two municipalities of the example would become one: an administrator looks at what changes, and goes back."""

from datetime import date

from django.utils import timezone

from example import accounts


def test_a_merger_is_shown_before_it_happens(a_person, product):
    day = date(timezone.localdate().year + 1, 1, 1)

    # Given an administrator who opens the page from the register
    administrator = a_person(accounts.ADMINISTRATOR)
    page = administrator.page
    page.goto(f"{product.site}/overeenkomsten/")
    administrator.follow("Gemeenten samenvoegen")

    # When a place is unknown, a sentence says so and nothing typed is lost
    page.get_by_label("Welke gemeenten verdwijnen?").fill("Nergenshuizen")
    page.get_by_label("Welke gemeente komt in de plaats?").fill("Westerlo")
    page.get_by_label("Eerste dag van de nieuwe gemeente").fill(f"{day:%d/%m/%Y}")
    administrator.press("Voorbeeld tonen")
    assert administrator.sees("Deze plaats kennen wij niet.")
    administrator.look("onbekend")

    # Then the preview shows what ends, and which papers are needed anew
    page.get_by_label("Welke gemeenten verdwijnen?").fill("Diest")
    administrator.press("Voorbeeld tonen")
    assert administrator.sees(f"laatste dag 31 december {day.year - 1}")
    assert administrator.sees("Er wordt niets overgenomen.")
    administrator.look("voorbeeld")

    # And the answers can still be changed
    administrator.press("Antwoorden wijzigen")
    assert page.get_by_label("Welke gemeenten verdwijnen?").input_value() == "Diest"
