from django.urls import path

from accounts import views

app_name = "accounts"
urlpatterns = [
    path("", views.own_account, name="own"),
    path("uitnodiging/<str:token>/", views.accept_invitation, name="accept_invitation"),
    path("collegas/<uuid:organisation_id>/", views.colleagues, name="colleagues"),
    path("collegas/<uuid:organisation_id>/uitnodigen/", views.invite, name="invite"),
    path("collegas/uitnodiging/<uuid:pk>/intrekken/", views.withdraw_invitation, name="withdraw_invitation"),
    path("collegas/<uuid:pk>/toegang-beeindigen/", views.remove_colleague, name="remove_colleague"),
    path("collegas/<uuid:pk>/diensthoofd/", views.set_head, name="set_head"),
    path("diensthoofden/<uuid:organisation_id>/", views.heads, name="heads"),
    path("diensthoofden/lid/<uuid:pk>/", views.name_head, name="name_head"),
]
