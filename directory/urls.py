from django.urls import path

from directory import views

app_name = "directory"
urlpatterns = [
    path("", views.organisations, name="organisations"),
    path("nieuw/", views.register, name="register"),
    path("<uuid:organisation_id>/", views.organisation, name="organisation"),
    path("<uuid:organisation_id>/wijzigen/", views.change, name="change"),
    path("<uuid:organisation_id>/werkingsgebied/toevoegen/", views.add_territory, name="add_territory"),
    path("werkingsgebied/<uuid:territory_id>/beeindigen/", views.end_territory, name="end_territory"),
    path("werkingsgebied/<uuid:territory_id>/verwijderen/", views.remove_territory, name="remove_territory"),
]
