"""The keys of the room of a meeting. Letters mean what they mean on the board."""

from store.words import Words
from tui.keys import HERE, TO, Key
from tui.served import writes

OWN = writes(
    Key("next_item", (">",), Words("The next item; beforehand: open, begin"), HERE),
    Key("item_before", ("<",), Words("The item before"), HERE),
    Key("go_to", (".",), Words("The meeting goes to the chosen item"), HERE),
    Key("note", ("i",), Words("Note, a line after the other; afterwards: minutes"), HERE),
    Key("decide", ("D",), Words("Decision that came of it"), HERE),
    Key("add", ("a",), Words("Action that came of it; beforehand: an item"), HERE),
    Key("ask", ("A",), Words("Request that came of it"), HERE),
    Key("block", ("b",), Words("Blocker that came of it"), HERE),
    Key("park", ("P",), Words("Park: not now"), HERE),
    Key("carry", ("C",), Words("Carry to the next meeting, or on from last time"), HERE),
    Key("elsewhere", ("O",), Words("Move or copy to another meeting"), HERE),
    Key("reorder", ("J", "K"), Words("Move the item down, up"), HERE),
    Key("proposals", ("+",), Words("Put something on the agenda"), HERE),
    Key("drop", ("x",), Words("Off the agenda, with why; a note: out"), HERE),
    Key("done", ("d",), Words("Done; minutes confirmed; taken by consent"), HERE),
    Key("inside", ("tab",), Words("Into what stands below, and back"), HERE),
    Key("follow", ("0",), Words("Back to where the meeting is"), HERE),
    Key("there", ("@",), Words("Who is there"), HERE),
    Key("lead", ("L",), Words("Take the lead, or hand it over"), HERE),
    Key("value", ("v",), Words("A value; beforehand: who comes; afterwards: a pulse"), HERE),
    Key("zoom", ("z",), Words("For a projector: the item alone"), HERE),
    Key("open", ("enter",), Words("Open the record"), HERE),
    Key("palette", (":",), Words("Close, cancel, reopen the meeting"), HERE),
    TO,
    Key("leave", ("escape", "q", "M"), Words("Leave"), HERE),
)
