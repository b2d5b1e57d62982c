from django.urls import path

from figures import views as figures

app_name = "figures"
urlpatterns = [
    path("", figures.figures, name="figures"),
    path("ophalen/<sheet:kind>/", figures.export, name="export"),
    path("evaluatie/<uuid:pk>/", figures.dossier, name="dossier"),
    path("evaluatie/<uuid:pk>/ons-deel/", figures.team_part, name="team_part"),
    path("evaluatie/uw-deel/", figures.partner_part, name="partner_part"),
]
