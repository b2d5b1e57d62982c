"""What administrators note about a letter to the other party (R23)."""

from datetime import date
from typing import Any

from agreements.forms.fields import PaperDayField, PaperForm
from directory.form_fields import PdfField, PlainTextField


class PostingForm(PaperForm):
    """When a letter was posted, and what proves it."""

    posted_on = PaperDayField(
        label="Dag waarop de brief gepost is",
        error_messages={"required": "Vul de dag in waarop u de brief postte, bijvoorbeeld 24/11/2026."},
    )
    proof = PlainTextField(
        label="Bewijs van de verzending",
        max_length=100,
        help_text="Bijvoorbeeld het nummer van de aangetekende zending.",
        error_messages={"required": "Vul in wat de verzending bewijst, bijvoorbeeld aangetekend RR 1234 5678."},
    )

    scan = PdfField(
        label="Scan van het bewijs",
        required=False,
        help_text="Een pdf van het ontvangstbewijs van de post, hoogstens 10 MB. Mag leeg blijven.",
    )

    not_in_future = ("posted_on",)

    def __init__(self, *args: Any, written_on: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.written_on = written_on

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        day = answers.get("posted_on")
        if day is not None and day < self.written_on:
            self.add_error("posted_on", "De brief is later geschreven. Vul de dag in waarop u hem postte.")
        return answers
