from django.urls import path

from ocmw_intake.views import archives, contact, defects, ending, passwords, referral, terms, worklist

app_name = "ocmw_intake"
urlpatterns = [
    path("", worklist.worklist, name="worklist"),
    path("bewaartermijnen/<uuid:partner_id>/", terms.terms, name="terms"),
    path("<reference:reference>/", referral.referral, name="referral"),
    path("<reference:reference>/wachtwoord/", passwords.password, name="password"),
    path("<reference:reference>/archief-openen/", archives.cannot_open, name="cannot_open"),
    path("<reference:reference>/archief-openen/opnieuw/", archives.ask_again, name="ask_again"),
    path("<reference:reference>/archief-openen/proefmail/", archives.check_mailbox, name="check_mailbox"),
    path("<reference:reference>/resultaat/", contact.outcome, name="outcome"),
    path("<reference:reference>/ingetrokken/", ending.withdrawn, name="withdrawn"),
    path("<reference:reference>/gewist/", ending.deleted, name="deleted"),
    path("<reference:reference>/foutief/", defects.defects, name="defects"),
]
