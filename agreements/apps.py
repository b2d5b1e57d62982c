from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    """The papers that must be in order before anything is shared: agreements with their protocol (R26)."""

    name = "agreements"
    verbose_name = "overeenkomsten"

    def ready(self) -> None:
        from agreements.actions import returned_mail
        from agreements.rules.trail import things_with
        from agreements.transmissions import (
            EvaluationCourier,
            HeadCourier,
            MailboxCheckCourier,
            MessageCourier,
            OwnPartCourier,
        )
        from audit import names
        from outbox import couriers, listeners

        names.register(things_with)
        couriers.register(MessageCourier())
        couriers.register(HeadCourier())
        couriers.register(MailboxCheckCourier())
        couriers.register(EvaluationCourier())
        couriers.register(OwnPartCourier())
        listeners.register(returned=returned_mail.tell_return, fault=returned_mail.tell_fault)
