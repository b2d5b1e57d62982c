"""The two real protocols, where their folder is there (R30, R34); of persons only a digest is kept."""

import hashlib
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from paper_reading.reading import read_pages
from paper_reading.terms import PaperField

SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"
WESTERLO = {
    PaperField.CONCLUDED_ON: "2023-12-18",
    PaperField.TEAM_NAME: "Zuiderkempen",
    PaperField.PARTNER_NAME: "OCMW Westerlo",
    PaperField.PARTNER_KIND: "ocmw",
    PaperField.PARTNER_NUMBER: "0212.181.956",
    PaperField.PARTNER_SEAT: "Verlorenkost 22/1, 2260 Westerlo",
    PaperField.AGENCY_NUMBER: "0886.886.638",
    PaperField.ADVICE_AGENCY_ON: "2023-12-14",
    PaperField.ADVICE_PARTNER_ON: "2023-09-19",
    PaperField.PROTOCOL_IN_FORCE_FROM: "2024-01-01",
    PaperField.PROTOCOL_NOTICE_MONTHS: 6,
    PaperField.SIGNED_ON: "2024-01-29",
    PaperField.PLACE: "Brussel",
}
DIEST = {
    PaperField.CONCLUDED_ON: "2024-11-01",
    PaperField.TEAM_NAME: "Demer-Dijle",
    PaperField.PARTNER_NAME: "OCMW Diest",
    PaperField.PARTNER_KIND: "ocmw",
    PaperField.PARTNER_NUMBER: "0212.246.886",
    PaperField.PARTNER_SEAT: "Hasseltsestraat 30, 3290 Diest",
    PaperField.AGENCY_NUMBER: "0886.886.638",
    PaperField.ADVICE_AGENCY_ON: "2024-09-04",
    PaperField.ADVICE_PARTNER_ON: "2024-04-16",
}
DIGESTS: dict[str, dict[PaperField, str]] = {
    "004": {
        PaperField.PARTNER_REPRESENTATIVES: "b9a73281da7d6fe09cee",
        PaperField.AGENCY_REPRESENTATIVES: "ffe4ffb5e8841d93c623",
        PaperField.MAILBOX: "c51c990fd66fb9410150",
        PaperField.SIGNATORIES: "c297c3a6d3dc2c8613af",
        PaperField.BREACH_CONTACT_AGENCY: "fc5339937f9885ef7ee0",
        PaperField.BREACH_CONTACT_PARTNER: "26cad839f0f41970e572",
        PaperField.ESIGNATURE_CODE: "8f1723493331f9d50f34",
        PaperField.ESIGNATURE_URL: "24c24f97d0d9ac240400",
    },
    "002": {
        PaperField.PARTNER_REPRESENTATIVES: "a6ae8d605ca4c0f60e70",
        PaperField.AGENCY_REPRESENTATIVES: "c4ad1e97cc8c59e1b88b",
    },
}
PROTOCOLS = {"004": WESTERLO, "002": DIEST}


def digest(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:20]


def papers() -> list[Path]:
    return [path for number in PROTOCOLS for path in sorted(SEEDS.glob(f"{number}_*.txt"))]


@pytest.mark.parametrize("path", papers(), ids=lambda path: path.name[:3])
def test_a_real_protocol_is_read_as_it_is_printed(path):
    number = path.name[:3]
    found = {one.field: one for one in read_pages(path.read_text().split("\f"), today=date(2026, 11, 28))}
    assert {field: found[field].value for field in PROTOCOLS[number]} == PROTOCOLS[number]
    assert {field: digest(found[field].value) for field in DIGESTS[number]} == DIGESTS[number]
    assert found.keys() == PROTOCOLS[number].keys() | DIGESTS[number].keys()


@pytest.mark.parametrize(
    "path", [path for path in papers() if path.name.startswith("002")], ids=lambda path: path.name[:3]
)
def test_what_a_scanner_misread_is_never_sure(path):
    """ "81 november 2824" and "©886.886.638": proposed, and in doubt."""
    found = {one.field: one for one in read_pages(path.read_text().split("\f"), today=date(2026, 11, 28))}
    assert not any(
        found[field].sure for field in (PaperField.CONCLUDED_ON, PaperField.AGENCY_NUMBER, PaperField.ADVICE_AGENCY_ON)
    )
    assert "81 november 2824" in found[PaperField.CONCLUDED_ON].quote
