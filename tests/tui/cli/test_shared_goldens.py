"""What is shared without a meeting, on the command line in both languages: updates, a reading, the report.

`CONCORD_GOLDENS=write` writes them anew.
"""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.store.built_example import build
from tests.tui.cli.conftest import Concord
from tests.tui.conftest import same_as_golden

SATURDAY = datetime(2026, 11, 28, 9, tzinfo=UTC)
READING = "N-1@2026-11-27T20:15"
#: What is asked for, by the name of what comes.
SHOWN = {
    "update-list": ("list", "update"),
    "update-page": ("show", "U-5"),
    "reading-history": ("history", READING),
    "report": ("report", "--markdown", "--weeks", "4"),
}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_it_reads_as_it_did(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, concord: Concord, language: str):
    monkeypatch.setattr("store.clock.now", lambda: SATURDAY)
    folder = tmp_path / "promotion"
    build(folder, "promotion", language)
    monkeypatch.setenv("CONCORD_WORKSPACE", str(folder))
    assert concord("reading", READING, "15900", "--correct", "--why", "typo").code == 0
    for name, words in SHOWN.items():
        ran = concord(*words, "--lang", language)
        assert (ran.code, ran.err) == (0, "")
        same_as_golden(f"shared-{name}-{language}", ran.out, 400)
