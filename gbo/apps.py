from django.apps import AppConfig


class GboConfig(AppConfig):
    """The agreements of CAW, OCMW and DMW under which a receiver may pass on (R90, R91)."""

    name = "gbo"
    verbose_name = "GBO-overeenkomsten"

    def ready(self) -> None:
        from agreements.actions.mailbox_owners import register_owner
        from agreements.words.remarks import register_remark
        from agreements.words.stops import register_own_stops
        from audit import names
        from breaches.letters import register_gbo_partners
        from gbo.actions.mailbox import GboMailboxes
        from gbo.models import GboAgreement
        from gbo.partners import PartnersOfPapers
        from gbo.words import own_stops, region_remark

        names.register_page(GboAgreement, "gbo:agreement", "pk")
        register_remark(region_remark)
        register_own_stops(own_stops)
        register_gbo_partners(PartnersOfPapers())
        register_owner(GboMailboxes())
