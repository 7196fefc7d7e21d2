"""One table of keys, from which the footer, help and the palette follow."""

from importlib import import_module

from tests.for_each import for_each
from tui import keys
from tui.acts.acts import ACTS
from tui.board import board_acts, navigation
from tui.board.panes import PANES
from tui.faces import face_of
from tui.rooms.rooms import ROOMS

KINDS = [kind for pane in PANES for kind in pane]


def test_every_row_does_something():
    known = (set(navigation.MOVES), set(board_acts.ACTS), set(ACTS), set(ROOMS))
    by_what_is_chosen = {"circulate", "send", "record", "series"}
    taken = {face_of(kind).takes for row in keys.KEYS if row.action == "value" for kind in row.kinds}
    taken |= {face_of(kind).ends for kind in KINDS} - {""}
    named = {row.action for row in keys.KEYS} | taken | by_what_is_chosen | {"join", "merge", "who"}
    assert named == set().union(*known)
    assert sum(map(len, known)) == len(set().union(*known)), "of two that have one name, one is never reached"


@for_each("name", ACTS)
def test_every_act_is_where_the_table_says(name: str):
    assert callable(getattr(import_module(f"tui.acts.{ACTS[name]}"), name))


@for_each("name", ROOMS)
def test_every_room_is_where_the_table_says_and_told_to_others_by_its_name(name: str):
    made = getattr(import_module(ROOMS[name].module), ROOMS[name].name)
    assert callable(made)
    assert getattr(made, "place", name) in (name, "")  # who looks who is here is on the board all the while


@for_each("kind", KINDS)
def test_a_key_has_one_meaning_in_a_list(kind: str):
    used = [key for row in keys.rows(kind) for key in row.keys]
    assert len(used) == len(set(used))


@for_each("kind", KINDS)
def test_the_footer_shows_at_most_six_keys_and_help_is_among_them(kind: str):
    shown = [row.action for row in keys.footer(keys.rows(kind), face_of(kind).footer)]
    assert 4 <= len(shown) <= 6
    assert "help" in shown


@for_each("typed, name", [("？", "?"), ("／", "/"), ("：", ":"), ("０", "0"), ("【", "["), ("ａ", "a")])
def test_full_width_forms_are_their_twins(typed: str, name: str):
    assert keys.pressed("whatever", typed) == name


def test_space_and_named_keys():
    assert keys.pressed("space", " ") == "space"
    assert keys.pressed("enter", "\r") == "enter"
    assert keys.find("escape", "goal") is not None


def test_every_list_says_what_belongs_there_and_the_key():
    for kind in KINDS:
        assert "ress " in face_of(kind).empty.template
