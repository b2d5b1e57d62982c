from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = "accounts"

    def ready(self) -> None:
        from allauth.account.signals import user_logged_in

        import accounts.second_factor  # noqa: F401  # seals what the library saves
        from accounts import devices
        from accounts.transmissions import AccountCourier, InvitationCourier
        from outbox import couriers

        user_logged_in.connect(devices.begin)  # after the receiver of allauth.usersessions, an app before this one
        couriers.register(InvitationCourier())
        couriers.register(AccountCourier())
