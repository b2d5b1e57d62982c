"""A mail is the same bytes each time, says no more than it was told, and lets no header in."""

import email
import email.policy
from datetime import UTC, datetime, timedelta, timezone
from email.message import EmailMessage
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outbox.message import Attachment, is_one_address, new_message_id, render

ARCHIVE = Attachment(filename="KG-7Q2M.zip", content=bytes(range(256)) * 40, media_type="application/zip")
LETTER: dict[str, Any] = {
    "sender": "Kind en Gezin <aanmelden@agentschap.example>",
    "recipient": "gegevens@ocmw-westerlo.example",
    "subject": "Nieuw bericht KG-7Q2M",
    "body": "Beste collega\n\nOpen het bestand met 7-Zip.\nU vindt het wachtwoord op de site: één klik.\n",
    "message_id": "<0123456789abcdef@mail.agentschap.example>",
    "date": datetime(2026, 11, 23, 9, 30, tzinfo=UTC),
    "attachment": ARCHIVE,
}


def letter(**changes: Any) -> bytes:
    return render(**(LETTER | changes))


def parsed(message: bytes) -> EmailMessage:
    read = email.message_from_bytes(message, policy=email.policy.default)
    assert isinstance(read, EmailMessage)
    for part in read.walk():
        assert not part.defects
        assert all(not value.defects for value in part.values())
    return read


def text_of(message: bytes) -> str:
    body = parsed(message).get_body()
    assert body is not None
    content: str = body.get_content()
    return content.replace("\r\n", "\n")


