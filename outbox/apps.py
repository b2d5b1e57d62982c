from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "outbox"
    verbose_name = "verzendingen"

    def ready(self) -> None:
        from audit import names
        from outbox.couriers import pages_of_mails
        from outbox.models import Transmission

        names.register_pages(Transmission, pages_of_mails, "meer hierover")
