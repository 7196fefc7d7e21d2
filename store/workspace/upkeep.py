"""Looking after the folder of a workspace: is all of it whole, and what can be brought back where it is not."""

from store.engine.checkup import verify
from store.engine.repair import Outcome, repair

__all__ = ["Outcome", "repair", "verify"]
