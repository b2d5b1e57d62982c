"""What a password must be beside Django's own rules, in Dutch."""

import re

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.exceptions import ValidationError


class LongEnoughValidator(MinimumLengthValidator):
    """Django's own, whose sentence has no Dutch translation."""

    def get_error_message(self) -> str:
        return (
            f"Dit wachtwoord is te kort. Kies er een van minstens {self.min_length} tekens, bijvoorbeeld vier woorden."
        )

    def get_help_text(self) -> str:
        return f"Minstens {self.min_length} tekens. Enkele woorden na elkaar onthoudt u het best."


WORDS = (
    *("aanmelden", "aanmelding", "opgroeien", "kindengezin", "kind", "gezin", "ocmw", "caw", "gbo"),
    *("huisvanhetkind", "agentschap", "sociaal", "welzijn", "vlaanderen", "brussel", "gemeente", "dienst"),
    *("wachtwoord", "paswoord", "password", "welkom", "geheim", "toegang", "beheerder", "admin", "test"),
    *("januari", "februari", "maart", "april", "juni", "juli", "augustus"),
    *("september", "oktober", "november", "december", "lente", "zomer", "herfst", "winter"),
)
"""What anybody tries first who knows where this product is used."""
LEFT_AT_LEAST = 8
"""So many letters must be left when these words are taken out."""
_LOOK_ALIKES = str.maketrans("01345@$€", "oieasase")
_WORDS = re.compile("|".join(sorted(WORDS, key=len, reverse=True)))


class WordsOfThisHouseValidator:
    """Refuses "Aanmelden2026!" and "W1nter-0cmw-2026": long, and soon guessed."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        letters = re.sub(r"[\W\d_]", "", password.casefold().translate(_LOOK_ALIKES))
        left = _WORDS.sub("", letters)
        if left != letters and len(left) < LEFT_AT_LEAST:
            raise ValidationError(
                "Dit wachtwoord bestaat uit woorden die men snel raadt, zoals „aanmelden” of „wachtwoord”. "
                "Kies andere woorden."
            )

    def get_help_text(self) -> str:
        return "Gebruik geen woorden van dit werk, zoals „aanmelden” of „OCMW”."
