from collections.abc import Iterator

import pytest

from tests.local.running import Mailbox, mailbox_in


@pytest.fixture(scope="session")
def running_mailbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mailbox]:
    with mailbox_in(tmp_path_factory.mktemp("mailbox")) as mailbox:
        yield mailbox


@pytest.fixture
def mailbox(running_mailbox: Mailbox) -> Iterator[Mailbox]:
    """The running mailbox; emptied afterwards."""
    yield running_mailbox
    running_mailbox.empty()
