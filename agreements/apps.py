from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    """The papers that must be in order before anything is shared: agreements with their protocol (R26)."""

    name = "agreements"
    verbose_name = "overeenkomsten"

    def ready(self) -> None:
        from agreements.transmissions import MailboxCheckCourier, MessageCourier
        from outbox import couriers

        couriers.register(MessageCourier())
        couriers.register(MailboxCheckCourier())
