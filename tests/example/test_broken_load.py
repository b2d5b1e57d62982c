"""A load of the example that is broken off; a file of its own, for it begins with an empty database."""

from io import StringIO

import pytest
from django.core.management import call_command
from pytest_django.fixtures import Settings

from example.management.commands import load_demo
from tests.example.test_load_demo import counts
from tests.local import running


def test_a_load_that_is_broken_off_leaves_nothing(
    db: None, settings: Settings, mailbox: running.Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_off(*_arguments: object, **_more: object) -> None:
        raise KeyboardInterrupt

    settings.SMTP_PORT, settings.SMTP_CA_FILE = mailbox.ports.smtp, str(mailbox.ca_file)
    monkeypatch.setattr(load_demo, "add_past_years", break_off)
    call_command("load_municipalities", verbosity=0)
    with pytest.raises(KeyboardInterrupt):
        call_command(load_demo.Command(), stdout=StringIO())
    assert set(counts()) == {0}
