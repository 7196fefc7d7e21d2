"""Who is here on a database: what sessions tell of themselves in a few words is read as it was meant, or not at all."""

from store.workspace.presence_by_signs import PresenceBySigns
from tests.for_each import for_each

Signs = list[tuple[str, str]]


class Wire:
    """What the home of one session has heard of it, and gives it of others; None where it knows nothing."""

    def __init__(self) -> None:
        self.said, self.others = "", Signs()

    def meet(self, sign: str) -> Signs | None:
        self.said = sign
        return self.others


@for_each("terminal, room, record", [("pts/2", "gate", "A-142"), ("", "", ""), ("pts/2", "", "G-1"), ("", "retro", "")])
def test_others_read_what_one_has_told(terminal: str, room: str, record: str):
    mine, theirs = Wire(), Wire()
    ana, bo = PresenceBySigns(mine.meet, "ana"), PresenceBySigns(theirs.meet, "bo", terminal)
    assert not ana.knows
    bo.tell(room, record)
    mine.others = [("bo", theirs.said)]
    (seen,) = ana.others()
    assert (seen.who, seen.terminal, seen.room, seen.record) == ("bo", terminal, room, record)
    assert seen.since is not None
    assert bo.me.since is not None
    assert seen.since == bo.me.since.replace(microsecond=0)
    assert ana.knows


def test_who_has_been_here_longest_is_first():
    wire = Wire()
    wire.others = [("cy", "6923f2a2 . . ."), ("bo", "6923f2a1 . . ."), ("di", "6923f2a3")]
    assert [each.who for each in PresenceBySigns(wire.meet, "ana").others()] == ["bo", "cy", "di"]


@for_each("sign", ["", "x", "-", "ffffffffffffffffff", "6923f2a2 gate G-1 pts/1 and more"])
def test_what_nobody_can_read_does_no_harm(sign: str):
    wire = Wire()
    wire.others = [("bo", sign)]
    assert len(PresenceBySigns(wire.meet, "ana").others()) <= 1


def test_where_nothing_is_known_nobody_is_called_away():
    ana = PresenceBySigns(lambda _sign: None, "ana")
    assert ana.others() == []
    assert not ana.knows
