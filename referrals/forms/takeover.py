"""Who leaves, and who takes over."""

from datetime import date
from typing import Any, cast

from django import forms

from accounts.models import User
from directory.models import Organisation
from law.roles import Role


class TakeoverForm(forms.Form):
    """Someone who handles referrals of the team, and an active colleague bound by secrecy."""

    giver = forms.ModelChoiceField(
        label="Wie vertrekt?",
        queryset=User.objects.none(),
        empty_label="Kies een collega",
        error_messages=dict.fromkeys(["required", "invalid_choice"], "Kies wie vertrekt."),
    )
    taker = forms.ModelChoiceField(
        label="Wie neemt de aanmeldingen over?",
        queryset=User.objects.none(),
        empty_label="Kies een collega",
        error_messages=dict.fromkeys(["required", "invalid_choice"], "Kies wie de aanmeldingen overneemt."),
    )

    def __init__(self, data: Any = None, *, team: Organisation, givers: Any, today: date, **options: Any) -> None:
        super().__init__(data, **options)
        members = User.objects.filter(
            is_active=True,
            membership__organisation=team,
            membership__role=Role.TEAM_MEMBER,
            bound_by_secrecy_since__lte=today,
        )
        for name, people in (("giver", givers), ("taker", members)):
            cast("forms.ModelChoiceField[User]", self.fields[name]).queryset = people.order_by("name")

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        if answers.get("giver") and answers.get("giver") == answers.get("taker"):
            self.add_error("taker", "Kies iemand anders dan wie vertrekt.")
        return answers
