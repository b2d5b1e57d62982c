import socket

import pytest

from local.ports import PortNotUsableError, Ports, chosen_ports, free_ports


def test_a_port_in_use_is_named_with_the_variable_that_changes_it() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]
        free = free_ports()
        ports = Ports(web=free.web, mail_page=free.mail_page, smtp=taken, pop3=free.pop3)
        with pytest.raises(PortNotUsableError) as refusal:
            ports.check_free()
    assert f"Poort {taken} voor SMTP is al in gebruik" in str(refusal.value)
    assert "MAIL_SMTP_PORT=" in str(refusal.value)


def test_all_ports_in_use_are_named_at_once_beside_those_that_were_chosen() -> None:
    with socket.socket() as one, socket.socket() as other:
        for taken in (one, other):
            taken.bind(("127.0.0.1", 0))
            taken.listen()
        smtp, pop3 = one.getsockname()[1], other.getsockname()[1]
        free = free_ports()
        with pytest.raises(PortNotUsableError) as refusal:
            Ports(web=free.web, mail_page=free.mail_page, smtp=smtp, pop3=pop3).check_free()
    *sentences, command = str(refusal.value).splitlines()
    assert [sentence.split()[1] for sentence in sentences] == [str(smtp), str(pop3)]
    assert f"PORT={free.web} MAIL_PAGE_PORT={free.mail_page} " in command
    assert f" MAIL_SMTP_PORT={smtp + 100} MAIL_POP3_PORT={pop3 + 100} make run" in command


def test_free_ports_are_four_different_ones_that_can_be_used() -> None:
    ports = free_ports()
    ports.check_free()
    assert len({ports.web, ports.mail_page, ports.smtp, ports.pop3}) == 4


def test_a_variable_changes_its_port_only() -> None:
    assert chosen_ports({"PORT": "8100"}) == Ports(web=8100)


@pytest.mark.parametrize("text", ["0", "65536", "8000a", "-1", "acht"])
def test_what_is_no_port_is_refused_with_the_name_of_the_variable(text: str) -> None:
    with pytest.raises(PortNotUsableError, match="MAIL_POP3_PORT"):
        chosen_ports({"MAIL_POP3_PORT": text})
