"""Properties are tried on the same examples in every run; with `CONCORD_LONG` on new ones, and a test may take hours.

A test that hangs fails: `timeout` in `pyproject.toml` says after how many seconds.
"""

import os

from hypothesis import settings

LONG = bool(os.environ.get("CONCORD_LONG"))
#: Seconds that a test in its long form has; a time limit said in the environment stands.
HOURS = 4 * 3600

settings.register_profile("same", derandomize=True, database=None, deadline=None)
settings.register_profile("new", deadline=None)
settings.load_profile("new" if LONG else "same")
if LONG:
    os.environ.setdefault("PYTEST_TIMEOUT", str(HOURS))
