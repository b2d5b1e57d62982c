"""What a team member or social worker notes as a bottleneck: with whom, what and when; nothing is typed (R46)."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms

from agreements.forms.fields import CodeField, PaperDayField, PaperForm
from agreements.models import MORE_DATA, TELLS_OF_A_CASE, BottleneckKind
from agreements.terms.papers import Party


class OwnBottleneckForm(PaperForm):
    """What got stuck, in which cooperation and when. A social worker cannot note how it went with a client (D4)."""

    agreement = forms.TypedChoiceField(
        label="Met wie werkt u samen?",
        coerce=UUID,
        error_messages=dict.fromkeys(["required", "invalid_choice"], "Kies met wie u samenwerkt."),
    )
    kind = CodeField(
        BottleneckKind,
        label="Wat loopt er mis?",
        help_text="Kies wat het best past. Over een cliënt noteert u hier niets.",
        required_sentence="Kies wat er misloopt.",
    )
    met_on = PaperDayField(label="Wanneer merkte u het?", help_text="Bijvoorbeeld 3/11/2026.")

    field_order = ("agreement", "kind", "met_on")
    not_in_future = ("met_on",)

    def __init__(self, *args: Any, party: Party, agreements: Iterable[tuple[UUID, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        own = [(str(key), words) for key, words in agreements]
        choices = own if len(own) == 1 else [("", "Kies uit de lijst"), *own]
        self.fields["agreement"].choices = choices  # type: ignore[attr-defined]
        left_out = TELLS_OF_A_CASE if party == Party.PARTNER else ()
        codes = [*MORE_DATA, *(code for code in BottleneckKind if code not in MORE_DATA)]
        words = [(code.value, f"{code.label[0].upper()}{code.label[1:]}") for code in codes if code not in left_out]
        self.fields["kind"].choices = words  # type: ignore[attr-defined]


class TakeBackForm(forms.Form):
    """Which one was a mistake; sent by the button beside it."""

    bottleneck = forms.UUIDField(widget=forms.HiddenInput)
