"""What a department means by a word."""

from typing import TYPE_CHECKING, Any

from store.commands.meanings import set_meaning
from store.fields import line, ref
from store.kinds.department import Department
from store.kinds.term import Term
from store.words import Words
from tui.i18n import t
from tui.parts.context_form import Answering
from tui.text.cells import wrap
from tui.text.joined import labelled
from tui.text.line import Line
from tui.text.safe import safe

if TYPE_CHECKING:
    from tui.acts.acts import Acts

_DEPARTMENT = ref("Department", "department", name="department", names=True)
_MEANING = line("Means by it", name="meaning", hint="Empty: what all others mean")


async def means(acts: "Acts") -> None:
    """What one's own department means by it, or another one."""
    term: Term = acts.record()
    desk = acts.desk
    me = desk.records.person_of(desk.who)
    home = me.department if me is not None else None
    of = home or next((each.id for each in desk.records.all(Department)), "")
    if of:
        desk.workspace.foresee(set_meaning, term.id, of, "-")
    values: dict[str, Any] = {"department": home, "meaning": term.meanings.get(home or "", "")}

    async def submit(new: dict[str, Any]) -> Any:
        return await desk.do(set_meaning, term.id, new.get("department") or "", new.get("meaning") or "")

    def about(form: Answering, width: int) -> list[Line]:
        """What is there already; the meaning is that of the department that is chosen."""
        form.fill({"meaning": term.meanings.get(form.now("department") or "", "")})
        return _said(term, acts, width)

    title = t('What "{word}" means', word=safe(term.word))
    form = Answering(desk, title, [_DEPARTMENT, _MEANING], values, submit, about=about)
    after = await acts.show(form)
    if after is not None:
        acts.finished(Words("{id} is kept", id=term.id))


def _said(term: Term, acts: "Acts", width: int) -> "list[Line]":
    """What is there already."""
    said = [safe(term.meaning)] if term.meaning else []
    said += [labelled(acts.desk.overview.called(id), safe(text)) for id, text in term.meanings.items()]
    return [[(part, "muted")] for each in said for part in wrap(each, width, 2)]
