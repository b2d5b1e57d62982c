from django.urls import path

from upkeep import views

app_name = "upkeep"
urlpatterns = [
    path("werking/", views.state, name="state"),
    path("gezond/", views.alive, name="alive"),
    path("gezond/diep/", views.health, name="health"),
    path("gezond/metrieken/", views.numbers, name="metrics"),
]
