"""Every sentence that Concord can say, collected from the source, with its context: the keys of the catalogues."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
#: Called with an English template as their first argument.
SPEAKERS = {
    "Words", "t", "Failed", "Forbidden", "NotFound", "PutBack", "ReadOnly", "OutcomeUnknown", "WrongWords", "Busy",
    "Refused", "Damaged", "Unstorable", "__init__",
}  # fmt: skip
#: Called with a label; choices follow as pairs of value and label.
DECLARERS = {"line", "text", "prose", "day", "moment", "choice", "ref", "refs", "number", "flag", "tag_list", "tags",
             "mapping", "rows", "check_list", "period_line", "clock_line", "zone_line", "minutes", "recurring",
             "listing"}  # fmt: skip
#: Keyword arguments and attributes that hold something to say.
SAID = {"label", "plural", "hint", "empty", "help", "example_note"}


def literal(node: ast.AST | None) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def name_of(node: ast.AST) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


@cache
def parsed(path: Path) -> ast.Module:
    """A file of Python; the same one is not read again."""
    return ast.parse(path.read_text("utf-8"))


def sources() -> Iterator[tuple[str, ast.Module]]:
    """Every file of the program, parsed."""
    for top in ("store", "tui"):
        for path in sorted((ROOT / top).rglob("*.py")):
            yield str(path.relative_to(ROOT)), parsed(path)


@cache
def templates() -> dict[str, str]:
    """Template to the file in which it stands."""
    found: dict[str, str] = {}
    for path, tree in sources():
        for text in said_in(tree):
            if any(letter.isalpha() for letter in text):
                found.setdefault(text, path)
    return found


@cache
def errors() -> frozenset[str]:
    """The classes that come of errors and stand beside what raises them: they are called with a template too."""
    known, found = SPEAKERS - {"Words", "t", "__init__"}, frozenset[str]()
    trees = (tree for path, tree in sources() if path != "store/errors.py")
    classes = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    while more := {each.name for each in classes if {*map(name_of, each.bases)} & (known | found)} - found - known:
        found |= more
    return found


def said_in(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from _called(node)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            yield from _assigned(node)


def _called(node: ast.Call) -> Iterator[str]:
    name = name_of(node.func)
    first = literal(node.args[0]) if node.args else None
    context = next((literal(each.value) for each in node.keywords if each.arg == "context"), None)
    key = f"{first}|{context}" if context else first
    if (
        (name in SPEAKERS or name in errors())
        and key is not None
        and (name != "__init__" or "super" in ast.unparse(node.func))
    ):
        yield key
    if name in DECLARERS and key is not None:
        yield key
        for argument in node.args[1:]:
            if isinstance(argument, ast.Tuple) and len(argument.elts) == 2 and (label := literal(argument.elts[1])):
                yield label
    for keyword in node.keywords:
        if keyword.arg in SAID and (text := literal(keyword.value)):
            yield text


def _assigned(node: ast.Assign | ast.AnnAssign) -> Iterator[str]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    names = {name_of(target) for target in targets}
    if names & SAID and (text := literal(node.value)):
        yield text
    if "COLUMNS" in names and node.value is not None:
        for pair in ast.walk(node.value):
            if isinstance(pair, ast.Tuple) and len(pair.elts) == 2 and (label := literal(pair.elts[1])):
                yield label
