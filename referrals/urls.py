from django.urls import path

from referrals.views import filing, referral, worklist

app_name = "referrals"
urlpatterns = [
    path("", worklist.worklist, name="worklist"),
    path("zoeken/", worklist.find, name="find"),
    path("nieuw/", filing.place, name="file"),
    path("nieuw/<uuid:draft_id>/toestemming/", filing.consent, name="consent"),
    path("nieuw/<uuid:draft_id>/gegevens/", filing.data, name="data"),
    path("nieuw/<uuid:draft_id>/nakijken/", filing.check, name="check"),
    path("nieuw/<uuid:draft_id>/weggooien/", filing.discard, name="discard"),
    path("nieuw/<uuid:team_id>/<slug:nis>/", filing.route, name="route"),
    path("<reference:reference>/", referral.referral, name="referral"),
    path("<reference:reference>/wachtwoord/", referral.password, name="password"),
]
