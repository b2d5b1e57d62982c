from django.urls import path

from outbox import views

app_name = "outbox"
urlpatterns = [
    path("", views.stuck, name="stuck"),
    path("<uuid:transmission_id>/opnieuw/", views.retry, name="retry"),
    path("<uuid:transmission_id>/annuleren/", views.cancel, name="cancel"),
]
