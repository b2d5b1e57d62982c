"""Dividing the work at the receiver, by hand, in a browser: lists, taking, giving away, giving back, finding."""

import re

from example import accounts
from tests.journeys.test_client_journey import a_sent_referral, open_at_receiver


def test_two_social_workers_divide_the_work(a_person, product):
    # Given two referrals that reached the OCMW
    member = a_person(accounts.TEAM_MEMBER_KEMPEN)
    first = a_sent_referral(member, first_name="Lotte", phone="0470 00 00 71")
    second = a_sent_referral(member, first_name="Miel", phone="0470 00 00 72")

    # When a social worker starts, then what is to do is there, the oldest first
    worker = a_person(accounts.SOCIAL_WORKER_WESTERLO)
    assert worker.page.url == f"{product.site}/opvolging/"
    worker.look("te-doen")
    worker.follow("Nog van niemand")
    worker.look("van-niemand")

    # And ticking nothing is explained
    worker.press("Op mijn naam zetten")
    assert worker.sees("Vink eerst aan welke aanmeldingen u opvolgt.")
    worker.look("niets-aangevinkt")

    # And two are taken at once, with the keyboard
    for reference in (first, second):
        worker.page.get_by_label(f"Aanmelding {reference} kiezen").focus()
        worker.page.keyboard.press("Space")
    worker.press("Op mijn naam zetten")
    assert worker.sees("2 aanmeldingen staan op uw naam.")
    worker.follow("Van mij")
    assert worker.sees(first)
    assert worker.sees(second)
    worker.look("van-mij")

    # And one is given to a colleague
    worker.follow(second)
    worker.page.get_by_text("Iemand anders laten opvolgen").click()
    worker.look("behandelaar")
    worker.page.get_by_label("Wie volgt deze aanmelding op?").select_option(label=accounts.COLLEAGUE_WESTERLO.name)
    worker.press("Behandelaar wijzigen")
    assert worker.sees(f"{accounts.COLLEAGUE_WESTERLO.name} volgt deze aanmelding op.")
    worker.look("aan-collega")
    worker.follow("Terug naar de lijst")
    assert worker.page.url == f"{product.site}/opvolging/van-mij/"
    assert not worker.sees(second)

    # Then the colleague has it, and gives it back
    colleague = a_person(accounts.COLLEAGUE_WESTERLO)
    colleague.follow("Van mij")
    colleague.follow(second)
    colleague.page.get_by_text("Iemand anders laten opvolgen").click()
    colleague.press("Aanmelding teruggeven")
    assert colleague.sees("Nog niemand volgt deze aanmelding op.")

    # And who looked at an old page is told who was first
    open_at_receiver(worker, second)
    colleague.press("Op mijn naam zetten")
    worker.press("Op mijn naam zetten")
    assert worker.sees(f"{accounts.COLLEAGUE_WESTERLO.name} volgt deze aanmelding al op.")
    worker.look("collega-was-eerst")

    # And a list can be narrowed
    worker.page.goto(f"{product.site}/opvolging/")
    worker.page.get_by_label("Behandelaar").select_option(label=accounts.COLLEAGUE_WESTERLO.name)
    worker.press("Lijst filteren")
    assert worker.sees(second)
    assert not worker.sees(first)
    worker.look("gefilterd")

    # And on paper stands the list, without what one presses
    worker.page.emulate_media(media="print")
    assert worker.sees(second)
    assert not worker.page.get_by_role("button").filter(visible=True).count()
    worker.keep_picture("afdruk")


def test_a_social_worker_finds_one_referral(a_person, product):
    # Given a reference on the phone, typed without its hyphen
    worker = a_person(accounts.SOCIAL_WORKER_WESTERLO)
    [reference, *_others] = re.findall(r"[0-9A-Z]{4}-[0-9A-Z]{4}", worker.page.locator("main").inner_text())
    worker.page.get_by_label("Referentie of eigen dossiernummer").fill(reference.replace("-", "").lower())
    worker.press("Aanmelding zoeken")
    assert worker.sees(f"Aanmelding {reference}")

    # And one that is not there
    worker.page.goto(f"{product.site}/opvolging/zoeken/")
    worker.page.get_by_label("Referentie of eigen dossiernummer").fill("2031/999")
    worker.press("Aanmelding zoeken")
    assert worker.sees("Wij vinden geen aanmelding met deze referentie of dit dossiernummer.")
    assert worker.page.url.startswith(f"{product.site}/opvolging/zoeken/")
    assert "2031" not in worker.page.url.partition("?opnieuw=")[0]
    worker.look("niet-gevonden")

    # And lists with what must go, and with what is over
    worker.page.goto(f"{product.site}/opvolging/te-verwijderen/")
    worker.look("te-verwijderen")
    worker.page.goto(f"{product.site}/opvolging/afgesloten/")
    worker.look("afgesloten")

    # And a receiver without any referral reads what happens next
    brussels = a_person(accounts.SOCIAL_WORKER_BRUSSELS)
    brussels.look("leeg")
