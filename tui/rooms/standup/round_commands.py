"""What begins, closes and sums up a stand-up."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from store.commands.standup import close_round, lead_round, open_round
from store.words import Words
from tui.parts.palette import Command
from tui.rooms.standup.digest_page import DigestScreen
from tui.rooms.standup.follow_through import FollowScreen
from tui.served import writes

if TYPE_CHECKING:
    from tui.rooms.standup.room import StandupRoom


def commands_of(room: "StandupRoom") -> Sequence[Command]:
    """What the palette offers there."""
    return writes(
        Command(Words("Close the stand-up"), "", lambda: room.start(close(room))),
        Command(Words("Show the digest"), "", lambda: room.start(show_digest(room))),
        Command(Words("Show the week so far"), "", lambda: room.start(show_digest(room, week=True))),
        Command(Words("Promises kept, week by week"), "", lambda: room.start(follow_through(room))),
        Command(Words("Begin the stand-up, or take the lead"), "L", lambda: room.start(take_the_lead(room))),
        Command(Words("My entry"), "v", lambda: room.start(room.entry())),
    )


async def take_the_lead(room: "StandupRoom") -> None:
    """Begin the stand-up, or lead the one that has begun."""
    header = room.header
    if header is None or header.round is None:
        await room.desk.do(open_round, room.day)
        room.restart_clock()
        room.say(Words("The stand-up has begun; you lead"), "good")
    else:
        await room.desk.do(lead_round, header.round.id)
        room.say(Words("You lead now"), "good")


async def close(room: "StandupRoom") -> None:
    """Close it; whoever is in the room was there. Then the digest."""
    here = [room.desk.who, *(each.who for each in room.desk.company.others if each.room in (room.place, "entry"))]
    people = [person.id for login in dict.fromkeys(here) if (person := room.desk.records.person_of(login))]
    await room.desk.do(close_round, room.day, people)
    await show_digest(room)


async def show_digest(room: "StandupRoom", *, week: bool = False) -> None:
    """Of the day, or of the week so far."""
    await room.app.push_screen_wait(DigestScreen(room.desk, room.day, week=week))


async def follow_through(room: "StandupRoom") -> None:
    """How many of the promises were kept."""
    await room.app.push_screen_wait(FollowScreen(room.desk))
