"""What is asked about a breach (R97, R98, D9): choices, days and hours; there is no field in which a client fits."""

import uuid
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, ClassVar, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from agreements.forms.fields import OrganisationField, PaperDayField, PaperForm
from agreements.models import Agreement
from agreements.terms.papers import PARTNER_KINDS
from breaches import rules as breaches
from breaches.letters import gbo_partners
from breaches.models import (
    Attendee,
    Authority,
    Breach,
    ClientsTold,
    ConsultationChannel,
    DecidedBy,
    DiscoveredBy,
    Happening,
    MeasureKind,
    NoReportReason,
    NotToldReason,
    TakenOutReason,
)
from breaches.rules import BreachDetails
from directory.form_fields import EmailAddressField
from directory.models import Organisation

_CHOOSE_PARTNER = "Kies een GBO-partner uit de lijst."


class OneOfField(forms.TypedChoiceField):
    """One code out of a list, as radios."""

    widget = forms.RadioSelect

    def __init__(self, codes: Any, **options: Any) -> None:
        choices = [(code.value, code.label[:1].upper() + code.label[1:]) for code in codes]
        messages = {"required": "Kies een antwoord.", "invalid_choice": "Kies een antwoord uit de lijst."}
        messages |= options.pop("error_messages", {})
        defaults = {"coerce": codes, "empty_value": None, "error_messages": messages}
        super().__init__(choices=choices, **{**defaults, **options})