class TestWhatIsInIt:
    def test_every_header_arrives_and_no_other(self) -> None:
        read = parsed(letter())
        assert dict(read.items()) == {
            "From": "Kind en Gezin <aanmelden@agentschap.example>",
            "To": "gegevens@ocmw-westerlo.example",
            "Subject": "Nieuw bericht KG-7Q2M",
            "Date": "Mon, 23 Nov 2026 09:30:00 +0000",
            "Message-ID": "<0123456789abcdef@mail.agentschap.example>",
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "OOF, AutoReply, RN, NRN",
            "MIME-Version": "1.0",
            "Content-Type": read["Content-Type"],
        }
        assert read.get_content_type() == "multipart/mixed"

    def test_the_text_arrives_letter_by_letter(self) -> None:
        assert text_of(letter()) == LETTER["body"].rstrip("\n")

    def test_the_attachment_arrives_byte_by_byte(self) -> None:
        (attached,) = parsed(letter()).iter_attachments()
        assert attached.get_content_type() == "application/zip"
        assert attached.get_content_disposition() == "attachment"
        assert attached.get_filename() == "KG-7Q2M.zip"
        assert attached.get_content() == ARCHIVE.content

    def test_a_mail_without_attachment_is_plain_text(self) -> None:
        message = letter(attachment=None)
        assert parsed(message).get_content_type() == "text/plain"
        assert text_of(message) == LETTER["body"]

    @pytest.mark.parametrize("attachment", [ARCHIVE, None])
    def test_every_line_ends_in_crlf_and_is_short_ascii(self, attachment: Attachment | None) -> None:
        message = letter(attachment=attachment, body="x" * 5000 + "\r\n.\r\nFrom mij\rémoji 🙂\n")
        assert message.isascii()
        assert message.endswith(b"\r\n")
        lines = message.split(b"\r\n")
        assert not any(b"\r" in line or b"\n" in line for line in lines)
        assert max(map(len, lines)) <= 78

    def test_the_archive_is_written_in_lines_of_76(self) -> None:
        encoded = letter().split(b'filename="KG-7Q2M.zip"\r\n\r\n')[1].split(b"\r\n--")[0].split(b"\r\n")
        assert {len(line) for line in encoded[:-1]} == {76}

    @settings(deadline=None)  # a busy machine is not an error
    @given(body=st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
    def test_any_text_arrives_with_its_lines(self, body: str) -> None:
        sent = body.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
        # not `splitlines`, which the policy uses and which also breaks at characters that are no line ends in mail
        received = parsed(letter(body=body, attachment=None)).get_payload(decode=True)
        assert isinstance(received, bytes)
        assert received.decode().replace("\r\n", "\n") == sent + "\n"

    def test_a_subject_and_name_with_accents_arrive(self) -> None:
        subject = "Één vraag over uw mailbox, " + "heel lange onderwerpen worden geplooid " * 5
        read = parsed(letter(subject=subject.strip(), sender="Gezïn, Kind & Co. <a@agentschap.example>"))
        assert read["Subject"] == subject.strip()
        assert read["From"].addresses[0].display_name == "Gezïn, Kind & Co."
        assert read["From"].addresses[0].addr_spec == "a@agentschap.example"

    def test_signs_with_a_meaning_in_a_name_stay_part_of_it(self) -> None:
        read = parsed(letter(sender='Team "Demer, Dijle" \\ Co. <a@agentschap.example>'))
        (sender,) = read["From"].addresses
        assert sender.display_name == 'Team "Demer, Dijle" \\ Co.'
        assert sender.addr_spec == "a@agentschap.example"

    def test_a_subject_that_looks_encoded_is_shown_as_typed(self) -> None:
        assert parsed(letter(subject="=?utf-8?q?hallo?="))["Subject"] == "=?utf-8?q?hallo?="


class TestRepeat:
    def test_the_same_input_gives_the_same_bytes(self) -> None:
        assert letter() == letter()

    def test_the_same_moment_in_another_zone_gives_the_same_bytes(self) -> None:
        in_brussels = LETTER["date"].astimezone(timezone(timedelta(hours=1)))
        assert letter(date=in_brussels) == letter()

    def test_another_message_id_gives_another_boundary(self) -> None:
        other = parsed(letter(message_id="<another@mail.agentschap.example>"))
        assert other.get_boundary() != parsed(letter()).get_boundary()

    def test_no_text_can_hold_the_boundary(self) -> None:
        boundary = parsed(letter()).get_boundary()
        message = letter(body=f"voor\n--{boundary}--\nna")
        assert text_of(message) == f"voor\n--{boundary}--\nna"
        assert len(list(parsed(message).iter_attachments())) == 1


class TestWhatIsRefused:
    INJECTIONS = (
        "\r\nBcc: x@y.example",
        "\nBcc: x@y.example",
        "\rx",
        "\x00",
        "\x1b",
        "\x85",
        "\u2028",
        "\u202e",
        "\ud800",
    )

    @pytest.mark.parametrize("injection", INJECTIONS)
    @pytest.mark.parametrize("header", ["subject", "recipient", "message_id", "sender"])
    def test_a_control_character_in_any_header(self, header: str, injection: str) -> None:
        value = LETTER[header]
        for changed in (value + injection, injection + value, value[:5] + injection + value[5:]):
            with pytest.raises(ValueError, match="mail") as refused:
                letter(**{header: changed})
            assert changed not in str(refused.value)

    @pytest.mark.parametrize("injection", INJECTIONS)
    def test_a_control_character_in_the_attachment(self, injection: str) -> None:
        for changed in (
            Attachment("a.zip" + injection, b"", "application/zip"),
            Attachment("a.zip", b"", "application/zip" + injection),
        ):
            with pytest.raises(ValueError, match="form that is not allowed"):
                letter(attachment=changed)

    @pytest.mark.parametrize(
        "recipient",
        [
            "",
            "a@b.example, c@d.example",
            "a@b.example;c@d.example",
            "a@b.example c@d.example",
            "A <a@b.example>",
            "<a@b.example>",
            "a@b.example@c.example",
            '"a b"@c.example',
            "a@localhost",
            "a@[127.0.0.1]",
            "a@b.example\u200b",
            "é@b.example",
            ".a@b.example",
            "a" * 250 + "@b.example",
        ],
    )
    def test_a_recipient_that_is_not_exactly_one_address(self, recipient: str) -> None:
        assert not is_one_address(recipient)
        with pytest.raises(ValueError, match="exactly one address"):
            letter(recipient=recipient)

    @pytest.mark.parametrize(
        "sender", ["", "a@b.example, c@d.example", "A <a@b.example>, B <c@d.example>", "A <a@b.example", "<>", "A"]
    )
    def test_a_sender_that_is_not_exactly_one_address(self, sender: str) -> None:
        with pytest.raises(ValueError, match="exactly one address"):
            letter(sender=sender)

    @pytest.mark.parametrize("subject", ["", "   "])
    def test_an_empty_subject(self, subject: str) -> None:
        with pytest.raises(ValueError, match="empty"):
            letter(subject=subject)

    @pytest.mark.parametrize("message_id", ["x@mail.example", "<x>", "<a@b.example><c@d.example>", "<a b@c.example>"])
    def test_a_message_id_of_another_form(self, message_id: str) -> None:
        with pytest.raises(ValueError, match="Message-ID"):
            letter(message_id=message_id)

    @pytest.mark.parametrize("filename", ["", "../a.zip", "a b.zip", 'a".zip', ".zip", "é.zip", "x" * 101])
    def test_a_file_name_that_is_not_a_plain_reference(self, filename: str) -> None:
        with pytest.raises(ValueError, match="file name"):
            letter(attachment=Attachment(filename, b"", "application/zip"))

    def test_a_date_without_zone(self) -> None:
        with pytest.raises(ValueError, match="time zone"):
            letter(date=datetime(2026, 11, 23, 9, 30))  # noqa: DTZ001 that is the point

    def test_half_a_character_in_the_text(self) -> None:
        with pytest.raises(ValueError, match="half a character") as refused:
            letter(body="Peeters \ud800")
        assert not isinstance(refused.value, UnicodeError)  # which would carry the whole text
        assert refused.value.__suppress_context__


def test_a_new_message_id_is_opaque_and_new_each_time() -> None:
    made = {new_message_id("mail.agentschap.example") for _ in range(1000)}
    assert len(made) == 1000
    for message_id in made:
        assert message_id.endswith("@mail.agentschap.example>")
        assert len(message_id.partition("@")[0]) == 33
    assert parsed(letter(message_id=min(made)))["Message-ID"] == min(made)


def test_the_repr_of_an_attachment_does_not_show_its_content() -> None:
    assert repr(Attachment("a.zip", b"secret", "application/zip")) == (
        "Attachment(filename='a.zip', media_type='application/zip')"
    )
