import time
from pathlib import Path

import pytest

from local import progress
from local.progress import STEP, Progress


def test_a_step_that_takes_long_is_spoken_of_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "QUIET", 0.2)
    told: list[str] = []
    with Progress(told.append) as telling:
        telling.begin("Databank maken …")
        time.sleep(0.7)
    assert told[0] == "Databank maken …"
    assert told[1:]
    assert all(words.startswith("Databank maken … nog bezig, ") for words in told[1:])


def test_the_steps_in_a_log_are_passed_on_and_the_rest_is_not(tmp_path: Path) -> None:
    log, told = tmp_path / "prepare.log", []
    log.write_text(f"INFO iets\n{STEP}Voorbeelden: aanmeldingen …\nnog iets\n")
    with Progress(told.append) as telling:
        telling.follow(log)
        time.sleep(0.4)
    assert told == ["Voorbeelden: aanmeldingen …"]
