"""Properties are tried on the same examples in every run; with `CONCORD_LONG` on new ones."""

import os

from hypothesis import settings

settings.register_profile("same", derandomize=True, database=None, deadline=None)
settings.register_profile("new", deadline=None)
settings.load_profile("new" if os.environ.get("CONCORD_LONG") else "same")
