from django.apps import AppConfig


class PaperImportConfig(AppConfig):
    """Papers in and out as a spreadsheet."""

    name = "paper_import"
    verbose_name = "invoer van overeenkomsten"
