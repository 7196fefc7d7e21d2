"""The example organisations as copies: each is told once a process, for whoever looks around in it or writes to it."""

import shutil
from datetime import date, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from store import clock, demo
from store.demo import story


def build(folder: Path, case: str, lang: str, today: date | None = None) -> None:
    """As `demo.build`, by the clock that there is; for tests that do not ask how it is told."""
    hour = clock.now().replace(minute=0, second=0, microsecond=0)
    shutil.copytree(_told(case, lang, today, hour, story.os_user()), folder)


@cache
def _told(case: str, lang: str, today: date | None, _hour: datetime, _login: str) -> Path:
    place = Path(_PLACE.name) / f"{_told.cache_info().currsize}"
    demo.build(str(place), case, lang, today)
    return place


_PLACE = TemporaryDirectory(prefix="concord-examples-")
