from django.urls import path

from consent.models import Reason
from referrals.views import (
    breach,
    correction,
    filing,
    referral,
    sending,
    sheet,
    signed_sheet,
    takeover,
    withdrawal,
    worklist,
)

app_name = "referrals"
urlpatterns = [
    path("", worklist.worklist, name="worklist"),
    path("zoeken/", worklist.find, name="find"),
    path("nieuw/", filing.place, name="file"),
    path("nieuw/<uuid:draft_id>/toestemming/", filing.consent, name="consent"),
    path("nieuw/<uuid:draft_id>/gegevens/", filing.data, name="data"),
    path("nieuw/<uuid:draft_id>/nakijken/", filing.check, name="check"),
    path("nieuw/<uuid:draft_id>/weggooien/", filing.discard, name="discard"),
    path("nieuw/<uuid:draft_id>/informatie/", sheet.draft_sheet, name="draft_sheet"),
    path("nieuw/<uuid:team_id>/<slug:nis>/", filing.route, name="route"),
    path("nieuw/<uuid:team_id>/<slug:nis>/informatie/", sheet.sheet, name="sheet"),
    path("overdragen/<uuid:team_id>/", takeover.take_over, name="take_over"),
    path("<reference:reference>/", referral.referral, name="referral"),
    path("<reference:reference>/wachtwoord/", referral.password, name="password"),
    path("<reference:reference>/opnieuw/", sending.retry, name="retry"),
    path("<reference:reference>/annuleren/", sending.cancel, name="cancel"),
    path("<reference:reference>/intrekken/", withdrawal.end, {"reason": Reason.CHANGED_MIND}, name="withdraw"),
    path("<reference:reference>/anders/", withdrawal.otherwise, name="otherwise"),
    path("<reference:reference>/verhuisd/", withdrawal.end, {"reason": Reason.MOVED}, name="moved"),
    path(
        "<reference:reference>/verkeerde-ontvanger/",
        withdrawal.end,
        {"reason": Reason.WRONG_RECEIVER},
        name="wrong_receiver",
    ),
    path("<reference:reference>/gegevenslek/", breach.report_breach, name="report_breach"),
    path("<reference:reference>/blad/", signed_sheet.read, name="read_signed_sheet"),
    path("<reference:reference>/blad/toevoegen/", signed_sheet.add, name="add_signed_sheet"),
    path("<reference:reference>/blad/weghalen/", signed_sheet.remove, name="remove_signed_sheet"),
    path("<reference:reference>/dossier/", referral.dossier, name="dossier"),
    path("<reference:reference>/gebeld/", withdrawal.call, name="call"),
    path("<reference:reference>/foutief/", correction.report, name="report_defects"),
    path("<reference:reference>/verbeteren/<uuid:correction_id>/", correction.correct, name="correction"),
    path("<reference:reference>/verbeteren/<uuid:correction_id>/klopt/", correction.confirm, name="confirm"),
    path("<reference:reference>/verbeteren/<uuid:correction_id>/opnieuw/", correction.resend, name="resend"),
    path("<reference:reference>/verbeteren/<uuid:correction_id>/gebeld/", correction.call, name="correction_call"),
]
