"""Both languages in full: every sentence that the source can say has its Chinese, with the same places in it."""

import ast
import re
import string

import msgspec

from tests.for_each import for_each
from tests.shape.templates import ROOT, literal, name_of, sources, templates

CATALOGUE: dict[str, str] = msgspec.json.decode((ROOT / "tui/locale/zh.json").read_bytes())


def places(template: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(template) if name}


def test_every_sentence_has_its_chinese():
    missing = {text: path for text, path in templates().items() if text not in CATALOGUE}
    assert not missing


def test_nothing_is_translated_that_is_never_said():
    assert sorted(set(CATALOGUE) - set(templates())) == []


@for_each("template", sorted(CATALOGUE))
def test_the_places_are_the_same(template: str):
    assert CATALOGUE[template].strip()
    assert places(CATALOGUE[template]) <= places(template) | {"n"}
    assert places(template) - places(CATALOGUE[template]) <= {"n"}


def test_a_sentence_is_handed_on_whole():
    """`Words.filled` puts values into it; made anew of its template, it would lose its context and its form for one."""
    anew = [
        (path, ast.unparse(node))
        for path, tree in sources()
        if path != "store/words.py"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and name_of(node.func) in ("Words", "t") and node.args
        if isinstance(node.args[0], ast.Attribute) and node.args[0].attr == "template"
    ]
    assert anew == []


#: Types, CSV, values as they are typed, commands, sequences for the terminal: not for people to read as a sentence.
JOINED_BY_CODE = {
    "store/fields/recurrence/rule.py",
    "store/fields/unknown.py",
    "store/interop/csv_file.py",
    "store/interop/reference_names.py",
    "store/records/writing.py",
    "tui/cli/advice.py",
    "tui/cli/diagnoses/statements.py",
    "tui/cli/letting_in.py",
    "tui/text/remedies.py",
    "tui/board/first_frame.py",
    "tui/terminal/pen.py",
}


def joins_with_marks(node: ast.AST) -> bool:
    """Puts a comma, a semicolon or the like between words."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or node.func.attr != "join":
        return False
    return bool(set(literal(node.func.value) or "") & set(",;/，；、"))


def test_joining_is_a_template_of_the_language():
    """Lists are values of a sentence, or joined by `tui.text.joined`: no comma of English stands in Chinese."""
    assert {path for path, tree in sources() for node in ast.walk(tree) if joins_with_marks(node)} == JOINED_BY_CODE


#: A number and the noun that it counts; a limit is never one.
COUNTED = re.compile(r"\{n\}(?: \w+){0,2}? (?:\w+s|people)\b")
LIMIT = re.compile(r"(?:than|one to|last|first) \{n\}")
#: Said of more than one only.
NEVER_ONE = {
    "Minutes of {n} meetings to confirm",
    "Open actions in {n} weeks",
    "a date for {n} actions",
    "a date for {n} milestones",
    "every {n} days",
    "every {n} months",
    "every {n} months on the {days}",
    "every {n} weeks",
    "every {n} weeks on {days}",
    "every {n} years",
    "every {n} years on {days}",
    "keep {n} lines",
    "a department for {n} milestones",
    "a last check-in for {n} key results",
    "an answer to {n} objections",
    "an answer to {n} questions",
    "an owner for {n} actions",
    "the stance of {n} departments",
    "the {day} of every {n} months",
    "{n} days ago",
    "{n} departments ready, or excused",
    "{n} more lines, J scrolls",
    "{n} open actions done, dropped or carried over",
    "{n} records are done",
    "{n} records are dropped or deleted",
    "{n} records are open again",
    "{who} changed {n} days of the calendar",
    "{who} noted {n} lines on {name}",
}


def test_what_is_counted_has_its_form_for_one():
    plural: set[str] = set()
    for _path, tree in sources():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and node.args and all(each.arg != "one" for each in node.keywords):
                text = literal(node.args[0]) or ""
                plural |= {text} if COUNTED.search(text) and not LIMIT.search(text) else set()
    assert plural == NEVER_ONE


def test_the_catalogue_is_in_order():
    assert list(CATALOGUE) == sorted(CATALOGUE)
