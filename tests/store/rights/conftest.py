"""The office, made once and copied for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.store.rights.office import Office, furnish


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("office") / "w"
    furnish(str(folder))
    return folder


@pytest.fixture
def office(furnished: Path, tmp_path: Path) -> Iterator[Office]:
    office = Office.copy(furnished, tmp_path / "w")
    yield office
    office.close()
