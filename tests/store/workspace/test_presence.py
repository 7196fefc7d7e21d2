"""Who is here: seen while they live, gone when they leave or die."""

import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

from store.workspace.presence import LIMIT, Presence

HOLD = """
import sys, time
from store.workspace.presence import Presence

here = Presence(sys.argv[1], "bo", "pts/7")
here.tell("board", "A-3")
print("here", flush=True)
time.sleep(60)
"""


def test_others_see_where_one_is(tmp_path: Path):
    ana, bo = Presence(str(tmp_path), "ana", "pts/1"), Presence(str(tmp_path), "bo", "pts/2")
    bo.tell("board", "A-142")
    (seen,) = ana.others()
    assert (seen.who, seen.terminal, seen.room, seen.record) == ("bo", "pts/2", "board", "A-142")
    bo.tell("retro", "R-3")
    assert ana.others()[0].record == "R-3"
    assert [here.who for here in bo.others()] == ["ana"]
    bo.close()
    assert ana.others() == []
    ana.close()
    assert os.listdir(tmp_path / "sessions") == []


def test_a_session_that_died_is_gone(tmp_path: Path):
    ana = Presence(str(tmp_path), "ana")
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()
    assert [here.who for here in ana.others()] == ["bo"]
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert ana.others() == []
    for name in os.listdir(tmp_path / "sessions"):
        os.utime(tmp_path / "sessions" / name, (time.time() - 60, time.time() - 60))
    assert ana.others() == []
    assert len(os.listdir(tmp_path / "sessions")) == 1  # only ana's


def test_a_suspended_session_is_still_here(tmp_path: Path):
    ana = Presence(str(tmp_path), "ana")
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()
    process.send_signal(signal.SIGSTOP)
    assert [here.who for here in ana.others()] == ["bo"]
    process.kill()
    process.wait()


def test_files_are_small_and_the_group_s_whatever_the_umask(tmp_path: Path):
    before = os.umask(0o077)
    try:
        ana = Presence(str(tmp_path), "长" * 500, "t" * 500)
    finally:
        os.umask(before)
    ana.tell("r" * 500, "x" * 500)
    (name,) = os.listdir(tmp_path / "sessions")
    info = os.stat(tmp_path / "sessions" / name)
    assert info.st_size <= LIMIT
    assert stat.S_IMODE(info.st_mode) == 0o660
    assert stat.S_IMODE(os.stat(tmp_path / "sessions").st_mode) == 0o2770
    assert Presence(str(tmp_path), "bo").others()[0].who.startswith("长")


def test_what_else_lies_there_is_left_alone(tmp_path: Path):
    ana = Presence(str(tmp_path), "ana")
    inside = tmp_path / "sessions"
    (inside / "notes.txt").write_text("mine")
    (inside / "0123456789abcdef").symlink_to(tmp_path / "nowhere")
    os.mkfifo(inside / "fedcba9876543210")
    (inside / ("a" * 16)).mkdir()
    assert ana.others() == []
    assert (inside / "notes.txt").read_text() == "mine"


def test_rubbish_in_a_file_is_nobody(tmp_path: Path):
    ana, bo = Presence(str(tmp_path), "ana"), Presence(str(tmp_path), "bo")
    for name in os.listdir(tmp_path / "sessions"):
        path = tmp_path / "sessions" / name
        if b'"bo"' in path.read_bytes():
            path.write_bytes(b"\xff" * 1000)
    assert ana.others() == []
    bo.close()


def test_where_nothing_can_be_written_one_only_looks(tmp_path: Path):
    (tmp_path / "sessions").write_text("a file in the way")
    ana = Presence(str(tmp_path), "ana")
    ana.tell("board", "A-1")
    assert ana.others() == []
    ana.close()
