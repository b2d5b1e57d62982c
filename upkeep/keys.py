"""The keys of this house: whether they are the right ones, and how one takes the place of another (ADR 0071)."""

import base64
import hmac
import logging
from collections import Counter
from pathlib import Path

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, OperationalError, connection, transaction

from accounts.stored_factors import seal_again, sealed_parts
from upkeep.models import KeyCheck
from vault.blind_index import blind_index
from vault.key_ring import VaultError, key_number, seal, unseal
from vault.rotation import name_of, opens_by_key, sealed_fields, values_by_key

log = logging.getLogger(__name__)
SECOND_FACTORS = "mfa_authenticator.data"
_CHECK = b"key check"
_INDEX = "index"


def refuse_wrong_keys() -> None:
    """At the start of a process: raise ImproperlyConfigured when the ring does not open what is stored here.

    A database that is away, or has no tables yet, is no reason: then there is nothing to open, or nothing opens anyway.
    """
    try:
        trouble = wrong_keys()
    except (OperationalError, DatabaseError) as error:
        log.warning("the keys could not be compared with the database: %s", type(error).__name__)
        return
    finally:
        connection.close()  # a process that is copied must not share it
    if trouble:
        raise ImproperlyConfigured(f"VAULT_KEYS {trouble}")


@transaction.atomic
def wrong_keys() -> str:
    """Say what is wrong with the keys for this database; empty when nothing is. A new first key is noted."""
    kept = {check.name: bytes(check.value) for check in KeyCheck.objects.all()}
    for name, value in kept.items():
        if name != _INDEX and (trouble := _trouble_with(name, value)):
            return trouble
    if _INDEX in kept and not hmac.compare_digest(kept[_INDEX], _fingerprint()):
        return "and VAULT_INDEX_KEY do not hold the key of the fingerprints that are stored here."
    first = f"seal-{next(iter(settings.VAULT_KEYS))}"
    if not kept and (shut := _columns_that_do_not_open()):
        return f"do not open what is stored in {', '.join(shut)}."
    missing = {first: seal(_CHECK, context=_CHECK), _INDEX: _fingerprint()}
    rows = [KeyCheck(name=name, value=value) for name, value in missing.items() if name not in kept]
    KeyCheck.objects.bulk_create(rows, ignore_conflicts=True)
    return ""


def _trouble_with(name: str, value: bytes) -> str:
    number = int(name.removeprefix("seal-"))
    if number not in settings.VAULT_KEYS:
        return f"lack key {number}, under which values of this database are sealed."
    try:
        unseal(value, context=_CHECK)
    except VaultError:
        return f"hold another key {number} than the one under which values of this database are sealed."
    return ""


def _fingerprint() -> bytes:
    return blind_index("key check", "")


def _columns_that_do_not_open() -> list[str]:
    """Of a database that nobody noted keys for: where its values do not open."""
    return [name_of(field) for field in sealed_fields() if not all(opens_by_key(field).values())]


def count_by_key() -> dict[str, Counter[int]]:
    """For each place with sealed values, how many each key sealed."""
    counts = {name_of(field): values_by_key(field) for field in sealed_fields()}
    parts = (part for one in Authenticator.objects.iterator() for part in sealed_parts(one))
    counts[SECOND_FACTORS] = Counter(key_number(base64.b64decode(part)) for part in parts)
    return counts


def reseal_second_factors() -> int:
    """Seal the secrets of second factors again under the first key; one transaction each. Returns how many."""
    first, done = next(iter(settings.VAULT_KEYS)), 0
    for key in Authenticator.objects.values_list("pk", flat=True):
        with transaction.atomic():
            one = Authenticator.objects.select_for_update(no_key=True, skip_locked=True).filter(pk=key).first()
            if one is None or all(key_number(base64.b64decode(part)) == first for part in sealed_parts(one)):
                continue
            seal_again(one)
            done += 1
    return done


def forget_checks(numbers: set[int]) -> None:
    """Let the check of keys go that seal nothing any more: a start without them is no fault."""
    KeyCheck.objects.filter(name__in=[f"seal-{number}" for number in numbers]).delete()


def lines_of_the_journal() -> Counter[int]:
    """How many lines of the journal each key sealed. They are as old as the copies they belong to."""
    if settings.WITHDRAWAL_JOURNAL is None or not Path(settings.WITHDRAWAL_JOURNAL).exists():
        return Counter()
    found: Counter[int] = Counter()
    with Path(settings.WITHDRAWAL_JOURNAL).open(encoding="ascii", errors="replace") as lines:
        for line in lines:
            if (line := line.partition(" ")[2] if line.startswith("#") else line).startswith("= "):
                try:
                    found[key_number(base64.b64decode(line[2:]))] += 1
                except (ValueError, VaultError):
                    continue
    return found
