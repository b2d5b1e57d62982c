from django.urls import include, path

from ocmw_intake.models.worklist import Tab
from ocmw_intake.views import (
    archives,
    assignment,
    clocks,
    closing,
    contact,
    defects,
    ending,
    passwords,
    referral,
    search,
    terms,
    worklist,
)

app_name = "ocmw_intake"
urlpatterns = [
    path("", worklist.worklist, name="worklist"),
    path("van-mij/", worklist.worklist, {"tab": Tab.MINE}, name="worklist_mine"),
    path("van-niemand/", worklist.worklist, {"tab": Tab.UNASSIGNED}, name="worklist_unassigned"),
    path("te-verwijderen/", worklist.worklist, {"tab": Tab.TO_DELETE}, name="worklist_to_delete"),
    path("afgesloten/", worklist.worklist, {"tab": Tab.CLOSED}, name="worklist_closed"),
    path("zoeken/", search.search, name="search"),
    path("op-mijn-naam/", assignment.take_several, name="take_several"),
    path("termijnen/", clocks.clocks, name="clocks"),
    path("bewaartermijnen/<uuid:partner_id>/", terms.terms, name="terms"),
    path("<reference:reference>/", referral.referral, name="referral"),
    path("<reference:reference>/op-mijn-naam/", assignment.take, name="take"),
    path("<reference:reference>/behandelaar/", assignment.assign, name="assign"),
    path("<reference:reference>/teruggeven/", assignment.leave, name="leave"),
    path("<reference:reference>/wachtwoord/", passwords.password, name="password"),
    path("<reference:reference>/archief-openen/", archives.cannot_open, name="cannot_open"),
    path("<reference:reference>/archief-openen/opnieuw/", archives.ask_again, name="ask_again"),
    path("<reference:reference>/archief-openen/proefmail/", archives.check_mailbox, name="check_mailbox"),
    path("<reference:reference>/resultaat/", contact.outcome, name="outcome"),
    path("<reference:reference>/resultaat/intrekken/", contact.take_back_outcome, name="take_back_outcome"),
    path("<reference:reference>/poging/<uuid:attempt_id>/verbeteren/", contact.correct_attempt, name="correct_attempt"),
    path("<reference:reference>/poging/<uuid:attempt_id>/doorhalen/", contact.strike_attempt, name="strike_attempt"),
    path("<reference:reference>/dossier/afsluiten/", closing.close, name="close_file"),
    path("<reference:reference>/dossier/heropenen/", closing.reopen, name="reopen_file"),
    path("<reference:reference>/ingetrokken/", ending.withdrawn, name="withdrawn"),
    path("<reference:reference>/gewist/", ending.deleted, name="deleted"),
    path("<reference:reference>/foutief/", defects.defects, name="defects"),
    path("", include("ocmw_intake.onward.urls")),
]
