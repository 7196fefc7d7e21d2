"""The panes of the board, from top to bottom, each with its lists. A kind that none of them names is in the last."""

from store.kinds import KINDS

_NAMED: tuple[tuple[str, ...], ...] = (
    ("department", "person", "team", "resource", "training"),
    ("goal", "key-result", "milestone", "decision", "metric"),
    ("action", "request", "blocker", "update"),
    ("retro", "meeting", "series", "lesson", "term"),
)
_OTHERS = [name for name, kind in KINDS.items() if kind.seen_at is None and not any(name in pane for pane in _NAMED)]
PANES = (*_NAMED[:-1], (*_NAMED[-1], *_OTHERS))
