from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    name = "referrals"
    verbose_name = "aanmeldingen"

    def ready(self) -> None:
        from audit import names
        from outbox import couriers
        from referrals.rules.trail import things_with
        from referrals.transmissions import CorrectionCourier, DeletionNoticeCourier, ReferralCourier, ReminderCourier

        names.register(things_with)
        couriers.register(ReferralCourier())
        couriers.register(CorrectionCourier())
        couriers.register(DeletionNoticeCourier())
        couriers.register(ReminderCourier())
