"""One retrospective of four departments in six sessions, from a card before it begins to its minutes and to the next
one; and one that is anonymous. All of it by keys.
"""

import asyncio
import re
from datetime import date
from pathlib import Path

import pytest

from store.insight.card_twins import likely_groups
from tests.tui.cli.conftest import Concord, concord
from tests.tui.conftest import same_as_golden
from tests.tui.rooms.retro.sitting import HELD, PEOPLE, Sitting, seated
from tests.tui.test_way import of_kind
from tui.rooms.retro.retro_head import PAGES

__all__ = ["concord"]

#: Written by two at once.
NOTES = ("The feed came on Tuesday", "Shops saw old prices")
#: How often others have voted for a card.
VOTED = re.compile(r"\d votes?\s*$|\d votes?  ", re.MULTILINE)
#: Somebody, by name or by login.
NAMED = re.compile(rf"\b({'|'.join(PEOPLE)})\b", re.IGNORECASE)


async def test_six_sessions_from_the_first_card_to_the_next_retrospective(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, concord: Concord
):
    async with seated(tmp_path, monkeypatch) as room:
        await planned(room)
        room.hours.pass_days(7, room.of)
        await gathered(room)
        await grouped(room)
        await voted(room)
        await discussed(room)
        await closed(room)
        await followed(room)
    monkeypatch.setenv("CONCORD_WORKSPACE", str(tmp_path / "w"))
    for lang in ("en", "zh"):
        same_minutes(concord, "six", lang)


def same_minutes(concord: Concord, name: str, lang: str) -> str:
    """As they were, in both forms; of the two who wrote at once either may stand first. The Markdown."""
    told = concord("retro", "minutes", "R-1", "--lang", lang).out
    page = concord("retro", "minutes", "R-1", "-", "--html", "--lang", lang).out
    for form, said in (("", told), ("-page", re.sub("(?s)(?<=<style>).*(?=</style>)", "", page))):
        notes = [each for each in re.split(f"({'|'.join(NOTES)})", said) if each in NOTES]
        same = iter(sorted(notes))
        said = re.sub("|".join(NOTES), lambda _found: next(same), said)  # noqa: B023
        same_as_golden(f"minutes-{name}{form}-{lang}", said, 400)
    return told


async def planned(room: Sitting) -> None:
    """For a day in a week, with who takes part; one has two cards already, which the others count."""
    ana, eva = room.of["ana"], room.of["eva"]
    await ana("4", "a", "Spring, looked back at", "enter", "ana", "enter", "2026-11-10", "enter", "G-1", "enter",
              "MKT, LOG, OPS, FIN", "ctrl+s", "R", "@")  # fmt: skip
    for name in ("Ana", "Bo", "Eva", "Tom", "Li", "Kim", "Per"):
        await ana("a", name, "enter")
    await ana("escape", "q")
    made = ana.get("R-1")
    assert (made.on, made.facilitator, made.people) == (HELD, "PN-1", tuple(f"PN-{n}" for n in range(1, 8)))
    eva.go("R-1")
    await eva("R", "a", "Agree the stock feed first", "enter", "escape", "l", "a", "Overtime on Sundays", "enter")
    await eva("escape", "q")
    room.said = {"eva": ("Agree", "Overtime")}
    await room.come()
    await room.nobody_reads()
    assert "Overtime" in eva.shown
    await room.all_see("1 card of somebody", "eva")


async def gathered(room: Sitting) -> None:
    """Everybody puts up what nobody reads; then all is seen, and gathered once more for what was forgotten."""
    ana, bo, eva, tom, li, kim = room.of.values()
    await ana(":", "begin the", "enter")
    assert ana.get("R-1").step_at == room.hours.now
    await ana("l", "l", "a", "Weekly call of all four", "enter", "escape")
    await tom("a", "Stock feed agreed before the prices", "enter", "escape")
    await bo("a", "Two people at the dock", "enter", "escape", "l", "a", "Prices that change on Friday", "enter")
    await bo("escape")
    await li("l", "a", "周五改价", "enter", "escape", "l", "a", "四个部门每周通话", "enter", "escape")
    await kim("a", "Train the shops in time", "enter", "escape")
    room.said |= {"tom": ("agreed",), "bo": ("dock", "Friday"), "ana": ("Weekly",), "li": ("周五", "通话")}
    room.said |= {"kim": ("Train",)}
    await room.nobody_reads()
    await bo("@")
    await eva(".")
    await tom(".")
    await bo()
    assert bo.shown.count("not done yet") == 5
    await bo("escape")
    await room.all_see("2 of 7 are done")
    await tom(">")
    assert "ana leads R-1" in tom.shown
    await ana(">")
    assert "Not done yet: Ana, Bo, Li, Kim, Per." in " ".join(ana.shown.split())
    await ana("enter")
    for word in (word for words in room.said.values() for word in words):
        await room.all_see(word)
    await ana("<", "enter")
    await kim("a", "Leipzig opened too late", "enter", "escape")
    room.said = {"kim": ("Leipzig",)}
    await room.nobody_reads()
    await room.all_see("Overtime")
    await ana(">", "enter")
    await room.all_see("Leipzig")


