"""The address of a mailbox."""

import pytest

from agreements.terms.mailbox_address import is_address, looks_general


@pytest.mark.parametrize(
    "address",
    ["info@ocmw.example", "info.ocmw@dorp.example", "onthaal@ocmw.example", "Secretariaat@ocmw.example",
     "ocmw@dorp.example", "ocmw-onthaal@dorp.example", "stad.ocmw@dorp.example", "info2@dorp.example"],
)  # fmt: skip
def test_an_address_for_everyone_is_flagged(address):
    """R69: only staff bound by secrecy may open it. The address of S4 begins with info too."""
    assert looks_general(address)


@pytest.mark.parametrize(
    "address",
    ["sociale.dienst@ocmw.example", "ocmw.kindengezin@dorp.example", "informatica@ocmw.example", "sociaal@info.example",
     "postma@ocmw.example", "1234@ocmw.example"],
)  # fmt: skip
def test_an_address_of_a_service_is_not_flagged(address):
    assert not looks_general(address)


@pytest.mark.parametrize("address", ["a@ocmw.example", "A.b+c_d-e@ocmw.sub-dorp.example", "a@xn--caf-dma.example"])
def test_a_plain_address_is_taken(address):
    assert is_address(address)


@pytest.mark.parametrize(
    "address", ["a@localhost", "a@10.0.0.1", "a@[::1]", "a@ocmw.example\n", "a@-x.example", "a@ocmw."]
)
def test_what_is_no_plain_address_is_refused(address):
    assert not is_address(address)
