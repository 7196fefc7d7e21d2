"""A meeting by its keys: what they do is in the store, and seen by everybody in the room."""

from pathlib import Path
from tests.tui.board.test_board import press
from tests.tui.conftest import Opened, text


async def test_look(weekly_folder: Path, opened: Opened):
    async with opened(weekly_folder, size=(80, 24)) as pilot:
        await press(pilot, "M")

        await press(pilot, "j"); open("/tmp/x/room-look.txt","a").write(text(pilot)+"\n=====\n")
        await press(pilot, ">", "enter"); open("/tmp/x/room-look.txt","a").write(text(pilot)+"\n=====\n")
        await press(pilot, "tab"); open("/tmp/x/room-look.txt","a").write(text(pilot)+"\n=====\n")
        await press(pilot, "C"); open("/tmp/x/room-look.txt","a").write(text(pilot)+"\n=====\n")
        await press(pilot, ">"); open("/tmp/x/room-look.txt","a").write(text(pilot)+"\n=====\n")
        await press(pilot, "i", *"two plans", "enter"); open("/tmp/x/room-look.txt","a").write(text(pilot)+"\n=====\n")
        await press(pilot, *"OPS has the people", "escape", ">"); open("/tmp/x/room-look.txt","a").write(text(pilot)+"\n=====\n")
        await press(pilot, "a"); open("/tmp/x/room-look.txt","a").write(text(pilot)+"\n=====\n")
        await press(pilot, "escape","D"); open("/tmp/x/room-look.txt","a").write(text(pilot)+"\n=====\n")
        await press(pilot, "escape","@"); open("/tmp/x/room-look.txt","a").write(text(pilot)+"\n=====\n")
        await press(pilot, "a"); open("/tmp/x/room-look.txt","a").write(text(pilot)+"\n=====\n")
        await press(pilot, "escape","z"); open("/tmp/x/room-look.txt","a").write(text(pilot)+"\n=====\n")
        await press(pilot, "?"); open("/tmp/x/room-look.txt","a").write(text(pilot)+"\n=====\n")