async def grouped(room: Sitting) -> None:
    """What is suggested goes together, two more under a name; one of them stands alone again."""
    ana = room.of["ana"]
    await ana("=")
    assert "Agree stock feed" in ana.shown
    await ana("enter", "enter")
    await room.at("bo", "dock", "space")
    await room.at("bo", "Train", "space", "n", "People", "enter")
    assert "  + " not in room.of["bo"].shown  # what is grouped is marked no more
    await room.at("tom", "Train", "-")
    cards = [ana.get(room.card(word)).group for word in ("Agree", "agreed", "dock", "Train")]
    assert cards == ["Agree stock feed", "Agree stock feed", "People", ""]
    for words in ("[Agree stock feed]", "[People]"):
        await room.all_see(words)
    assert not likely_groups([*of_kind(ana, "card")])


async def voted(room: Sitting) -> None:
    """Each sees their own; one beside ana is entered by her; as the last one is done, the votes are open."""
    ana, li = room.of["ana"], room.of["li"]
    await ana(">", "enter")
    for who, words in (("eva", ("Agree", "Agree", "Overtime", "Friday")), ("tom", ("Agree", "Friday")),
                       ("bo", ("dock", "Friday")), ("li", ("周五",)), ("kim", ("Leipzig", "Agree")),
                       ("ana", ("agreed",))):  # fmt: skip
        for word in words:
            await room.at(who, word, "v")
    assert "All 3 votes are given" in room.of["eva"].shown
    await room.at("ana", "dock", "@", "G", "v", "ctrl+s", "escape")
    assert room.stored("dock").votes == {"PN-2": 1, "PN-7": 1}
    assert room.stored("dock").votes_by == {"PN-7": "PN-1"}
    for who in ("ana", "bo", "eva", "tom", "kim"):
        await room.of[who](".")
    await ana("@", "G", ".", "escape")
    await room.all_see("6 of 7 are done")
    for session in room.of.values():
        assert not VOTED.search(session.shown), session.shown
    await li(".")
    assert (li.get("R-1").state, li.get("R-1").votes_open) == ("vote", True)
    for words in ("7 of 7 are done", "4 votes", "2 votes"):
        await room.all_see(words)
    await li("@")
    assert "1 of 3 votes   entered by Ana" in li.shown
    await li("escape")


async def discussed(room: Sitting) -> None:
    """The most wanted first; two write at once; three follow-ups of three people, and no fourth."""
    ana, bo, eva, tom, li, _kim = room.of.values()
    await ana(">", "enter")
    await room.all_see("[Discussion]")
    topics = [re.split("  +", line.strip(" >"))[0] for line in bo.shown.splitlines() if VOTED.search(line)]
    assert topics[:3] == ["Agree stock feed (2 cards)", "People", "Prices that change on Friday"]
    await bo("i", NOTES[0])
    await eva("i", NOTES[1])
    await asyncio.gather(bo("enter"), eva("enter"))
    await bo("escape")
    await eva("escape")
    assert {each.text for each in room.stored("Agree").notes} == {*NOTES}
    for words in NOTES:
        await room.all_see(words)
    await ana("a", "Agree the feed by the 1st", "enter", "Eva", "enter", "2026-12-01", "ctrl+s")
    await bo("j", "a", "Ask for a second dock", "enter", "Bo", "enter", "2026-11-20", "ctrl+s")
    await tom("j", "j", "a", "Fix prices on Thursday", "ctrl+s")
    await room.all_see("A-1   Agree the feed by the 1st", "bo", "tom")
    await li("a")
    assert "A-1, A-2, A-3 came out of R-1: no more than 3 actions do" in " ".join(li.shown.split())
    sources = [each.source for each in of_kind(li, "action")]
    assert sources == [room.card(word) for word in ("Agree", "dock", "Friday")]


