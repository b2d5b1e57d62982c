from django.apps import AppConfig


class UpkeepConfig(AppConfig):
    name = "upkeep"
    verbose_name = "werking"

    def ready(self) -> None:
        from outbox import couriers
        from upkeep import recording
        from upkeep.transmissions import HouseAlarmCourier

        couriers.register(HouseAlarmCourier())
        recording.connect()
