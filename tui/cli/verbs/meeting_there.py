"""Who comes to a meeting, who is prepared, who is there: `come`, `prepared`, `attend`."""

# late: what a deed loads, it imports when it runs.

from store.commands import meeting_course as course
from store.kinds.base import fields_of
from store.kinds.meeting import Attendance, Coming, Meeting, is_quorate
from store.words import Words
from tui.cli.arguments import Option
from tui.cli.call import Call
from tui.cli.verbs.meeting_words import NO, choice_of, department_of, meeting_of, saved, someone
from tui.i18n import t

OPTIONS = (
    Option("who", Words("Who comes or is there, who leads it from now on"), "WHO"),
    Option("for", Words("For whom the delegate is there"), "WHO"),
)


def _come(call: Call) -> None:
    words = call.take(1, 4)[1:]
    id = meeting_of(call, words, "open", "draft")
    answer = choice_of(fields_of(Coming)["answer"], words.pop()) if len(words) > 1 else "yes"
    department = department_of(call, words)
    meeting = call.workspace.do(course.come, id, department, answer, someone(call, "who"))
    label = t(fields_of(Coming)["answer"].label_of(answer))
    call.output.say(t("{department} in {id}: {what}", department=call.called(department), id=id, what=label))
    saved(call, meeting)


def _prepared(call: Call) -> None:
    words = call.take(1, 4)[1:]
    id = meeting_of(call, words, "open", "draft")
    ready = not (words and words[-1] in NO)
    words = words if ready else words[:-1]
    department = department_of(call, words)
    meeting = call.workspace.do(course.prepare, id, department, ready=ready)
    said = (
        Words("{department} is prepared for {id}", department=call.called(department), id=id)
        if ready
        else Words("{department} is not prepared for {id} yet", department=call.called(department), id=id)
    )
    call.output.say(t(said))
    saved(call, meeting)


def _attend(call: Call) -> None:
    words = call.take(1, 4)[1:]
    id = meeting_of(call, words, "running", "open", "draft")
    state = "present"
    if len(words) > 1:
        said = words.pop()
        state = "" if said in NO else choice_of(fields_of(Attendance)["state"], said)
    department = department_of(call, words)
    who, instead_of = someone(call, "who"), someone(call, "for")
    meeting = call.workspace.do(course.attend, id, department, state, who, instead_of)
    label = t(fields_of(Attendance)["state"].label_of(state)) if state else t("not said")
    call.output.say(t("{department} in {id}: {what}", department=call.called(department), id=id, what=label))
    _say_quorum(call, meeting)
    saved(call, meeting)


def _say_quorum(call: Call, meeting: Meeting) -> None:
    if not is_quorate(meeting):
        call.output.say(t("Without quorum: what is decided is to be confirmed"))


DEEDS = {"come": _come, "prepared": _prepared, "attend": _attend}
