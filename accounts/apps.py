from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = "accounts"

    def ready(self) -> None:
        from accounts.transmissions import InvitationCourier
        from outbox import couriers

        couriers.register(InvitationCourier())
