from tests.local.conftest import mailbox, running_mailbox

__all__ = ["mailbox", "running_mailbox"]
