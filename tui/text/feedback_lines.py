"""What departments said of each other, as part of a document: a table of numbers and the sentences, by department."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from store.kinds import KINDS
from tui.i18n import t
from tui.text.joined import labelled, noted, ranged
from tui.text.pages.document import Heading, Inline, Paragraph, Part, Phrase, Quotation, TextTable, typed

if TYPE_CHECKING:
    from store.insight.feedback_table import Answer, OnDepartment
    from tui.text.minutes.document_names import DocumentNames

#: By less than that a mean is a word of warning.
LOW = 3


def feedback_parts(found: "Sequence[OnDepartment]", names: "DocumentNames", level: int = 2) -> Iterator[Part]:
    """Department by department: each question, of itself and by the others; then what was said."""
    for each in found:
        name = names.called(each.on)
        yield Heading(name, level)
        if any(answer.own is not None or answer.others for answer in each.answers):
            head = (t("Question"), t("Of itself"), t("The others"), t("From, to"))
            rows = [_row(answer) for answer in each.answers]
            yield TextTable(head, rows, t("Feedback on {department}", department=name))
        for sentence in each.sentences:
            by = t("of itself") if sentence.of == each.on else names.called(sentence.of)
            yield Quotation(typed(sentence.text), noted(by, sentence.id))
        if each.waits:
            yield Paragraph(labelled(t("No answer yet"), names.all_called(each.waits)))


def _row(answer: "Answer") -> list[Inline]:
    label = t(KINDS["feedback"].fields[answer.question].label)
    own = "" if answer.own is None else str(answer.own)
    mean: Inline = ""
    if answer.mean is not None:
        mean = Phrase(f"{answer.mean:g}", "warn" if answer.mean < LOW else "")
    spread = [str(each) for each in dict.fromkeys(answer.spread or ())]
    return [label, own, mean, ranged(*spread) if len(spread) > 1 else "".join(spread)]
