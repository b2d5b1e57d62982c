import sys

from celery.signals import beat_init, worker_init
from django.apps import AppConfig
from django.core.exceptions import ImproperlyConfigured


class UpkeepConfig(AppConfig):
    name = "upkeep"
    verbose_name = "werking"

    def ready(self) -> None:
        from outbox import couriers
        from upkeep import recording
        from upkeep.transmissions import HouseAlarmCourier

        couriers.register(HouseAlarmCourier())
        recording.connect()
        worker_init.connect(_refuse_wrong_keys, dispatch_uid="upkeep.keys")
        beat_init.connect(_refuse_wrong_keys, dispatch_uid="upkeep.keys")


def _refuse_wrong_keys(**_sender: object) -> None:
    """Celery tells of what its listeners raise, and goes on; this must end the process."""
    from upkeep.keys import refuse_wrong_keys

    try:
        refuse_wrong_keys()
    except ImproperlyConfigured as error:
        sys.exit(str(error))
