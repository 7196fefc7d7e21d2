"""A module is imported without what it can do without, and that is there again for everybody else."""

import sys
from pathlib import Path

import pytest

from store.light_import import without


@pytest.fixture
def modules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of modules: a costly one, which one can do without and another one insists on."""
    (tmp_path / "costly_one.py").write_text("")
    (tmp_path / "does_without.py").write_text("try:\n import costly_one as found\nexcept ImportError:\n found = None")
    (tmp_path / "insists.py").write_text("import costly_one as found")
    monkeypatch.syspath_prepend(str(tmp_path))
    for name in ("costly_one", "does_without", "insists"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    return tmp_path


def test_the_costly_one_stays_out_and_can_be_imported_afterwards(modules: Path):
    without("costly_one", "does_without")
    assert sys.modules["does_without"].found is None
    assert "costly_one" not in sys.modules
    import costly_one  # type: ignore[import-not-found]

    assert costly_one.__file__ == str(modules / "costly_one.py")


def test_where_somebody_has_imported_it_it_is_taken(modules: Path):
    import costly_one  # type: ignore[import-not-found]

    without("costly_one", "does_without")
    import does_without  # type: ignore[import-not-found]

    assert does_without.found is costly_one


def test_a_version_that_insists_on_it_is_imported_as_it_comes(modules: Path):
    without("costly_one", "insists")
    import insists  # type: ignore[import-not-found]

    assert insists.found is sys.modules["costly_one"]
