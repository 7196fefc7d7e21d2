"""What a kind is like stands with the kind: what tells kinds apart by their names elsewhere is counted, and shrinks."""

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

from store.kinds import KINDS, PREFIXES
from tests.shape.templates import parsed

ROOT = Path(__file__).parents[2]
RECORDS = {kind.record.__name__ for kind in KINDS.values()}
STARTS = {f"{prefix}-" for prefix in PREFIXES}

#: Tables and lists of kinds that are left, by file.
TABLES: dict[str, int] = {
    "store/demo/large.py": 2,
    "store/demo/large_work.py": 1,
    "store/history/groups.py": 1,
    "store/insight/goal_health.py": 1,
    "store/insight/my_day.py": 1,
    "store/insight/projections.py": 1,
    "store/interop/goals_csv.py": 1,
    "store/records/names.py": 1,
    "store/search/ancestors.py": 1,
    "store/workspace/roles.py": 1,
    "tui/board/listing.py": 1,
    "tui/board/panes.py": 1,
    "tui/cli/show_json.py": 1,
    "tui/cli/verbs/add.py": 1,
    "tui/keys.py": 8,
    "tui/personal/inbox.py": 1,
    "tui/rooms/raci.py": 1,
    "tui/rooms/standup/room.py": 1,
    "tui/rooms/timeline/chart.py": 1,
    "tui/text/plan.py": 1,
}

#: Comparisons with a kind's name or the letters of its ids that are left, by file.
COMPARISONS: dict[str, int] = {
    "store/commands/dry_run.py": 3,
    "store/history/groups.py": 1,
    "store/history/narrative.py": 1,
    "store/insight/activity.py": 1,
    "store/insight/digest.py": 1,
    "store/insight/my_day.py": 1,
    "store/insight/overview.py": 1,
    "store/insight/plan.py": 2,
    "store/insight/promises.py": 1,
    "store/insight/standup_entries.py": 1,
    "store/insight/standup_room.py": 1,
    "store/insight/waiting.py": 1,
    "store/interop/goals_csv.py": 1,
    "store/kinds/decision.py": 1,
    "store/kinds/raci.py": 1,
    "store/kinds/request_rights.py": 1,
    "store/records/names.py": 1,
    "store/search/ancestors.py": 1,
    "store/search/complete.py": 2,
    "store/search/index.py": 2,
    "store/search/rank_choices.py": 3,
    "store/search/searched_text.py": 4,
    "store/workspace/review.py": 1,
    "store/workspace/roles.py": 1,
    "tui/acts/allocation.py": 1,
    "tui/acts/gate.py": 3,
    "tui/acts/request.py": 1,
    "tui/acts/stance_form.py": 1,
    "tui/board/narrowing.py": 2,
    "tui/board/screen.py": 1,
    "tui/cli/advice.py": 1,
    "tui/cli/call.py": 2,
    "tui/cli/consequences.py": 4,
    "tui/cli/kind_words.py": 1,
    "tui/cli/verbs/requests.py": 1,
    "tui/cli/verbs/standup.py": 1,
    "tui/desk/news.py": 1,
    "tui/faces/seen_at.py": 1,
    "tui/faces/stances_section.py": 1,
    "tui/rooms/raci.py": 1,
    "tui/rooms/standup/room.py": 2,
    "tui/rooms/standup/room_rows.py": 1,
    "tui/rooms/timeline/foot.py": 2,
    "tui/rooms/timeline/room.py": 5,
    "tui/text/digest.py": 1,
}


def _text(node: ast.AST) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _is_kind(node: ast.AST) -> bool:
    """A kind's name, `"A-"`, or the class of its records."""
    return _text(node) in KINDS or _text(node) in STARTS or (isinstance(node, ast.Name) and node.id in RECORDS)


def _are_kinds(nodes: Iterable[ast.AST | None]) -> bool:
    """Two or more kinds and nothing else: by name, by letters, or at the head of a tuple."""
    keys = [each.elts[0] if isinstance(each, ast.Tuple) and each.elts else each for each in nodes if each is not None]
    keys = [each for each in keys if not (isinstance(each, ast.Constant) and each.value == "")]
    letters = {_text(each) for each in keys}
    # R, A, C and I are letters of RACI too.
    by_letters = letters <= set(PREFIXES) and any(len(each) > 1 for each in letters)
    return len(keys) > 1 and (by_letters or all(map(_is_kind, keys)))


def tables(tree: ast.AST) -> Iterator[int]:
    """The lines of dicts, tuples, lists and sets that name kinds, those in comparisons apart."""
    within: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            within.update(node.comparators)
        elif isinstance(node, ast.Dict) and _are_kinds(node.keys):
            within.update(key for key in node.keys if key is not None)
            yield node.lineno
        elif isinstance(node, ast.Tuple | ast.List | ast.Set) and node not in within and _are_kinds(node.elts):
            within.update(node.elts)
            yield node.lineno


def comparisons(tree: ast.AST) -> Iterator[int]:
    """The lines of comparisons with kinds."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            sides += [each for side in sides if isinstance(side, ast.Tuple | ast.Set | ast.List) for each in side.elts]
            if any(_text(side) in KINDS or _text(side) in STARTS for side in sides):
                yield node.lineno
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith(".startswith"):
            yield from [node.lineno] if any(_text(each) in STARTS for each in ast.walk(node)) else []


def counted(of: object) -> dict[str, int]:
    files = sorted(path for top in ("store", "tui") for path in (ROOT / top).rglob("*.py"))
    found = {str(path.relative_to(ROOT)): len([*of(parsed(path))]) for path in files}
    return {path: n for path, n in found.items() if n}


def test_no_more_tables_are_keyed_by_kinds():
    """More: say it in the kind, in its file of `store/telling`. Fewer: take it off the list."""
    assert counted(tables) == TABLES


def test_no_more_is_decided_by_the_name_of_a_kind():
    """More: ask the kind, or the record, for what matters about it. Fewer: take it off the list."""
    assert counted(comparisons) == COMPARISONS


def test_what_is_counted():
    found = ast.parse(
        '{"goal": 1, "action": 2}; {"G": 1, "KR": 2}; {Goal: 1, Action: 2}; ("goal", "action"); {("goal", "due"): 1, '
        '("action", "due"): 2}; (("goal", 1), ("action", 2)); {"goal": 1, "title": 2}; ("R", "A", "C", "I"); {"A": 1}'
    )
    assert len([*tables(found)]) == 6
    found = ast.parse('a == "goal"; a in ("goal", "action"); a.startswith("G-"); a.startswith(("x", "KR-")); a == "x"')
    assert len([*comparisons(found)]) == 4
    assert [*tables(found)] == []
