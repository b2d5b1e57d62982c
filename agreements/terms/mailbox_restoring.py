"""Why a mailbox was switched off wrongly, and may be used again as it was (D30)."""

from django.db.models import TextChoices


class RestoreReason(TextChoices):
    """A code, once used, keeps its meaning: the trail carries it."""

    FAULT_OF_OURS = "fault_of_ours", "De fout lag bij ons, bijvoorbeeld een blokkeerlijst, onze afzender of DNS."
    ABOUT_ANOTHER = "about_another", "De melding ging over een ander adres dan deze mailbox."
    FAULT_OF_THEIRS = (
        "fault_of_theirs",
        "De mailserver van de ontvanger meldde het verkeerd, en de ontvanger bevestigt dat.",
    )
    MISTAKE = "mistake", "Een collega noteerde het bij vergissing."
