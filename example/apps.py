from django.apps import AppConfig


class ExampleConfig(AppConfig):
    """The invented organisations, papers and referrals of `make run`, tests and bench."""

    name = "example"
