"""Trainings: which share of a department has what, what is missing; that one was held."""

from store.errors import WrongWords
from store.insight.trainings import Coverage, of_department
from store.kinds import training
from store.kinds.department import Department
from store.words import Words
from tui.cli.arguments import Option
from tui.cli.call import Call, Verb
from tui.cli.consequences import state_of
from tui.i18n import t
from tui.served import WRITES
from tui.text.joined import listed, percent


def _training(call: Call) -> None:
    words = call.take(0, -1)
    if words[:1] == ["held"]:
        _held(call, words[1:])
        return
    call.take(0, 1)
    records = call.workspace.records
    wanted = (
        [call.named(words[0], "department")] if words else [each.id for each in records.all(Department) if each.active]
    )
    found = [(id, each) for id in wanted for each in of_department(records, id, call.workspace.here)]
    if call.json:
        for id, each in found:
            call.output.object(_object(id, each))
        return
    call.output.table([_row(call, id, each) for id, each in found], cut=True)
    if not found:
        call.output.say(t("No training is for it yet") if words else t("No training yet"))


def _row(call: Call, department: str, each: Coverage) -> tuple[str, ...]:
    lacking = listed(map(call.called, (*each.missing, *each.ran_out)))
    return (
        call.called(department),
        each.topic,
        t("{n} of {total}, {share}", n=len(each.have), total=each.of, share=percent(each.share)),
        t("missing: {names}", names=lacking) if lacking else "",
        t("ran out for {n}", n=len(each.ran_out)) if each.ran_out else "",
        t("next: {id}", id=each.planned) if each.planned else "",
    )


def _object(department: str, each: Coverage) -> dict[str, object]:
    return {"department": department, **each._asdict(), "share": each.share}


def _held(call: Call, words: list[str]) -> None:
    if len(words) != 2:
        raise WrongWords("It is the training and who took part, with commas between them")
    id, people = call.named(words[0], "training"), call.all_named(words[1], "person")
    record = call.workspace.do(training.hold, id, tuple(people), call.given_day("on"))
    call.output.say(t(state_of(call, record)))
    call.records_out([id])


VERBS = {
    "training": Verb(
        "training [DEPARTMENT] | held ID WHO,WHO [--on DAY]",
        Words("Which share of each department has which training, who lacks it; says that one was held, with whom"),
        ("concord training", "concord training FIN", "concord training held E-1 ana,bo"),
        _training,
        (Option("on", Words("On that day, where it has no other"), "DAY"),),
        fits={"ID": "TRAINING"},
        touches=WRITES,
    )
}
