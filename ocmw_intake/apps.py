from django.apps import AppConfig


class OcmwIntakeConfig(AppConfig):
    name = "ocmw_intake"
    verbose_name = "opvolging"
