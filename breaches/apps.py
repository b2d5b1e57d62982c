from django.apps import AppConfig


class BreachesConfig(AppConfig):
    """The register of breaches (R97, R98)."""

    name = "breaches"
    verbose_name = "gegevenslekken"

    def ready(self) -> None:
        from audit import names
        from breaches.models import Breach, BreachLink
        from breaches.transmissions import BreachDrillCourier
        from outbox import couriers

        names.register_page(Breach, "breaches:breach", "pk")
        names.register_page(BreachLink, "breaches:drills")
        couriers.register(BreachDrillCourier())
