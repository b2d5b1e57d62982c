"""Lets the bench sign in to generated load: prints the address of a social worker of the largest receiver, and one of
the references that are there to look for.
"""

import django


def prepare() -> tuple[str, str]:
    """Give the social worker the password of the demo accounts; safe to run again."""
    from example.accounts import PASSWORD
    from example.load.casework import make_world
    from ocmw_intake.models import Intake

    world = make_world()
    largest = world.agreements[0].partner_id
    worker = world.workers[largest]
    worker.set_password(PASSWORD)
    worker.save(update_fields=["password"])
    some = Intake.objects.filter(partner=largest).select_related("referral").order_by("received_at")[10]
    return worker.email, some.referral.reference


if __name__ == "__main__":
    django.setup()
    print(*prepare())
