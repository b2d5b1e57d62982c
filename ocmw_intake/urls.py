from django.urls import path

from ocmw_intake.models.worklist import Tab
from ocmw_intake.views import (
    assignment,
    contact,
    defects,
    ending,
    ledger,
    onward,
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
    path("bewaartermijnen/<uuid:partner_id>/", terms.terms, name="terms"),
    path("doorgegeven/", ledger.ledger, name="onward_ledger"),
    path("<reference:reference>/", referral.referral, name="referral"),
    path("<reference:reference>/op-mijn-naam/", assignment.take, name="take"),
    path("<reference:reference>/behandelaar/", assignment.assign, name="assign"),
    path("<reference:reference>/teruggeven/", assignment.leave, name="leave"),
    path("<reference:reference>/wachtwoord/", passwords.password, name="password"),
    path("<reference:reference>/resultaat/", contact.outcome, name="outcome"),
    path("<reference:reference>/ingetrokken/", ending.withdrawn, name="withdrawn"),
    path("<reference:reference>/gewist/", ending.deleted, name="deleted"),
    path("<reference:reference>/foutief/", defects.defects, name="defects"),
    path("<reference:reference>/doorgeven/", onward.onward, name="onward"),
    path("<reference:reference>/doorgeven/<uuid:partner_id>/", onward.onward_partner, name="onward_partner"),
    path("<reference:reference>/doorgegeven/<uuid:consent_id>/opnieuw/", onward.onward_again, name="onward_again"),
    path(
        "<reference:reference>/doorgegeven/<uuid:consent_id>/ingetrokken/",
        onward.onward_withdrawn,
        name="onward_withdrawn",
    ),
    path("<reference:reference>/doorgegeven/<uuid:sharing_id>/versturen/", onward.onward_retry, name="onward_retry"),
    path(
        "<reference:reference>/doorgegeven/<uuid:archive_id>/wachtwoord/",
        onward.onward_password,
        name="onward_password",
    ),
]
