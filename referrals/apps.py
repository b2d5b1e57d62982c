from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    name = "referrals"
    verbose_name = "aanmeldingen"

    def ready(self) -> None:
        from outbox import couriers
        from referrals.transmissions import CorrectionCourier, DeletionNoticeCourier, ReferralCourier, ReminderCourier

        couriers.register(ReferralCourier())
        couriers.register(CorrectionCourier())
        couriers.register(DeletionNoticeCourier())
        couriers.register(ReminderCourier())
