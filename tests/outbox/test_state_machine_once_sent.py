"""Whatever befalls a mail that was sent, and what is about it: every promise holds (ADR 0003, 0029)."""

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import initialize

from tests.outbox.test_state_machine import PARTS, Journey, live

__all__ = ["live"]  # fixture


class Sent(Journey):
    """What goes to who has the data: corrections, and requests to delete."""

    @initialize(so_far=st.sampled_from(["sent", "sent", "corrected"]))
    def begin(self, so_far: str) -> None:
        self.start(so_far)


@pytest.mark.parametrize("part", range(PARTS // 2, PARTS))
def test_whatever_happens_in_whatever_order_every_promise_holds(live, part: int):
    live(Sent, part)
