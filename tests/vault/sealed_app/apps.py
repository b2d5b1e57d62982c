from django.apps import AppConfig


class SealedAppConfig(AppConfig):
    name = "tests.vault.sealed_app"
    label = "sealed_app"
