"""What can be learned of single answers from all that a pulse tells: nothing."""

from itertools import permutations
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from store.kinds import pulse_results


class Answer:
    def __init__(self, department: str | None, value: int) -> None:
        self.department, self.values, self.sentence = department, (value,) * pulse_results.QUESTIONS, ""


Groups = dict[str | None, list[int]]


def published(groups: Groups) -> object:
    """All that is told of the answers: the groups, what they are together, how many there were."""
    told = pulse_results.results(Answer(id, value) for id, values in groups.items() for value in values)
    return told, pulse_results.in_all(told), sum(map(len, groups.values()))


def with_total(n: int, total: int) -> list[int]:
    """So many answers that come to so much."""
    values = [1] * n
    for at in range(n):
        values[at] += min(4, total - sum(values))
    return values


groups = st.dictionaries(
    st.sampled_from(["DP-1", "DP-2", None]), st.lists(st.integers(1, 5), min_size=1, max_size=5), min_size=1
)


@given(groups, st.randoms())
@settings(max_examples=50, deadline=None)
def test_what_is_told_depends_on_sums_alone(given: Groups, random: Any):
    """So that the next test may go through sums instead of answers."""
    order = list(given)
    random.shuffle(order)
    mixed = {id: random.sample(with_total(len(given[id]), sum(given[id])), len(given[id])) for id in order}
    assert published(mixed) == published(given)


@given(groups)
@example({"DP-1": [5, 5, 5, 5]})
@example({"DP-1": [5, 5, 5, 5], "DP-2": [3, 3, 4, 4]})
@example({"DP-1": [1, 1, 1, 1, 1], "DP-2": [3, 3], None: [1]})
@settings(max_examples=25, deadline=None)
def test_all_that_is_told_leaves_every_single_answer_open(given: Groups):
    """Of all answers that could have been given, those that would have been told of alike differ for each person.

    Whoever knows all the numbers, and how they come about, still cannot say of anybody what they answered; of a group
    that is not told of, nothing at all.
    """
    told, ids = published(given), list(given)
    open_: dict[str | None, set[int]] = {id: set() for id in ids}

    def look(at: int, world: Groups) -> None:
        if at == len(ids):
            if published(world) == told:
                for id, values in world.items():
                    n, total = len(values), sum(values)
                    open_[id] |= {each for each in range(1, 6) if n - 1 <= total - each <= 5 * (n - 1)}
            return
        n = len(given[ids[at]])
        for total in range(n, 5 * n + 1):
            look(at + 1, {**world, ids[at]: with_total(n, total)})

    look(0, {})
    shown = {each.who for each in told[0]}  # type: ignore[index]
    assert all(each.n >= pulse_results.LEAST for each in told[0])  # type: ignore[index]
    for id in ids:
        assert len(open_[id]) >= 2
        if id not in shown and None not in shown:
            assert open_[id] == {1, 2, 3, 4, 5}


def test_a_mean_at_the_end_does_not_tell_that_all_said_the_same():
    for n, (first, last) in ((4, (16, 20)), (9, (39, 45))):
        assert len({pulse_results.rounded(total, n) for total in range(first + 1, last + 1)}) == 1
    assert len(set(permutations((5, 5, 5, 2)))) > 1


def test_a_sum_over_two_departments_tells_nothing_that_they_do_not():
    """Told from the answers themselves it would be 4.5 here, which only 20 and 14 come to."""
    told = pulse_results.results(
        [*(Answer("DP-1", 5) for _ in range(4)), *(Answer("DP-2", each) for each in (3, 3, 4, 4))]
    )
    other = pulse_results.results(
        [*(Answer("DP-1", each) for each in (5, 5, 5, 2)), *(Answer("DP-2", each) for each in (3, 3, 3, 4))]
    )
    assert told == other
    assert pulse_results.in_all(told) == pulse_results.in_all(other)
