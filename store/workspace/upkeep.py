"""Looking after a workspace: is all of it whole, and what can be brought back where it is not."""

from store.engine import checkup, repair
from store.engine.checkup import Report
from store.engine.home.home_at import is_address
from store.engine.repair import Outcome

__all__ = ["Outcome", "Report", "repaired", "verify"]


def verify(place: str) -> Report:
    """Look at all of the workspace there; changes nothing. Raises `Failed` where there is none."""
    if not is_address(place):
        return checkup.verify(place)
    from store.engine.home.postgres import rows_checkup  # late: it needs psycopg

    return rows_checkup.verify(place)


def repaired(place: str, wait: float = 10.0) -> Outcome:
    """Put together what is whole there, see `store.engine.repair`; raises what that raises."""
    if not is_address(place):
        return repair.repair(place, wait)
    from store.engine.home.postgres import rows_repair  # late: it needs psycopg

    return rows_repair.repair(place, wait)
