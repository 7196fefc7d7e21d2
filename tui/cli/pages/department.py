"""A department: how it is doing, what it is asked, what it asks, on what others wait, and what it is late with."""

from collections.abc import Iterator

from store.insight.waiting import answers, answers_words
from store.kinds.allocation import Allocation
from store.kinds.check_in import CheckIn
from store.kinds.department import Department
from store.kinds.person import Person
from store.kinds.resource import Resource
from tui.cli.record_text import Page
from tui.i18n import t


def write(page: Page, department: Department) -> None:
    """Others first: what they ask and wait for."""
    id, overview = department.id, page.overview
    page.health()
    _answers(page, department)
    page.listed(t("It is asked"), "request", overview.requests_to(id))
    page.listed(t("It asks"), "request", overview.requests_from(id))
    page.listed(t("Blockers that wait on it"), "blocker", overview.waiting_on(id), ("waiting_on",))
    page.listed(t("Asked of its resources"), "allocation", _asked(page, id))
    page.listed(t("Its help is needed"), "check-in", helped(page, id), ("help_from",))
    page.listed(t("Goals"), "goal", overview.goals_of(id))
    page.listed(t("Late actions"), "action", overview.open_work.late(id), ("department",))
    page.listed(
        t("Resources"),
        "resource",
        [each.id for each in page.records.pointing(Resource, "department", id)],
        ("department",),
    )
    page.listed(
        t("People"), "person", [each.id for each in page.records.pointing(Person, "department", id)], ("department",)
    )


def _answers(page: Page, department: Department) -> None:
    """How long it takes to answer, and whether asking and being asked are in balance."""
    found = answers(page.overview, department.id)
    if found.median is not None:
        page.fact(t("Answers"), t(answers_words(found, page.overview.called(department.id))))
    if found.asked or found.asks:
        page.fact(t("Requests"), t("{asked} to it, {asks} from it", asked=found.asked, asks=found.asks))


def _asked(page: Page, id: str) -> Iterator[str]:
    """What is asked of its resources and waits for its word."""
    for resource in page.records.pointing(Resource, "department", id):
        for allocation in page.records.pointing(Allocation, "resource", resource.id):
            if allocation.state == "asked":
                yield allocation.id


def helped(page: Page, id: str) -> Iterator[str]:
    """The last check-ins of key results that ask for the help of a department or a person."""
    from tui.cli.pages.key_result import newest

    for result in dict.fromkeys(
        each.key_result for each in page.records.pointing(CheckIn, "help_from", id) if each.key_result
    ):
        last = newest(list(page.records.pointing(CheckIn, "key_result", result)))[0]
        if id in last.help_from and page.overview.health(result).color != "none":
            yield last.id
