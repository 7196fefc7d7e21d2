"""Reason codes: declared once, carried by every refusal, met by screen and command line; no sentence decides."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from store.kinds import KINDS
from store.reasons import REASONS
from tests.for_each import for_each
from tests.shape.templates import ROOT, SPEAKERS, literal, name_of, parsed, templates
from tui.cli.advice import DEPENDS
from tui.cli.arguments import Option
from tui.cli.call import COMMON
from tui.cli.verbs import LISTED, load
from tui.keys import KEYS
from tui.text.remedies import REMEDIES, keys

FILES = [path for top in ("store", "tui") for path in sorted((ROOT / top).rglob("*.py"))]
#: A sentence made of another one, whose reason it has.
NESTED = re.compile(r"(\W|\{\w+\})*")
#: The letters of a RACI stand in brackets too.
TERMINAL = re.compile(r"(?<![\w-])--\w|`?\bconcord [a-z]|\((?![RACI]\))\w\)|\b[Pp]ress ")


def nodes(path: Path) -> Iterator[ast.AST]:
    return ast.walk(parsed(path))


def said() -> Iterator[tuple[str, str, str]]:
    """Who says it, the sentence, its reason."""
    for path in FILES:
        for node in nodes(path):
            if isinstance(node, ast.Call) and name_of(node.func) in SPEAKERS and node.args:
                reason = literal(node.args[1]) if len(node.args) > 1 else ""
                yield name_of(node.func), literal(node.args[0]) or "", reason or ""


def codes() -> Iterator[str]:
    """What errors are called that have no reason of their own."""
    for path in FILES:
        for node in nodes(path):
            if isinstance(node, ast.ClassDef):
                for line in node.body:
                    if isinstance(line, ast.Assign | ast.AnnAssign) and line.value is not None:
                        target = line.targets[0] if isinstance(line, ast.Assign) else line.target
                        if name_of(target) == "code" and (code := literal(line.value)):
                            yield code


def test_every_reason_that_is_given_is_declared_and_every_declared_one_is_given():
    assert {reason for _who, _sentence, reason in said() if reason} | set(codes()) == set(REASONS)
    assert list(REASONS) == sorted(REASONS)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", code) for code in REASONS)


def test_every_refusal_says_its_reason():
    assert [line for line in said() if line[0] == "Refused" and not line[2] and not NESTED.fullmatch(line[1])] == []
    assert [name for name, kind in KINDS.items() if kind.done is None and not kind.no_done.reason] == []


@for_each("wrapper", ["Fault", "Want", "Unreadable"])
def test_every_fault_and_want_says_its_reason(wrapper: str):
    """As far as its sentence stands there; one that is made elsewhere is made of one that has a reason."""
    silent = [
        ast.unparse(node)
        for path in FILES
        for node in nodes(path)
        if isinstance(node, ast.Call) and name_of(node.func) == wrapper
        for words in node.args
        if isinstance(words, ast.Call)
        and name_of(words.func) == "Words"
        and len(words.args) < 2
        and not any(keyword.arg == "fault" for keyword in words.keywords)
    ]
    assert silent == []


def test_no_sentence_of_the_store_names_an_option_a_command_or_a_key():
    assert [text for text, path in templates().items() if path.startswith("store/") and TERMINAL.search(text)] == []


@for_each("path", FILES)
def test_nothing_is_decided_by_an_english_sentence(path: Path):
    asked = [
        ast.unparse(node)
        for node in nodes(path)
        if (isinstance(node, ast.Compare) and any(_template(each) for each in (node.left, *node.comparators)))
        or (isinstance(node, ast.Subscript) and _template(node.slice))
        or (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and _template(node.func.value))
        or (isinstance(node, ast.Call) and name_of(node.func) == "get" and any(map(_template, node.args)))
        or (isinstance(node, ast.Call) and ast.unparse(node.func).startswith("re.") and any(map(_template, node.args)))
    ]
    assert asked == []


def _template(node: ast.AST) -> bool:
    """Whether it is the sentence of some words."""
    return (isinstance(node, ast.Attribute) and node.attr == "template") or literal(node) == "template"


def test_what_meets_a_reason_is_for_a_reason_that_there_is():
    assert set(REMEDIES) - set(REASONS) == set()
    assert set(DEPENDS) - set(REMEDIES) == set()
    assert [code for code, remedy in REMEDIES.items() if not remedy.commands] == []


@for_each("reason", [reason for reason, remedy in REMEDIES.items() if remedy.keys])
def test_a_key_that_meets_a_reason_is_a_key(reason: str):
    wanted = [each.partition(" ") for each in REMEDIES[reason].keys]
    assert all(any(key.action == action and kind in ("", *key.kinds) for key in KEYS) for action, _, kind in wanted)
    assert len(keys(reason)) == len(wanted)


@for_each("pattern", sorted({each for remedy in REMEDIES.values() for each in remedy.commands}))
def test_a_command_that_meets_a_reason_is_a_command(pattern: str):
    given = re.findall(r"--([\w-]+)", pattern)
    if pattern.startswith("{again}"):
        assert any(set(given) <= options(name) for name in LISTED)
        return
    program, name, *_rest = pattern.split()
    assert (program, name in LISTED) == ("concord", True)
    assert set(given) <= options(name)


def options(name: str) -> set[str]:
    """Those of a verb, the fields of the kinds among them where it takes such."""
    verb = load(name)
    own: tuple[Option, ...] = tuple(verb.options)
    fields = {each for kind in KINDS.values() for each in kind.fields} if verb.takes_fields else set[str]()
    return {option.name for option in own} | set(COMMON) | {each.replace("_", "-") for each in fields} | fields


def test_what_a_command_of_meetings_meets_the_screen_says_a_way_to_as_well():
    """The keys that do it are those of the room of a meeting."""
    beyond = {"no-next", "no-quorum", "not-on-an-agenda", "wants-meeting", "wants-place"}  # asked there at once
    held = {code for code, each in REMEDIES.items() if any(" meeting " in command for command in each.commands)}
    assert [code for code in sorted(held - beyond) if not keys(code)] == []
