"""The keys of the room of a retrospective. Letters mean what they mean on the board."""

from store.words import Words
from tui.keys import HERE, Key
from tui.served import writes

OWN = writes(
    Key("move", ("h", "j", "k", "l"), Words("Move over the cards"), HERE),
    Key("page", ("]", "["), Words("The next page, or the one before"), HERE),
    Key("add", ("a",), Words("Put up cards; while it is discussed, a follow-up action"), HERE),
    Key("edit", ("e",), Words("Change the card"), HERE),
    Key("drop", ("x",), Words("Drop the card, with why"), HERE),
    Key("mark", ("space",), Words("Mark the card, to group several"), HERE),
    Key("group", ("n",), Words("Name the group of the marked cards"), HERE),
    Key("twins", ("=",), Words("Cards that likely say the same"), HERE),
    Key("vote", ("v",), Words("Vote for the card; on the facts, judge the last change"), HERE),
    Key("back", ("-",), Words("Take a vote back; a card out of its group"), HERE),
    Key("open_votes", ("O",), Words("Open the votes"), HERE),
    Key("note", ("i",), Words("Note on what is discussed, a line after the other"), HERE),
    Key("change", ("D",), Words("Decide on the one change to try"), HERE),
    Key("lesson", ("+",), Words("Keep a lesson"), HERE),
    Key("carry", ("C",), Words("Carry the card to the next retrospective"), HERE),
    Key("ready", (".",), Words("I am done with this step; or not yet"), HERE),
    Key("next", (">",), Words("Go on to the next step; behind the last one, close"), HERE),
    Key("step_before", ("<",), Words("Go back a step"), HERE),
    Key("lead", ("L",), Words("Take the lead, or hand it over"), HERE),
    Key("people", ("@",), Words("Who takes part, who is done; votes of whoever sits beside me"), HERE),
    Key("read", ("enter",), Words("Read the card"), HERE),
    Key("inside", ("tab",), Words("Into what stands below, and back"), HERE),
    Key("palette", (":",), Words("Begin, close, reopen, edit; the time of a step"), HERE),
    Key("leave", ("escape", "q", "R"), Words("Leave"), HERE),
)
