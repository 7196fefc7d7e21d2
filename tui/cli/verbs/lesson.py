"""Lessons where they are met: which fit, which were used and helped, which did not, which still hold."""

from store.commands.lesson_marks import did_not_help, still_holds, used
from store.errors import WrongWords
from store.kinds import KINDS
from store.kinds.lesson import Lesson
from store.records.names import fold
from store.words import Words
from tui.cli.arguments import WHY, Option
from tui.cli.call import Call, Verb
from tui.cli.consequences import say_changed
from tui.i18n import in_each, t
from tui.served import WRITES
from tui.text.joined import apart
from tui.text.lesson_words import why

#: What people call the deeds, in whatever language.
_CALLED = {
    "used": Words("used", context="lesson"),
    "helped": Words("helped", context="lesson"),
    "not": Words("not", context="lesson"),
    "holds": Words("holds", context="lesson"),
    "fit": Words("fit", context="lesson"),
}


def _lesson(call: Call) -> None:
    deed, word = call.take(2)
    said = {each: name for name, words in _CALLED.items() for each in (name, *map(fold, in_each(words)))}
    found = said.get(fold(deed))
    if found is None:
        raise WrongWords('"{value}" is not one of: {choices}', "not-listed", value=deed, choices=[*_CALLED])
    if found == "fit":
        _fit(call, call.named(word, *_kinds()))
        return
    id = call.named(word, "lesson")
    before = call.workspace.records.one(Lesson, id)
    if found == "holds":
        call.workspace.do(still_holds, id)
    else:
        where = call.given_ref("in", *_kinds())
        if where is None:
            raise WrongWords("Say where: --in ID")
        call.workspace.do(did_not_help if found == "not" else used, id, where, call.given("why") or "")
    say_changed(call, before, ("used_in", "no_help_in", "holds_on", "state"))
    call.changed_out([id])


def _kinds() -> tuple[str, ...]:
    """Those that meet lessons."""
    return KINDS["lesson"].fields["used_in"].kinds


def _fit(call: Call, id: str) -> None:
    """Those that fit it, each with why."""
    from store.insight.fitting_lessons import fits

    overview = call.objects.overview
    found = [(fit, list(why(overview, fit))) for fit in fits(overview, call.workspace.records.get(id))]
    lessons = {fit.lesson: call.workspace.records.one(Lesson, fit.lesson) for fit, _why in found}
    if call.json:
        for fit, _said in found:
            departments = [call.called(each) for each in fit.departments]
            more = {"score": round(fit.score, 3), "departments": departments, "tags": fit.tags, "words": fit.words}
            call.output.object({"id": fit.lesson, "title": lessons[fit.lesson].title, **more})
        return
    call.output.table([[fit.lesson, lessons[fit.lesson].title, apart(said)] for fit, said in found], cut=True)
    if not found:
        call.output.say(t("No lesson fits {id}", id=id))


VERBS = {
    "lesson": Verb(
        "lesson used|helped|not LESSON --in ID [--why TEXT] | lesson holds LESSON | lesson fit ID",
        Words("Says that a lesson was used somewhere, did not help, or still holds; lists those that fit"),
        (
            "concord lesson fit G-12    # a goal, a meeting, a blocker, a request",
            "concord lesson used L-8 --in G-12",
            'concord lesson not L-8 --in B-7 --why "the shop has no till"',
            "concord lesson holds L-8",
        ),
        _lesson,
        (Option("in", Words("The goal, meeting, blocker or request"), "ID"), WHY),
        fits={"ID": "GOAL|MEETING|BLOCKER|REQUEST"},
        touches=WRITES,
    ),
}
