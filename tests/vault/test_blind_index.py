from vault.blind_index import blind_index
from vault.key_ring import seal

OLD, NEW = bytes(range(32)), bytes(range(32, 64))


def test_equal_texts_have_equal_indexes_and_others_do_not():
    assert blind_index("person", "lotte vandevoorde") == blind_index("person", "lotte vandevoorde")
    assert blind_index("person", "lotte vandevoorde") != blind_index("person", "lotte vandevoorden")


def test_an_index_of_one_purpose_says_nothing_about_another():
    assert blind_index("person", "gent")[2:] != blind_index("municipality", "gent")[2:]


def test_without_the_key_the_index_cannot_be_made(settings):
    settings.VAULT_KEYS = {1: OLD}
    made = blind_index("person", "lotte")
    settings.VAULT_KEYS = {1: NEW}
    assert blind_index("person", "lotte") != made


def test_a_new_key_for_sealing_leaves_the_index_as_it_was(settings):
    settings.VAULT_KEYS = {1: OLD}
    made = blind_index("person", "lotte")
    settings.VAULT_KEYS = {2: NEW, 1: OLD}
    assert seal(b"", context=b"")[2] == 2
    assert blind_index("person", "lotte") == made


def test_the_index_tells_which_key_made_it_so_that_dropping_that_key_shows(settings):
    settings.VAULT_KEYS = {2: NEW, 1: OLD}
    made = blind_index("person", "lotte")
    settings.VAULT_KEYS = {2: NEW}
    assert (made[:2], blind_index("person", "lotte")[:2]) == (b"\x00\x01", b"\x00\x02")


def test_an_index_is_34_bytes_whatever_the_text():
    assert {len(blind_index("person", text)) for text in ("", "lotte", "x" * 1000)} == {34}
