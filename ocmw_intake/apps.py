from django.apps import AppConfig


class OcmwIntakeConfig(AppConfig):
    name = "ocmw_intake"
    verbose_name = "opvolging"

    def ready(self) -> None:
        from accounts import leaving
        from audit import names
        from law.roles import Role
        from ocmw_intake.actions.assignment import count_handled, hand_over
        from ocmw_intake.actions.restoring import replay
        from ocmw_intake.actions.standing import begin_follow_up, keep_standing
        from ocmw_intake.models import has_begun, intakes_with, is_wanted
        from referrals import listeners, wanted

        names.register(intakes_with)
        leaving.register(
            Role.SOCIAL_WORKER,
            leaving.Work(one="opvolging", many="opvolgingen", count=count_handled, hand_over=hand_over),
        )
        wanted.register(is_wanted=is_wanted, has_begun=has_begun)
        listeners.register_restored(replay)
        listeners.register(arrived=begin_follow_up, changed=keep_standing)
