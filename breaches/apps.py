from django.apps import AppConfig


class BreachesConfig(AppConfig):
    """The register of breaches (R97, R98)."""

    name = "breaches"
    verbose_name = "gegevenslekken"

    def ready(self) -> None:
        from breaches.transmissions import BreachDrillCourier
        from outbox import couriers

        couriers.register(BreachDrillCourier())
