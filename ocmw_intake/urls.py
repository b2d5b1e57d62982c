from django.urls import path

from ocmw_intake import views

app_name = "ocmw_intake"
urlpatterns = [
    path("", views.worklist, name="worklist"),
    path("bewaartermijnen/<uuid:partner_id>/", views.terms, name="terms"),
    path("<reference:reference>/", views.referral, name="referral"),
    path("<reference:reference>/wachtwoord/", views.password, name="password"),
    path("<reference:reference>/resultaat/", views.outcome, name="outcome"),
    path("<reference:reference>/ingetrokken/", views.withdrawn, name="withdrawn"),
    path("<reference:reference>/gewist/", views.deleted, name="deleted"),
    path("<reference:reference>/foutief/", views.defects, name="defects"),
]
