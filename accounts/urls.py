from django.urls import path

from accounts.views import blocked, colleagues, devices, invitation, own, phone, session

app_name = "accounts"
urlpatterns = [
    path("", own.own_account, name="own"),
    path("sessie/", session.session, name="session"),
    path("uitnodiging/", invitation.accept_invitation, name="accept_invitation"),
    path("mislukte-pogingen/", blocked.blocked, name="blocked"),
    path("mislukte-pogingen/<uuid:pk>/toelaten/", blocked.let_in, name="let_in"),
    path("collegas/<uuid:organisation_id>/", colleagues.colleagues, name="colleagues"),
    path("collegas/<uuid:organisation_id>/uitnodigen/", colleagues.invite, name="invite"),
    path("collegas/uitnodiging/<uuid:pk>/opnieuw/", colleagues.renew_invitation, name="renew_invitation"),
    path("collegas/uitnodiging/<uuid:pk>/intrekken/", colleagues.withdraw_invitation, name="withdraw_invitation"),
    path("collegas/<uuid:pk>/toegang-beeindigen/", colleagues.end_access, name="end_access"),
    path("collegas/<uuid:organisation_id>/bevestigen/", colleagues.confirm, name="confirm"),
    path("collegas/<uuid:pk>/telefoon-kwijt/", phone.help_with_phone, name="help_with_phone"),
    path("toestellen/", devices.own_devices, name="devices"),
    path("toestellen/<int:pk>/beeindigen/", devices.end_device, name="end_device"),
    path("toestellen/andere-beeindigen/", devices.end_other_devices, name="end_other_devices"),
    path("collegas/<uuid:pk>/hoofd/", colleagues.set_head, name="set_head"),
]
