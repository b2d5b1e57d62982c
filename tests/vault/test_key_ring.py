import pytest
from django.core.checks import run_checks

from vault.key_ring import HEADER, NONCE_BYTES, OVERHEAD, VaultError, check_key_ring, key_number, seal, sub_key, unseal

OLD, NEW = bytes(range(32)), bytes(range(32, 64))
SECRET = b"Lotte Vandevoorde"


def test_what_is_sealed_opens_in_the_same_place():
    assert unseal(seal(SECRET, context=b"here"), context=b"here") == SECRET


def test_what_is_sealed_does_not_open_in_another_place():
    sealed = seal(SECRET, context=b"here")
    with pytest.raises(VaultError, match="another row, column or table"):
        unseal(sealed, context=b"there")


def test_the_same_text_is_sealed_differently_each_time():
    assert len({seal(SECRET, context=b"here") for _ in range(100)}) == 100


@pytest.mark.parametrize("size", [0, 1, 19, 10_000])
def test_a_sealed_value_is_31_bytes_longer(size):
    assert OVERHEAD == 31
    assert len(seal(b"x" * size, context=b"")) == size + 31


def test_a_sealed_value_does_not_contain_the_text():
    assert SECRET[:5] not in seal(SECRET, context=b"here")


REGIONS = {
    "format": 0,
    "key number, high byte": 1,
    "key number, low byte": 2,
    "nonce, first byte": HEADER.size,
    "nonce, last byte": HEADER.size + NONCE_BYTES - 1,
    "ciphertext, first byte": HEADER.size + NONCE_BYTES,
    "ciphertext, last byte": -17,
    "tag, first byte": -16,
    "tag, last byte": -1,
}


@pytest.mark.parametrize("position", REGIONS.values(), ids=REGIONS)
def test_a_value_changed_anywhere_does_not_open(position):
    changed = bytearray(seal(SECRET, context=b"here"))
    changed[position] ^= 1
    with pytest.raises(VaultError):
        unseal(bytes(changed), context=b"here")


def test_a_value_does_not_open_as_if_another_key_of_the_ring_had_sealed_it(settings):
    settings.VAULT_KEYS = {2: OLD, 1: OLD}
    sealed = bytearray(seal(SECRET, context=b"here"))
    sealed[2] = 1
    with pytest.raises(VaultError):
        unseal(bytes(sealed), context=b"here")


@pytest.mark.parametrize("cut", [0, 1, OVERHEAD - 1])
def test_a_shortened_value_is_no_sealed_value(cut):
    with pytest.raises(VaultError, match="not a sealed value"):
        unseal(seal(b"", context=b"here")[:cut], context=b"here")


def test_the_first_key_seals_and_every_key_opens(settings):
    settings.VAULT_KEYS = {1: OLD}
    old = seal(SECRET, context=b"here")
    settings.VAULT_KEYS = {2: NEW, 1: OLD}
    new = seal(SECRET, context=b"here")
    assert (key_number(old), key_number(new)) == (1, 2)
    assert unseal(old, context=b"here") == unseal(new, context=b"here") == SECRET


def test_a_value_under_a_key_that_is_gone_names_only_the_number(settings):
    settings.VAULT_KEYS = {513: OLD}
    sealed = seal(SECRET, context=b"here")
    settings.VAULT_KEYS = {1: NEW}
    with pytest.raises(VaultError) as refusal:
        unseal(sealed, context=b"here")
    assert str(refusal.value) == "Key 513 is not in the key ring."


def test_the_key_itself_never_seals():
    assert OLD not in {sub_key(OLD, "seal"), sub_key(OLD, "blind-index/person")}
    assert sub_key(OLD, "seal") != sub_key(OLD, "blind-index/person")


@pytest.mark.parametrize(
    ("ring", "number"),
    [
        ({}, "vault.E001"),
        (None, "vault.E001"),
        ("1:AAAA", "vault.E001"),
        ({1: b"short"}, "vault.E002"),
        ({1: "0" * 32}, "vault.E002"),
        ({0: OLD}, "vault.E002"),
        ({2**16: OLD}, "vault.E002"),
        ({"1": OLD}, "vault.E002"),
        ({2: OLD, 1: OLD}, "vault.E003"),
    ],
)
def test_a_start_without_usable_keys_is_refused(settings, ring, number):
    settings.VAULT_KEYS = ring
    assert [error.id for error in check_key_ring(None)] == [number]
    assert number in [error.id for error in run_checks(tags=["security"])]


def test_the_refusal_does_not_show_a_key(settings):
    settings.VAULT_KEYS = {1: b"do-not-show", 2: OLD}
    assert "do-not-show" not in str(check_key_ring(None))


def test_a_good_ring_passes(settings):
    settings.VAULT_KEYS = {2: NEW, 1: OLD}
    assert check_key_ring(None) == []
