"""Whether the own team referred the same client to the same receiver already, found without opening anything.

Only the own team: that another team knows someone is itself something about that person (ADR 0026).
"""

import re
import unicodedata

from law.identification import Identification
from vault.blind_index import blind_index


def fingerprints(identification: Identification) -> dict[str, bytes | None]:
    """Column → fingerprint of name with address, of phone and of e-mail, however they were spelled.

    A name without address is no person: many bear it. Who has no address is found by phone or e-mail (D14).
    """
    name, address = identification.name, identification.address
    person = None
    if address is not None:
        whole_name = _key(f"{name.first_name or ''} {name.last_name}", in_any_order=True)
        person = f"{whole_name}|{_key(address.street)}|{_key(address.box_number or '')}|{address.postal_code}"
    return {
        "person_index": blind_index("referrals.person", person) if person else None,
        "phone_index": blind_index("referrals.phone", identification.phone) if identification.phone else None,
        "email_index": blind_index("referrals.email", identification.email.casefold())
        if identification.email
        else None,
    }


def _key(text: str, *, in_any_order: bool = False) -> str:
    """Small letters and digits without accents; the words of a name in alphabetical order."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    words = re.findall(r"[^\W_]+", "".join(sign for sign in plain if not unicodedata.combining(sign)))
    return " ".join(sorted(words) if in_any_order else words)
