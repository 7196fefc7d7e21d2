"""Decisions as MADR files: what was typed is read back as it was, and names of files lead nowhere else."""

import re
from itertools import pairwise

import msgspec
from markdown_it import MarkdownIt

from store import commands
from store.commands.circulating import circulate, take_stance
from store.insight.overview import Overview
from store.kinds.decision import Decision
from store.kinds.raci import assign
from store.workspace import Workspace
from tests.for_each import for_each
from tests.store.conftest import organisation, workspace
from tui.text import madr

__all__ = ["organisation", "workspace"]

BO = "- 'Bo' \"#1\": [x] \\n {y}"
EVIL = '# "x": [a](b) <script>\n- y\n---\n> *z* \\ `c` &amp; é 文'


def parsed(text: str) -> tuple[dict[str, str | list[str]], dict[str, list[str]]]:
    """The front matter, read strictly, and under each heading its texts."""
    lines = text.split("\n")
    assert lines[0] == "---"
    end = lines.index("---", 1)
    head: dict[str, str | list[str]] = {}
    for line in lines[1:end]:
        if item := re.fullmatch(r'  - ("(?:[^"\\]|\\.)*")', line):
            list(head.values())[-1].append(msgspec.json.decode(item[1]))  # type: ignore[union-attr]
        else:
            key = re.fullmatch(r'([a-z-]+):(?: (\d{4}-\d\d-\d\d)| ("(?:[^"\\]|\\.)*"))?', line)
            assert key, line
            head[key[1]] = key[2] or (msgspec.json.decode(key[3]) if key[3] else [])
    return head, sections("\n".join(lines[end + 1 :]))


def sections(text: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    tokens = MarkdownIt("commonmark").parse(text)
    for before, token in pairwise(tokens):
        if token.type != "inline":
            assert token.type != "html_block" or token.content.startswith("<!-- Concord D-"), token
            continue
        said = "".join("\n" if each.type.endswith("break") else each.content for each in token.children or ())
        assert not {each.type for each in token.children or ()} & {"html_inline", "image", "em_open", "code_inline"}
        if before.type == "heading_open":
            found[said] = []
        else:
            list(found.values())[-1].append(said)
    return found


def of(w: Workspace, id: str, **files: str) -> str:
    overview = Overview(w.ledger, w.today)
    return "\n".join(madr.lines(w.records.one(Decision, id), overview, files))


def test_a_decision_is_read_back_as_it_was(organisation: Workspace):
    w, first = organisation, EVIL.splitlines()[0]
    w.do(commands.add, "goal", {"title": "Spring", "why": EVIL, "departments": ["DP-1", "DP-2"]})
    w.do(commands.edit, "PN-2", {"name": BO})
    w.do(assign, "G-1", {"PN-1": "A", "DP-2": "C", "PN-2": "I"})
    options = f"Leipzig\n+ near\n- {first}\n~ as large\nHalle\n  by the river"
    w.do(commands.add, "decision", {"question": "Where?", "goal": "G-1", "options": options})
    w.do(circulate, "D-1", ["DP-1", "DP-2"], w.today, "Leipzig")
    w.do(take_stance, "D-1", "DP-2", "objects", EVIL)
    w.do(take_stance, "D-1", "DP-1", "agrees")
    made = {
        "chosen": "Leipzig",
        "why": EVIL,
        "despite": "so",
        "consequences": "+ new\nwe move\n- rent",
        "known_by": EVIL,
    }
    w.do(commands.edit, "D-1", {**made, "review_on": w.today})
    w.do(commands.add, "decision", {"question": first, "chosen": "no"})
    w.do(commands.edit, "D-1", {"superseded_by": "D-2"})
    head, body = parsed(of(w, "D-1", **{"D-2": "0002-x.md"}))
    assert head == {
        "status": "superseded by ADR-0002", "date": str(w.today), "decision-makers": ["Ana Lund"],
        "consulted": ["Marketing", "Finance"], "informed": [BO],
    }  # fmt: skip
    assert list(body) == [
        "Where?", "Context and Problem Statement", "Decision Drivers", "Considered Options", "Decision Outcome",
        "Consequences", "Confirmation", "Pros and Cons of the Options", "Leipzig", "Halle", "More Information",
    ]  # fmt: skip
    assert body["Considered Options"] == ["Leipzig", "Halle"]
    assert body["Decision Outcome"] == [f'Chosen option: "Leipzig", because {EVIL}']
    assert body["Consequences"] == ["Good, because new", "we move", "Bad, because rent"]
    assert body["Confirmation"] == [EVIL, f"Review on: {w.today}"]
    assert body["Leipzig"] == [
        "Good, because near",
        f"Bad, because {EVIL.splitlines()[0]}",
        "Neutral, because as large",
    ]
    assert body["Halle"] == ["by the river"]
    assert "Superseded by: ADR-0002" in body["More Information"]
    assert "[ADR-0002](<0002-x.md>)" in of(w, "D-1", **{"D-2": "0002-x.md"})
    head, body = parsed(of(w, "D-2"))
    assert (head["status"], next(iter(body))) == ("accepted", first)
    assert "Supersedes: ADR-0001" in body["More Information"]


@for_each(
    "id, question, name",
    [
        ("D-7", "Who owns the dock plan?", "0007-who-owns-the-dock-plan.md"),
        ("D-12", "月台计划归谁管？", "0012-月台计划归谁管.md"),
        ("D-3", "../../etc/passwd", "0003-etc-passwd.md"),
        ("D-3", "???", "0003.md"),
        ("D-12345", "C:\\x\u202e con", "12345-c-x-con.md"),
        ("D-1", "Wo ist " + "sehr " * 40, "0001-wo-ist-" + "-".join(["sehr"] * 10) + ".md"),
        ("D-1", "谁" * 40, "0001-" + "谁" * 19 + ".md"),
        ("D-1", "हिन्दी में", "0001-हिन्दी-में.md"),
    ],
)
def test_a_file_is_named_by_number_and_question(id: str, question: str, name: str):
    assert madr.file_name(Decision(id=id, question=question)) == name
