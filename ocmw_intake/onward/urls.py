"""The addresses of passing on; they belong to the namespace of `ocmw_intake`."""

from django.urls import path

from ocmw_intake.onward.views import breach, ledger, passing_on

urlpatterns = [
    path("doorgegeven/", ledger.ledger, name="onward_ledger"),
    path("doorgegeven/versturen/", ledger.onward_send_waiting, name="onward_send_waiting"),
    path("doorgegeven/gegevenslek/", breach.onward_breach, name="onward_breach"),
    path("<reference:reference>/doorgeven/", passing_on.onward, name="onward"),
    path("<reference:reference>/doorgeven/<uuid:partner_id>/", passing_on.onward_partner, name="onward_partner"),
    path(
        "<reference:reference>/doorgeven/<uuid:partner_id>/mailbox-werkt/",
        passing_on.onward_mailbox_works,
        name="onward_mailbox_works",
    ),
    path("<reference:reference>/doorgegeven/<uuid:consent_id>/gegevens/", passing_on.onward_data, name="onward_data"),
    path(
        "<reference:reference>/doorgegeven/<uuid:consent_id>/ingetrokken/",
        passing_on.onward_withdrawn,
        name="onward_withdrawn",
    ),
    path(
        "<reference:reference>/doorgegeven/<uuid:sharing_id>/versturen/", passing_on.onward_retry, name="onward_retry"
    ),
    path(
        "<reference:reference>/doorgegeven/<uuid:archive_id>/wachtwoord/",
        passing_on.onward_password,
        name="onward_password",
    ),
]
