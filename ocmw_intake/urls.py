from django.urls import path

from ocmw_intake.views import clocks, closing, contact, defects, ending, passwords, referral, terms, worklist

app_name = "ocmw_intake"
urlpatterns = [
    path("", worklist.worklist, name="worklist"),
    path("termijnen/", clocks.clocks, name="clocks"),
    path("bewaartermijnen/<uuid:partner_id>/", terms.terms, name="terms"),
    path("<reference:reference>/", referral.referral, name="referral"),
    path("<reference:reference>/wachtwoord/", passwords.password, name="password"),
    path("<reference:reference>/resultaat/", contact.outcome, name="outcome"),
    path("<reference:reference>/resultaat/intrekken/", contact.take_back_outcome, name="take_back_outcome"),
    path("<reference:reference>/poging/<uuid:attempt_id>/verbeteren/", contact.correct_attempt, name="correct_attempt"),
    path("<reference:reference>/poging/<uuid:attempt_id>/doorhalen/", contact.strike_attempt, name="strike_attempt"),
    path("<reference:reference>/dossier/afsluiten/", closing.close, name="close_file"),
    path("<reference:reference>/dossier/heropenen/", closing.reopen, name="reopen_file"),
    path("<reference:reference>/ingetrokken/", ending.withdrawn, name="withdrawn"),
    path("<reference:reference>/gewist/", ending.deleted, name="deleted"),
    path("<reference:reference>/foutief/", defects.defects, name="defects"),
]
