from django.urls import path

from referrals import views, views_filing, views_sending

app_name = "referrals"
urlpatterns = [
    path("", views.worklist, name="worklist"),
    path("zoeken/", views.find, name="find"),
    path("nieuw/", views_filing.place, name="file"),
    path("nieuw/<uuid:draft_id>/toestemming/", views_filing.consent, name="consent"),
    path("nieuw/<uuid:draft_id>/gegevens/", views_filing.data, name="data"),
    path("nieuw/<uuid:draft_id>/nakijken/", views_filing.check, name="check"),
    path("nieuw/<uuid:draft_id>/weggooien/", views_filing.discard, name="discard"),
    path("nieuw/<uuid:team_id>/<slug:nis>/", views_filing.route, name="route"),
    path("<reference:reference>/", views.referral, name="referral"),
    path("<reference:reference>/wachtwoord/", views.password, name="password"),
    path("<reference:reference>/opnieuw/", views_sending.retry, name="retry"),
    path("<reference:reference>/annuleren/", views_sending.cancel, name="cancel"),
]
