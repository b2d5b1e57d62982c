from django.urls import path

from accounts.views import colleagues, invitation, own, session

app_name = "accounts"
urlpatterns = [
    path("", own.own_account, name="own"),
    path("sessie/", session.session, name="session"),
    path("uitnodiging/", invitation.accept_invitation, name="accept_invitation"),
    path("collegas/<uuid:organisation_id>/", colleagues.colleagues, name="colleagues"),
    path("collegas/<uuid:organisation_id>/uitnodigen/", colleagues.invite, name="invite"),
    path("collegas/uitnodiging/<uuid:pk>/intrekken/", colleagues.withdraw_invitation, name="withdraw_invitation"),
    path("collegas/<uuid:pk>/toegang-beeindigen/", colleagues.remove_colleague, name="remove_colleague"),
    path("collegas/<uuid:pk>/diensthoofd/", colleagues.set_head, name="set_head"),
    path("diensthoofden/<uuid:organisation_id>/", colleagues.heads, name="heads"),
    path("diensthoofden/lid/<uuid:pk>/", colleagues.name_head, name="name_head"),
]
