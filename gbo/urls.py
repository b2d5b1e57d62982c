from django.urls import path

from gbo.views import agreements as gbo
from gbo.views import mailbox, stops
from gbo.views import regions as gbo_regions
from gbo.views import stopping as gbo_stopping

MAILBOX = "<uuid:pk>/kernactoren/<uuid:party_pk>/mailbox/<uuid:mailbox_pk>"

app_name = "gbo"
urlpatterns = [
    path("", gbo.register, name="register"),
    path("per-ocmw/", gbo_regions.regions, name="regions"),
    path("per-ocmw/<uuid:pk>/geen/", gbo_regions.absence, name="absence"),
    path("<uuid:pk>/", gbo.agreement, name="agreement"),
    path("<uuid:pk>/opmaak/", gbo.drawn_up, name="drawn_up"),
    path("<uuid:pk>/advies/", gbo.advice, name="advice"),
    path("<uuid:pk>/bekendmaking/", gbo.publication, name="publication"),
    path("<uuid:pk>/bestanden/nieuw/", gbo.add_file, name="add_file"),
    path("<uuid:pk>/bestanden/<uuid:file_pk>/", gbo.file, name="file"),
    path("<uuid:pk>/kernactoren/nieuw/", gbo.add_party, name="add_party"),
    path("<uuid:pk>/kernactoren/<uuid:party_pk>/", gbo.party, name="party"),
    path("<uuid:pk>/kernactoren/<uuid:party_pk>/mailbox/", mailbox.mailbox, name="mailbox"),
    path("<uuid:pk>/kernactoren/<uuid:party_pk>/mailbox/adres/", mailbox.set_mailbox, name="set_mailbox"),
    path(f"{MAILBOX}/vergelijken/", mailbox.verify_mailbox, name="verify_mailbox"),
    path(f"{MAILBOX}/controleren/", mailbox.start_check, name="start_check"),
    path(f"{MAILBOX}/teruggekomen/", mailbox.record_bounce, name="record_bounce"),
    path(f"{MAILBOX}/weer-aanzetten/", mailbox.restore_mailbox, name="restore_mailbox"),
    path("<uuid:pk>/kernactoren/<uuid:party_pk>/weghalen/", gbo.remove_party, name="remove_party"),
    path("<uuid:pk>/stoppen/", gbo_stopping.overview, name="stopping"),
    path("<uuid:pk>/stoppen/opzeggen/<uuid:party_pk>/", gbo_stopping.give_notice, name="give_notice"),
    path("<uuid:pk>/stoppen/opzeggen/<uuid:party_pk>/brieven/", stops.notice_letters, name="notice_letters"),
    path("<uuid:pk>/stoppen/opschorten/", gbo_stopping.suspend, name="suspend"),
    path("<uuid:pk>/stoppen/opschorting/<uuid:suspension_pk>/", gbo_stopping.end_suspension, name="end_suspension"),
    path("<uuid:pk>/stoppen/opschorting/<uuid:suspension_pk>/stopzetten/", gbo_stopping.stop, name="stop"),
    path(
        "<uuid:pk>/stoppen/opschorting/<uuid:suspension_pk>/kennisgeving/",
        stops.notification_letter,
        name="notification_letter",
    ),
    path("<uuid:pk>/stops/<uuid:stop_pk>/", stops.stop, name="kept_stop"),
    path("<uuid:pk>/stops/<uuid:stop_pk>/brief/", stops.letter, name="stop_letter"),
    path("<uuid:pk>/stops/<uuid:stop_pk>/terugnemen/", stops.take_back, name="take_back_stop"),
    path("<uuid:pk>/stops/<uuid:stop_pk>/brieven/<uuid:message_pk>/", stops.message, name="stop_message"),
    path("<uuid:pk>/stops/<uuid:stop_pk>/brieven/<uuid:message_pk>/gepost/", stops.record_posting, name="posting"),
]
