from django.apps import AppConfig
from django.core.checks import Tags, register

from vault.key_ring import check_key_ring


class VaultConfig(AppConfig):
    name = "vault"
    verbose_name = "kluis"

    def ready(self) -> None:
        register(check_key_ring, Tags.security)
