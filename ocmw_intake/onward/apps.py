from django.apps import AppConfig


class OnwardConfig(AppConfig):
    """What a receiver passes on to a GBO partner (R90)."""

    name = "ocmw_intake.onward"
    label = "onward"
    verbose_name = "doorgeven aan een partner"

    def ready(self) -> None:
        from ocmw_intake.actions.standing import register_follower
        from ocmw_intake.onward.actions.ending import follow_referral
        from ocmw_intake.onward.actions.restoring import replay
        from ocmw_intake.onward.transmissions import OnwardBreachCourier, OnwardCourier, OnwardDeletionCourier
        from outbox import couriers
        from referrals import listeners

        for courier in (OnwardCourier(), OnwardDeletionCourier(), OnwardBreachCourier()):
            couriers.register(courier)
        listeners.register_restored(replay)
        register_follower(follow_referral)