async def closed(room: Sitting) -> None:
    """The session of whoever leads ends in the middle, another takes the lead, and closes it with what it lacked."""
    ana = room.of.pop("ana")
    ana.pilot.app.exit()
    await ana.pilot.pause()
    ana.desk.close()
    _bo, eva, tom, li, kim = room.of.values()
    await eva("L")
    await room.all_see("Eva leads", "eva")
    await eva(">")
    for words in ("Wanted before it is closed", "A-3: who does it, and by when", "a lesson", "one change to try"):
        assert words in eva.shown
    await eva("ctrl+s")
    assert eva.get("R-1").state == "discuss"
    await eva("escape", "D", "No price after Thursday noon", "enter")
    await kim("+", "Agree the feed before the prices", "ctrl+s")
    await li("G", "C")
    assert "is carried to R-2" in li.shown
    await tom("]", "j", "j", "e", "enter", "Tom", "enter", "2026-11-19", "ctrl+s")
    assert (tom.get("A-3").owner, tom.get("A-3").due) == ("PN-4", date(2026, 11, 19))
    assert "Before it is closed" not in tom.shown
    await eva(">", "enter")
    assert (eva.get("R-1").state, eva.get("R-1").closed_why) == ("closed", "")
    for words in ("This retrospective is closed", "No price after Thursday noon", "L-1   Agree the feed"):
        await room.all_see(words)


async def followed(room: Sitting) -> None:
    """Three weeks later the next one opens on the change that was tried, and says whether it helped."""
    bo, eva = room.of["bo"], room.of["eva"]
    room.hours.pass_days(21, room.of)
    for session in room.of.values():
        await session("q")
    room.retro = "R-2"
    await room.come()
    await room.all_see("Tried: No price after Thursday noon")
    await bo("v")
    assert "Did it help?" in bo.shown
    await bo("enter", "Two Fridays without a call", "ctrl+s")
    assert "This is needed" in bo.shown  # whether it did has to be said
    await bo("right", "ctrl+s")
    judged = bo.get("R-1")
    assert (judged.change_helped, judged.change_said) == ("helped", "Two Fridays without a call")
    await eva("[", "]", "]", "]")
    await room.all_see("It helped")


async def test_where_cards_are_anonymous_neither_a_screen_nor_the_minutes_name_an_author(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, concord: Concord
):
    async with seated(tmp_path, monkeypatch) as room:
        ana, bo, eva, *_more = room.of.values()
        await ana("4", "a", "What nobody says", "enter", "ana", *["tab"] * 10, "right", "ctrl+s")
        assert ana.get("R-1").anonymous
        await room.come()
        room.said = {who: (f"{who.title()}less",) for who in room.of}
        for who, (word,) in room.said.items():
            await room.of[who]("a", f"{word} words", "enter", "escape")
        await room.nobody_reads()
        await nobody_is_named(room)
        await ana(">", "enter", ">", "enter")
        await room.at("bo", "Evaless", "v")
        await room.at("eva", "Evaless", "v", "v")
        await nobody_is_named(room)
        await ana(">", "enter")
        await eva("i", "True since the move", "enter", "escape")
        await bo("D", "Ask twice", "enter", "+", "Ask twice", "ctrl+s", "a", "Ask twice", "ctrl+s")
        await room.all_see("True since the move", "ana")
        await nobody_is_named(room)
        await ana(":", "close the", "enter", "because it is late", "ctrl+s")
        assert ana.get("R-1").state == "closed"
        await nobody_is_named(room)
    monkeypatch.setenv("CONCORD_WORKSPACE", str(tmp_path / "w"))
    for lang in ("en", "zh"):
        told = same_minutes(concord, "nobody", lang)
        said = told[told.index("\n## ") :]
        assert all(word in said for words in room.said.values() for word in words)
        assert not NAMED.search(said)


async def nobody_is_named(room: Sitting) -> None:
    """On no page of anybody's, between head and foot; nor on the page of a card, in its history, or in the news."""
    for who, session in room.of.items():
        await session(*["["] * len(PAGES))
        for _ in PAGES:
            found = "\n".join(session.shown.splitlines()[2:20])
            assert not NAMED.search(found), f"{who} sees\n{found}"
            await session("]")
        await session("[", "[")