class SomeOfField(forms.TypedMultipleChoiceField):
    """One or more codes out of a list, as checkboxes."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, codes: Any, **options: Any) -> None:
        choices = [(code.value, code.label[:1].upper() + code.label[1:]) for code in codes]
        messages = {"required": "Duid minstens één antwoord aan.", "invalid_choice": "Kies antwoorden uit de lijst."}
        super().__init__(choices=choices, coerce=codes, error_messages=messages, **options)


class HourField(forms.TimeField):
    """An hour of the day in Brussels, typed as 14:30, 14.30 or 14u30."""

    widget = forms.TimeInput(attrs={"autocomplete": "off", "class": "govuk-input--width-5"}, format="%H:%M")
    default_error_messages: ClassVar = {
        "required": "Vul het uur in, bijvoorbeeld 14:30.",
        "invalid": "Typ een uur als uren en minuten, bijvoorbeeld 14:30.",
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(input_formats=["%H:%M", "%H.%M", "%Hu%M", "%Hu", "%H:%M:%S"], **options)


class AgreementField(forms.ModelChoiceField):  # type: ignore[type-arg]  # takes no argument when it runs
    """An agreement chosen from a list, with its version; what is not a key at all gets the sentence about the list."""

    def __init__(self, **options: Any) -> None:
        sentence = "Kies een overeenkomst uit de lijst."
        found = Agreement.objects.select_related("team", "partner").order_by("partner__name", "team__name", "version")
        defaults = {
            "queryset": found,
            "label": "Overeenkomst",
            "empty_label": "Kies een overeenkomst",
            "error_messages": {"required": sentence, "invalid_choice": sentence},
        }
        super().__init__(**{**defaults, **options})

    def to_python(self, value: Any) -> Agreement | None:
        try:
            return super().to_python(value)
        except ValidationError:
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice") from None

    def label_from_instance(self, obj: Agreement) -> str:
        return f"{obj}, versie {obj.version}"


class MomentForm(PaperForm):
    """A form filled in at the moment `now`; it may have a day and an hour that are one moment together."""

    moment_fields: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *args: Any, now: datetime, **options: Any) -> None:
        super().__init__(*args, today=timezone.localdate(now), **options)
        self.now = now
        self.moment: datetime | None = None

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        day, hour = (answers.get(name) for name in self.moment_fields or ("", ""))
        if day is not None and hour is not None:
            self.moment = _moment(day, hour)
            if self.moment is None:
                sentence = "Dit uur bestond die dag niet: de klok ging een uur vooruit. Kijk het uur na."
                self.add_error(self.moment_fields[-1], sentence)
        return answers

    def point_out(self, name: str, sentence: str) -> None:
        """Add a sentence to a field, unless there is none."""
        if sentence:
            self.add_error(name, sentence)


def _moment(day: date, hour: time) -> datetime | None:
    """The moment at which the clocks of Brussels show this; the first of two, None when they skip it."""
    shown = datetime.combine(day, hour)
    moment = shown.replace(tzinfo=timezone.get_default_timezone()).astimezone(UTC)
    return moment if timezone.localtime(moment).replace(tzinfo=None) == shown else None


class AboutBreachForm(MomentForm):
    """A form about one breach; a new one when it is being registered."""

    def __init__(self, *args: Any, breach: Breach | None = None, **options: Any) -> None:
        self.breach = breach or Breach()
        super().__init__(*args, **options)

    def check_discovery(self) -> None:
        """Point out that the breach cannot have been discovered then."""
        if self.moment is not None:
            is_later_day = self.cleaned_data["discovered_on"] > self.today
            sentence = breaches.against_discovery(self.breach, discovered_at=self.moment, at=self.now)
            self.point_out("discovered_on" if is_later_day else "discovered_hour", sentence)

    def check_moment(self, name: str) -> None:
        """Point out beside a field that what was told cannot have happened then."""
        if self.moment is not None:
            self.point_out(name, breaches.against_moment(self.breach, moment=self.moment, at=self.now))

    def check_day(self, name: str) -> None:
        """The same, for a day."""
        day = self.cleaned_data.get(name)
        if day is not None:
            self.point_out(name, breaches.against_day(self.breach, on=day, at=self.now))


class ReportForm(AboutBreachForm):
    """What a team member tells: what happened, and when it was discovered (D9)."""

    happening = OneOfField(Happening, label="Wat gebeurde er?")
    discovered_on = PaperDayField(label="Op welke dag is het ontdekt?", help_text="Bijvoorbeeld 3/11/2026.")
    discovered_hour = HourField(label="Om hoe laat?", help_text="Ongeveer is genoeg, bijvoorbeeld 14:30.")

    moment_fields = ("discovered_on", "discovered_hour")

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        self.check_discovery()
        return answers


class PartyReportForm(ReportForm):
    """What a team or a receiver tells of the own papers (R97, D31); the key makes a second press harmless."""

    key = forms.UUIDField(widget=forms.HiddenInput, error_messages={"invalid": "Open deze pagina opnieuw."})
    agreement = AgreementField(label="Met wie werkt u samen?")

    field_order = ("agreement", "happening")

    def __init__(self, *args: Any, papers: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        own = papers.unreplaced().exclude(replaces__isnull=False, in_force_from=None)  # no version in preparation
        own = own.select_related("team", "partner").order_by("partner__name", "team__name")
        self.fields["agreement"].queryset = own  # type: ignore[attr-defined]  # a ModelChoiceField
        if len(own) == 1:
            self.fields["agreement"].initial = own[0].pk


class BreachForm(AboutBreachForm):
    """What is known of a breach."""

    happenings = SomeOfField(Happening, label="Wat gebeurde er?")
    discovered_on = PaperDayField(label="Op welke dag is het ontdekt?", help_text="Bijvoorbeeld 3/11/2026.")
    discovered_hour = HourField(
        label="Om hoe laat?", help_text="De 72 uur lopen vanaf dan. Bijvoorbeeld 14:30, tijd van Brussel."
    )
    discovered_by = OneOfField(DiscoveredBy, label="Wie ontdekte het?")
    from_on = PaperDayField(label="Eerste dag van het lek", required=False, help_text="Laat leeg als u het niet weet.")
    until_on = PaperDayField(
        label="Laatste dag van het lek",
        required=False,
        help_text="Laat leeg als het nog duurt, of als u het niet weet.",
    )

    moment_fields = ("discovered_on", "discovered_hour")
    not_in_future = ("from_on", "until_on")

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        from_on, until_on = answers.get("from_on"), answers.get("until_on")
        if from_on and until_on and until_on < from_on:
            self.add_error("until_on", "De laatste dag ligt voor de eerste dag. Pas één van beide aan.")
        self.check_discovery()
        return answers

    @property
    def details(self) -> BreachDetails:
        """The answers as `agreements.actions` takes them; only of a valid form."""
        rest = self.answers("discovered_by", "happenings", "from_on", "until_on")
        return cast(BreachDetails, {"discovered_at": self.moment, **rest})


class NewBreachForm(BreachForm):
    """A breach that is registered; the key of the page makes a second press harmless."""

    key = forms.UUIDField(widget=forms.HiddenInput, error_messages={"invalid": "Open deze pagina opnieuw."})
    agreement = AgreementField(
        required=False, label="Over welke overeenkomst gaat het?", help_text="U kunt er later meer toevoegen."
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{**options, "initial": {"key": uuid.uuid4(), **options.get("initial", {})}})


class AddPartnerForm(forms.Form):
    """A GBO partner at which it happened."""

    partner = OrganisationField(
        queryset=Organisation.objects.none(),
        label="Bij welke GBO-partner gebeurde het?",
        empty_label="Kies een GBO-partner",
        error_messages={"required": _CHOOSE_PARTNER, "invalid_choice": _CHOOSE_PARTNER},
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        cast(OrganisationField, self.fields["partner"]).queryset = gbo_partners()


class AddAgreementForm(forms.Form):
    """One more agreement that the breach is about."""

    agreement = AgreementField()


class BreachSearchForm(PaperForm):
    """The conditions under which affected mails are sought."""

    mailbox = EmailAddressField(
        label="Mailbox", required=False, help_text="Het adres waar de mails naartoe gingen, ook als het nu anders is."
    )
    partner = OrganisationField(
        label="Partner",
        required=False,
        queryset=Organisation.objects.filter(kind__in=PARTNER_KINDS).order_by("name"),
        empty_label="Kies een partner",
        error_messages={"invalid_choice": "Kies een partner uit de lijst."},
    )
    from_on = PaperDayField(
        label="Verstuurd vanaf",
        required=False,
        help_text="Oudere mails staan misschien nog in de mailbox. Laat dan leeg.",
    )
    until_on = PaperDayField(label="Verstuurd tot en met", required=False, help_text="Bijvoorbeeld 3/11/2026.")

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        from_on, until_on = answers.get("from_on"), answers.get("until_on")
        if from_on and until_on and until_on < from_on:
            self.add_error("until_on", "De laatste dag ligt voor de eerste dag. Pas één van beide aan.")
        if not self.errors and not any(answers.values()):
            self.add_error("mailbox", "Vul een mailbox, een partner of een periode in.")
        return answers


class TakeOutForm(forms.Form):
    """Why a mail is not affected after all."""

    reason = OneOfField(TakenOutReason, label="Waarom is deze verzending niet getroffen?")


class DecideReportForm(AboutBreachForm):
    """The report to the supervisory authority, or why none is needed (art. 33 GDPR)."""

    authority = OneOfField(Authority, label="Is het lek gemeld aan de toezichthouder?")
    reported_on = PaperDayField(label="Dag van de melding", required=False, help_text="Alleen als het lek gemeld is.")
    reported_hour = HourField(label="Uur van de melding", required=False, help_text="Bijvoorbeeld 14:30.")
    no_report_reason = OneOfField(
        NoReportReason, label="Waarom was een melding niet nodig?", required=False, help_text="Alleen zonder melding."
    )
    no_report_decided_by = OneOfField(
        DecidedBy, label="Wie besliste dat?", required=False, help_text="Alleen zonder melding."
    )

    moment_fields = ("reported_on", "reported_hour")

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        authority = answers.get("authority")
        if authority == Authority.NONE:
            self._ask("no_report_reason", "Kies waarom een melding niet nodig was.")
            self._ask("no_report_decided_by", "Kies wie dat besliste.")
        elif authority is not None:
            self._ask("reported_on", "Vul de dag van de melding in, bijvoorbeeld 3/11/2026.")
            self._ask("reported_hour", "Vul het uur van de melding in, bijvoorbeeld 14:30.")
            self.check_moment("reported_on")
        return answers

    def _ask(self, name: str, sentence: str) -> None:
        if self.cleaned_data.get(name) is None and name not in self.errors:
            self.add_error(name, sentence)

    @property
    def decision(self) -> dict[str, Any]:
        """The answers that belong to the one chosen, as the action takes them."""
        if self.cleaned_data["authority"] == Authority.NONE:
            return self.answers("authority", "no_report_reason", "no_report_decided_by")
        return {**self.answers("authority"), "reported_at": self.moment}


class DecideClientsForm(AboutBreachForm):
    """Whether the clients must be told (art. 34 GDPR)."""

    told = OneOfField(ClientsTold, label="Moeten de cliënten het weten?")
    not_told_reason = OneOfField(
        NotToldReason, label="Waarom hoeven zij het niet te weten?", required=False, help_text="Alleen bij nee."
    )
    decided_on = PaperDayField(label="Dag van de beslissing", required=False, help_text="Bijvoorbeeld 3/11/2026.")
    told_on = PaperDayField(
        label="Dag waarop de cliënten ingelicht zijn",
        required=False,
        help_text="Alleen bij ja. Laat leeg zolang het nog niet gebeurde.",
    )

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        told = answers.get("told")
        if told == ClientsTold.UNDECIDED:
            answers |= {"decided_on": None, "told_on": None}
        elif told is not None and answers.get("decided_on") is None and "decided_on" not in self.errors:
            self.add_error("decided_on", "Vul de dag van de beslissing in, bijvoorbeeld 3/11/2026.")
        if told != ClientsTold.NO:
            answers["not_told_reason"] = None
        elif answers.get("not_told_reason") is None and "not_told_reason" not in self.errors:
            self.add_error("not_told_reason", "Kies waarom de cliënten het niet hoeven te weten.")
        if told == ClientsTold.NO and answers.get("told_on"):
            self.add_error("told_on", "Maak deze dag leeg, of kies ja.")
        self.check_day("decided_on")
        self.check_day("told_on")
        return answers


class ConsultationForm(AboutBreachForm):
    """When and how both parties consulted each other, and who took part (R98)."""

    agreement = AgreementField(label="Met welke partner?")
    held_on = PaperDayField(label="Dag van het overleg", help_text="Bijvoorbeeld 3/11/2026.")
    held_hour = HourField(label="Uur van het overleg", help_text="Bijvoorbeeld 14:30.")
    channel = OneOfField(ConsultationChannel, label="Hoe?")
    agency_attendees = SomeOfField(Attendee, label="Wie nam deel voor Opgroeien?")
    partner_attendees = SomeOfField(Attendee, label="Wie nam deel voor de partner?")

    moment_fields = ("held_on", "held_hour")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        own = self.breach.agreements.select_related("team", "partner").order_by(
            "partner__name", "team__name", "version"
        )
        self.fields["agreement"].queryset = own  # type: ignore[attr-defined]  # a ModelChoiceField
        if len(own) == 1:
            self.fields["agreement"].initial = own[0].pk

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        self.check_moment("held_on")
        return answers


class MeasureForm(AboutBreachForm):
    """A measure, planned for a day or done on it (R98)."""

    kind = OneOfField(MeasureKind, label="Welke maatregel?")
    on = PaperDayField(label="Op welke dag?", help_text="De dag waarop het gebeurde, of waarvoor u het plant.")
    is_done = forms.TypedChoiceField(
        label="Is dit al gedaan?",
        choices=[("ja", "Ja"), ("nee", "Nee, dit is gepland")],
        coerce=lambda answer: answer == "ja",
        empty_value=None,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies ja of nee.", "invalid_choice": "Kies ja of nee."},
    )

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        if answers.get("is_done"):
            self.check_day("on")
        self.refuse_after("on", self.today + timedelta(days=730), "Kijk het jaar na. De datum ligt te ver vooruit.")
        return answers


class CloseForm(AboutBreachForm):
    """The day on which the breach was closed."""

    on = PaperDayField(label="Afgesloten op", help_text="Bijvoorbeeld 3/11/2026.")

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        self.check_day("on")
        return answers


class NoticePostingForm(PaperForm):
    """When a letter was posted, and what proves it."""

    posted_on = PaperDayField(label="Dag waarop u de brief verstuurde", help_text="Bijvoorbeeld 3/11/2026.")

    not_in_future = ("posted_on",)


class BreachFilterForm(forms.Form):
    """The conditions of the register."""

    toestand = forms.ChoiceField(
        label="Toestand",
        required=False,
        choices=[("", "Alle"), ("open", "Open"), ("gesloten", "Afgesloten")],
        error_messages={"invalid_choice": "Kies een toestand uit de lijst."},
    )
