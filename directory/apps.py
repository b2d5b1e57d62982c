from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "directory"
    verbose_name = "organisaties"

    def ready(self) -> None:
        from audit import names
        from directory.models import Organisation

        names.register_page(Organisation, "directory:organisation", "pk")
