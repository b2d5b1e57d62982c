"""The addresses of the register of breaches, which stands beside that of the agreements."""

from django.urls import path

from breaches.views import breach as breaches
from breaches.views import follow_up as breach_follow_up
from breaches.views import links, reporting

app_name = "breaches"
urlpatterns = [
    path("", breaches.register, name="register"),
    path("nieuw/", breaches.new, name="new"),
    path("melden/", reporting.report, name="report"),
    path("oefening/", links.drill_list, name="drills"),
    path("oefening/<uuid:pk>/opnieuw/", links.drill_again, name="drill_again"),
    path("contact/", links.by_link, name="by_link"),
    path("contact/melden/", links.report_by_link, name="report_by_link"),
    path("<uuid:pk>/", breaches.breach, name="breach"),
    path("<uuid:pk>/wijzigen/", breaches.change, name="change"),
    path("<uuid:pk>/overeenkomst/", breaches.add_agreement, name="add_agreement"),
    path("<uuid:pk>/gbo-partner/", breaches.add_partner, name="add_partner"),
    path("<uuid:pk>/gbo-partner/<uuid:partner_pk>/weg/", breaches.remove_partner, name="remove_partner"),
    path("<uuid:pk>/overeenkomst/<uuid:agreement_pk>/weghalen/", breaches.remove_agreement, name="remove_agreement"),
    path("<uuid:pk>/zoeken/", breaches.search, name="search"),
    path("<uuid:pk>/zoeken/<uuid:search_pk>/opnieuw/", breaches.search_again, name="search_again"),
    path("<uuid:pk>/getroffen/<uuid:affected_pk>/uithalen/", breaches.take_out, name="take_out"),
    path("<uuid:pk>/getroffen/<uuid:affected_pk>/terugzetten/", breaches.put_back, name="put_back"),
    path("<uuid:pk>/melding/", breach_follow_up.notice, name="notice"),
    path("<uuid:pk>/melding/<uuid:notice_pk>/", breach_follow_up.letter, name="letter"),
    path("<uuid:pk>/toezichthouder/", breach_follow_up.authority, name="authority"),
    path("<uuid:pk>/clienten/", breach_follow_up.clients, name="clients"),
    path("<uuid:pk>/overleg/", breach_follow_up.new_consultation, name="new_consultation"),
    path("<uuid:pk>/maatregel/", breach_follow_up.new_measure, name="new_measure"),
    path("<uuid:pk>/maatregel/<uuid:measure_pk>/", breach_follow_up.change_measure, name="change_measure"),
    path("<uuid:pk>/afsluiten/", breach_follow_up.close, name="close"),
    path("<uuid:pk>/heropenen/", breach_follow_up.reopen, name="reopen"),
]
