"""A view declares whom it serves; it does not enforce."""

import pytest

from law.roles import EVERYONE, SIGNED_IN, Role, allowed_to, allowed_to_signed_in, open_to_everyone


def test_a_view_declares_the_roles_it_serves() -> None:
    @allowed_to(Role.TEAM_MEMBER, Role.ADMINISTRATOR)
    def view() -> str:
        return "answer"

    assert view.audience == frozenset({Role.TEAM_MEMBER, Role.ADMINISTRATOR})
    assert view() == "answer"


def test_a_view_for_no_role_at_all_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="at least one role"):
        allowed_to()


def test_a_view_declares_that_it_serves_everyone_or_everyone_signed_in() -> None:
    def view() -> None: ...

    def other_view() -> None: ...

    assert open_to_everyone(view).audience == EVERYONE
    assert allowed_to_signed_in(other_view).audience == SIGNED_IN


def test_every_role_has_its_own_dutch_label() -> None:
    assert len({role.label for role in Role}) == len(Role)
