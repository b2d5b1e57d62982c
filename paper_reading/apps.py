from django.apps import AppConfig


class PaperReadingConfig(AppConfig):
    """Papers read by the machine: proposals, never facts."""

    name = "paper_reading"
    verbose_name = "lezen van papieren"
