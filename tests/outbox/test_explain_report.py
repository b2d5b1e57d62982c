"""`manage.py explain_report` says what is concluded of a mail, reads no database, and is bounded (D30)."""

import json
import time
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from outbox.return_mailbox import read_bounded, read_headers
from tests.outbox.returned_mails import FORMER, nested, plain, report

TOKEN = "0123456789abcdef" * 2
BACK = f"terugmelding+{TOKEN}@agentschap.example"


def explain(folder, *contents: bytes, **options) -> list[dict]:
    files = []
    for number, content in enumerate(contents):
        (folder / f"{number}.eml").write_bytes(content)
        files.append(str(folder / f"{number}.eml"))
    out = StringIO()
    call_command("explain_report", *files, stdout=out, **options)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_each_file_is_one_line_of_json(tmp_path):
    blocked = report(status="5.7.606", diagnostic="smtp; 550 5.7.606 banned sending IP", to=BACK)
    about_a_colleague = report(final=f"rfc822; {FORMER}")
    letter = plain("Dag", sender="an@ocmw.example", subject="Vraag")
    gone, ours, other, person = explain(tmp_path, report(), blocked, about_a_colleague, letter)
    assert {key: gone[key] for key in ("kind", "about", "code", "consequence", "mailbox_off")} == {
        "kind": "report", "about": "our recipient", "code": "5.1.1", "consequence": "returned", "mailbox_off": True,
    }  # fmt: skip
    assert (ours["consequence"], ours["mailbox_off"], ours["tied_by"]) == ("returned", False, ["address", "message"])
    assert (other["about"], other["mailbox_off"]) == ("another address", False)
    assert (person["kind"], person["consequence"], person["stays_in_mailbox"]) == ("letter", "unclear", True)


def test_who_knows_our_recipient_says_so(tmp_path):
    [said] = explain(tmp_path, report(final=f"rfc822; {FORMER}"), recipient="sociaal@ocmw.example")
    assert (said["consequence"], said["mailbox_off"]) == ("about_another", False)


def test_a_mail_that_was_saved_behind_a_blank_line_is_read_as_any_other(tmp_path):
    [said] = explain(tmp_path, b"\r\n   \n" + report())
    assert (said["kind"], said["code"]) == ("report", "5.1.1")


def test_a_file_that_is_not_there_is_said(tmp_path):
    with pytest.raises(CommandError, match="No such file"):
        call_command("explain_report", str(tmp_path / "weg.eml"))


@pytest.mark.parametrize(
    "content",
    [nested(250, to=BACK, padding=300), nested(20_000, to=BACK), report(to=BACK) + b"a\r\n" * 3_000_000],
    ids=["250 layers in 0.3 MB", "20,000 layers", "9 MB of short lines"],
)
def test_a_mail_that_costs_too_much_is_bounded_and_still_knows_whose_it_is(content):
    began = time.process_time()
    assert read_bounded(content).token == TOKEN
    assert time.process_time() - began < 2  # what it costs this process; the other has limits of its own


def test_of_headers_alone_only_the_owner_is_taken():
    found = read_headers(report(to=BACK))
    assert (found.sort, found.fates, found.token) == ("unclear", (), TOKEN)
