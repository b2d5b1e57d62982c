from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    name = "referrals"
    verbose_name = "aanmeldingen"

    def ready(self) -> None:
        from accounts import leaving
        from audit import names
        from consent.models import Consent
        from law.roles import Role
        from outbox import couriers
        from outbox.models import Transmission
        from referrals.actions.takeover import count_handled, hand_over
        from referrals.rules.trail import receivers_of, references_of, things_with
        from referrals.transmissions import (
            CorrectionCourier,
            DeletionNoticeCourier,
            LostReferralCourier,
            ReferralCourier,
            ReminderCourier,
        )

        names.register(things_with)
        names.register_references(Consent, references_of)
        names.register_details(receivers_of, Transmission)
        leaving.register(
            Role.TEAM_MEMBER,
            leaving.Work(one="aanmelding", many="aanmeldingen", count=count_handled, hand_over=hand_over),
        )
        couriers.register(ReferralCourier())
        couriers.register(CorrectionCourier())
        couriers.register(DeletionNoticeCourier())
        couriers.register(LostReferralCourier())
        couriers.register(ReminderCourier())
