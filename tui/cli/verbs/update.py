"""Updates: sharing one, saying for a department that it is understood, asking about it, answering."""

from store import commands
from store.errors import WrongWords
from store.kinds.acknowledging import audience, questions, said
from store.kinds.department_rights import speaks_for
from store.kinds.update import Update, all_understood, answer, ask
from store.words import Words
from tui.cli.arguments import Option
from tui.cli.call import Call, Verb
from tui.cli.consequences import say_added
from tui.cli.verbs.deeds import deed_named
from tui.i18n import t
from tui.served import WRITES
from tui.text.joined import listed

#: The fields that sharing takes beside the words.
_GIVEN = ("sort", "departments", "department", "goal", "owner", "text", "evidence")


def _share(call: Call) -> None:
    _deed, title = call.take(2)
    values = {name: call.given_value("update", name, call.given(name)) for name in _GIVEN if name in call.options}
    made = call.workspace.do(commands.add, "update", {"title": title, **values})
    say_added(call, made.id)
    if isinstance(made, Update) and not audience(made):
        call.output.say(t("{id} is for nobody yet: --departments names who is to know", id=made.id))
    call.records_out([made.id])


def _understood(call: Call) -> None:
    _deed, *words = call.take(2, -1)
    ids = list(dict.fromkeys(call.named(word, "update") for word in words))
    departments = {_own(call, id) for id in ids}
    if len(departments) > 1:
        raise WrongWords("Say for which department: --department CODE")
    (department,) = departments
    call.workspace.do(all_understood, ids, department)
    call.output.say(t("{department} has understood {ids}", department=call.called(department), ids=listed(ids)))
    call.changed_out(ids)


def _ask(call: Call) -> None:
    _deed, word, question = call.take(3)
    id = call.named(word, "update")
    department = _own(call, id)
    call.workspace.do(ask, id, department, question)
    call.output.say(t("{department} asks about {id}", department=call.called(department), id=id))
    call.changed_out([id])


def _answer(call: Call) -> None:
    _deed, word, text = call.take(3)
    id = call.named(word, "update")
    department = _asking(call, id)
    call.workspace.do(answer, id, department, text)
    call.output.say(t("{id}: the question of {department} has an answer", department=call.called(department), id=id))
    call.changed_out([id])


def _own(call: Call, id: str) -> str:
    """The department that is named, otherwise one's own, otherwise the only one for which one speaks."""
    named = call.given_ref("department", "department")
    if named is not None:
        return named
    records, who = call.workspace.records, call.workspace.who
    me, to = records.person_of(who), audience(records.one(Update, id))
    if me is not None and me.department in to:
        return me.department or ""
    speaks = [each for each in to if speaks_for(records, who, each)]
    if len(speaks) == 1:
        return speaks[0]
    raise WrongWords("Say for which department: --department CODE")


def _asking(call: Call, id: str) -> str:
    """The department that is named, otherwise the only one that asks and has no answer."""
    named = call.given_ref("department", "department")
    if named is not None:
        return named
    update = call.workspace.records.one(Update, id)
    found = questions(update)
    if len(found) == 1:
        return found[0]
    codes = "|".join(call.called(each) for each in found or audience(update) if said(update, each).question)
    if codes:
        raise WrongWords("Say whose question is answered: --department {codes}", codes=codes)
    raise WrongWords("Nobody asks anything about {id}", id=id)


_DEEDS = {"share": _share, "understood": _understood, "ask": _ask, "answer": _answer}
#: What people call them in another language.
_CALLED: dict[str, Words] = {
    "share": Words("share", context="update"),
    "understood": Words("understood", context="update"),
    "ask": Words("ask", context="update"),
    "answer": Words("answer", context="update"),
}


def _update(call: Call) -> None:
    deed, *_more = call.words or [""]
    _DEEDS[deed_named(deed, _DEEDS, _CALLED, Words("Update"))](call)


VERBS = {
    "update": Verb(
        "update share TITLE | update understood UPDATE ... | update ask|answer UPDATE TEXT [--department D]",
        Words("Tells other departments something; says that one has understood it, asks about it, answers"),
        (
            'concord update share "The labels come two weeks late" --sort risk --departments FIN,LOG',
            'concord update share "Stock runs low" --sort number --departments LOG --evidence N-3',
            "concord update understood U-7 U-9",
            'concord update ask U-7 "Which week?" --department FIN',
            'concord update answer U-7 "The first of May" --department FIN',
        ),
        _update,
        (
            Option("department", Words("For which department (your own); of an answer, whose question"), "DEPARTMENT"),
            Option("sort", Words("What it is: {choices}"), "SORT", choice=("update", "sort")),
            Option("departments", Words("Who is to know (those of the goal)"), "DEPARTMENT,..."),
            Option("goal", Words("The goal that it is about"), "GOAL"),
            Option("owner", Words("Who answers questions (you)"), "PERSON"),
            Option("text", Words("More"), "TEXT"),
            Option("evidence", Words("What it rests on: records, readings such as N-3@09:30, links"), "WHAT"),
        ),
        touches=WRITES,
    )
}
