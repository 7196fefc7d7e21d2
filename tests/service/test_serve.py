"""`concord serve` as sshd starts it: who gets in, what they may ask for, and that nothing of the server is told."""

import fcntl
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from store.errors import WrongWords
from tests.for_each import for_each
from tests.service.conftest import BO, CAME, OTHER, Serve, fingerprint, in_child
from tests.service.program import ACCOUNT
from tests.tui.cli.conftest import Ran
from tui.cli.serving import confinement, ssh_request
from tui.cli.serving.shell_words import split
from tui.cli.verbs import LISTED, VERBS, load
from tui.served import ALLOWED

#: What the server's is, for whoever serves it alone.
NOT_SERVED = {"demo", "init", "restore", "compact", "move", "lost", "doctor", "config", "serve"}

# Words


@for_each(
    "line, words",
    [
        ("list  action\t--json", ["list", "action", "--json"]),
        ("comment A-1 'this & that; $(no) `one`'", ["comment", "A-1", "this & that; $(no) `one`"]),
        (r'a"b\"c\\d\e"f \;\ g', [r'ab"c\d\ef', "; g"]),
        ("add '' \"\" 'two\nlines'", ["add", "", "", "two\nlines"]),
        ("goes \\\non", ["goes", "on"]),
        ('"$5" $ 5$ "a\\$(b)"', None),
        (
            "$ 5$ ~ * ? [a] {b,c} #print !high 发布，周五",
            ["$", "5$", "~", "*", "?", "[a]", "{b,c}", "#print", "!high", "发布，周五"],
        ),
        ("  ", []),
    ],
)
def test_a_command_is_split_as_a_shell_splits_it(line: str, words: list[str] | None):
    if words is None:
        with pytest.raises(WrongWords):
            split(line)
    else:
        assert split(line) == words


@for_each(
    "line",
    ["a; b", "a | b", "a & b", "a < b", "a > b", "a $(b)", 'a "$(b)"', "a `b`", 'a "`b`"', "a ${b}", "a $b", "a\nb",
     "a\rb", "(a)", "a 'b", 'a "b', "a \\"],
)  # fmt: skip
def test_what_a_shell_would_run_or_wait_for_is_refused(line: str):
    with pytest.raises(WrongWords):
        split(line)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (b"list action; touch pwned", "There is no shell here"),
        (b"list\naction", "There is no shell here"),
        (b"list \xff\xfe", "Byte 6 of the command is not UTF-8"),
        (b"comment A-1 " + b"x" * (128 * 1024 - 12), "128 KiB"),
        (b"/bin/sh -i", "There is no command"),
        (b"scp -t /tmp", "There is no command"),
        (b"/usr/lib/openssh/sftp-server", "There is no command"),
        (b"lsit", 'Did you mean "list"'),
        (b"--workspace=/tmp list action", "--workspace is not served here"),
        (b"list action --debug /tmp/log", "--debug is not served here"),
    ],
)
def test_what_is_no_command_of_concord_is_refused_in_a_sentence(serve: Serve, asked: bytes, said: str):
    ran = serve(asked if len(asked) < 128 * 1024 else None, env=None)
    if len(asked) >= 128 * 1024:  # the system gives no program more in one variable
        with pytest.raises(WrongWords, match=said):
            ssh_request.words_of({b"SSH_ORIGINAL_COMMAND": asked})
        return
    assert ran.code in (2, 4)
    assert said in ran.err
    assert ran.out == ""


def test_bytes_that_no_text_has_are_refused():
    with pytest.raises(WrongWords, match="NUL"):
        ssh_request.words_of({b"SSH_ORIGINAL_COMMAND": b"list\0action"})


def test_concord_itself_may_be_named_and_no_words_open_the_screen():
    for asked in (b"", b"concord", b"/usr/local/bin/concord", b" \n"):
        assert ssh_request.words_of({b"SSH_ORIGINAL_COMMAND": asked}) == []
    assert ssh_request.words_of({b"SSH_ORIGINAL_COMMAND": b"/x/concord list action"}) == ["list", "action"]


# Who gets in


@pytest.mark.parametrize(
    ("login", "env", "said"),
    [
        ("nobody", {}, 'Nobody here has the login "nobody"'),
        ("../bo", {}, 'Nobody here has the login "../bo"'),
        ("bo", {"SSH_CONNECTION": ""}, "This is for sshd"),
        ("bo", {}, "You are in as bo"),
    ],
)
def test_who_is_not_let_in_is_told_why(serve: Serve, login: str, env: dict[str, str], said: str):
    ran = serve(None, login, env=env)
    assert ran.code in (2, 4)
    assert said in ran.err


def test_whoever_has_left_is_not_let_in(serve: Serve):
    assert serve("add person Lee --login lee --department MKT --left-on 2020-01-01", "ana").code == 0
    assert "Lee has left" in serve("list action", "lee").err


def test_only_a_folder_of_ones_own_is_served(tmp_path: Path, served_workspace: Path):
    came = {os.fsencode(name): os.fsencode(value) for name, value in CAME.items()}
    for place, said in (
        ("postgresql://db.example.org/acme", "A workspace in a database is not served"),
        (str(tmp_path / "none"), "The workspace that is served is not there"),
    ):
        ran = in_child(("serve", "bo", "--workspace", place), came, b"", tmp_path)
        assert ran.code in (1, 4)
        assert said in ran.err
        assert str(tmp_path) not in ran.err


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives a folder to another account")
def test_a_workspace_of_another_account_is_not_served(serve: Serve, served_workspace: Path):
    os.chown(served_workspace, 65534, -1)
    try:
        ran = serve("list action")
    finally:
        os.chown(served_workspace, os.geteuid(), -1)
    assert (ran.code, ran.out) == (4, "")
    assert "Only the account that owns the workspace serves it" in ran.err


def test_the_key_that_opened_the_connection_has_to_be_that_persons(serve: Serve, keys: Path, tmp_path: Path):
    auth = tmp_path / "auth"
    said = {"SSH_USER_AUTH": str(auth)}
    auth.write_text(f"publickey {BO}\n")
    assert serve("version", env=said).code == 0
    theirs = serve("version", "ana", env=said)
    assert (theirs.code, theirs.out) == (4, "")
    assert f"The key {fingerprint(BO)} is not that of ana" in theirs.err
    assert fingerprint(BO) in serve(None, env=said, words=("serve", "--unknown")).err
    auth.write_text(f"publickey {OTHER}\n")
    assert f"Nobody here has the key {fingerprint(OTHER)}" in serve("version", env=said).err
    auth.write_text("password\n")
    assert "You came in without a key" in serve("version", env=said).err
    assert serve("version").code == 0  # where sshd does not say it
    keys.write_text("no key\n")
    assert serve("version", env=said).code == 4  # all are taken away, or the file does not read
    assert serve("version", env=said, words=("serve", "--wall", "--workspace", str(keys.parent))).code == 4
    keys.unlink()
    assert serve("version", env=said).code == 0  # where none are kept


# What may be asked for


@for_each("name", list(VERBS))
def test_every_verb_says_what_it_touches(name: str):
    touches = load(name).touches
    assert touches is not None
    assert (touches <= ALLOWED) == (name not in NOT_SERVED)


def test_a_verb_that_touches_more_is_refused_and_help_does_not_know_it(serve: Serve):
    for name in sorted(NOT_SERVED):
        ran = serve(f"{name} /tmp/x")
        assert (ran.code, ran.out) == (4, ""), name
        assert ran.err == f'concord: "{name}" is not served here; --help lists what is\n'
    told = serve("--help").out
    assert {name for name in LISTED if f"  concord {name} " in told} == set(LISTED) - NOT_SERVED
    assert "--workspace" not in told
    assert "--repair" not in serve("check --help").out
    assert '"compact"' in serve("compact --help").err


@pytest.mark.parametrize(
    "asked",
    [
        "export csv {path}", "export json {path} --force", "export madr {path}", "report {path}", "digest {path}",
        "export csv /dev/stdin", "backup /dev/stdin", "report /dev/stdin", "export csv ''",
        "plan G-1 {path}", "backup {path}", "backup {path}/", "backup - --tried", "backup {path}/ --keep 7d",
        "meeting minutes M-1 {path}", "retro minutes R-1 {path}", "import csv /etc/passwd", "import goals /etc/passwd",
        "import calendar /etc/passwd", "import ics /etc/passwd", "import csv - --map /etc/passwd",
        "add action --from-json /etc/passwd", "reading --from-csv /etc/passwd", "reading --from-json /etc/passwd",
        "check --repair", "check --repair --yes", "list action --debug {path}", "list action --workspace {path}",
        "complete -- --workspace {path} show A-",
    ],
)  # fmt: skip
def test_no_word_names_a_file_of_the_server(serve: Serve, tmp_path: Path, asked: str):
    path = tmp_path / "made"
    ran = serve(asked.format(path=path), "ana")
    assert ran.out == ""
    assert ran.code == 4 or asked.startswith(("complete", "meeting", "retro", "plan"))
    assert not list(tmp_path.iterdir())
    assert "root:" not in ran.err


def test_all_that_is_a_file_elsewhere_goes_over_the_line(serve: Serve, served_workspace: Path):
    made = serve("import csv -", stdin="title,due\n海报,2027-01-05\n".encode())
    assert (made.code, made.err) == (0, "Made: 1 Action\n")
    id = made.out.strip()
    assert serve("add action --from-json -", stdin=b'{"title":"By line"}\n').code == 0
    assert serve(f"comment {id} -", stdin=b"as said\n").code == 0
    assert "海报" in serve("export csv -").out
    assert serve("backup - --json", "ana").code == 0
    mapped = serve("import csv - --map Task=title", stdin=b"Task\nMapped\n")
    assert (mapped.code, mapped.err) == (0, "Made: 1 Action\n")


def test_a_verb_works_as_at_home(serve: Serve):
    ran = serve("add action 'Kept; as $(it) is' --json")
    assert (ran.code, ran.err) == (0, "")
    assert ran.objects[0]["made_by"] == "bo"
    refused = serve("show A-9999 --json")
    assert (refused.code, refused.out) == (1, "")
    assert refused.error["error"] == "not-found"
    assert serve("serve ana --json").error["reason"] == "served"
    assert serve("config --lang zh").err == "concord: 此处不提供“config”；--help 列出可用的命令\n"


def test_nobody_is_told_where_the_workspace_is_nor_whose(serve: Serve, served_workspace: Path):
    journal = served_workspace / "journal"
    whole = journal.read_bytes()
    said: list[Ran] = []
    with journal.open("r+b") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        said += [serve(f"add action x --wait 0 {more}", "ana") for more in ("", "--json")]
        fcntl.flock(held, fcntl.LOCK_UN)
        held.write(b"no journal")
    said += [serve(asked, "ana") for asked in ("check", "check --json", "list action", "list action --json")]
    journal.write_bytes(whole)
    assert [ran.code for ran in said] == [3, 3, 5, 5, 5, 5]
    told = "".join(ran.out + ran.err for ran in said)
    assert str(served_workspace.parent) not in told
    assert ACCOUNT not in told
    assert "--repair" not in told
    assert "the service (process" in told
    assert "the workspace does not begin as a journal does" in told


def test_what_is_kept_by_the_account_is_kept_by_person(serve: Serve, served_workspace: Path):
    home = served_workspace.parent
    pulse = serve("add pulse Now", "ana").out.strip()
    assert serve(f"pulse answer {pulse} 4 3 4 3 4", "bo").code == 0
    assert serve(f"pulse answer {pulse} 4 3 4 3 4", "bo").code == 4  # once
    assert serve(f"pulse answer {pulse} 4 3 4 3 4", "cho").code == 0
    kept = home / ".local" / "state" / "concord" / "served"
    assert {"bo", "cho"} <= {path.name for path in kept.iterdir()}
    assert kept.stat().st_mode & 0o777 == 0o700


# What a session may have


def test_nothing_that_was_sent_along_is_obeyed():
    sent = {
        "TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "de_DE.UTF-8", "LC_ALL": "zh_CN.UTF-8",
        "CONCORD_WORKSPACE": "/tmp", "TEXTUAL_DRIVER": "os:system", "PYTHONPATH": "/tmp", "XDG_STATE_HOME": "/tmp",
        "PATH": "/tmp", "HOME": "/tmp", "LD_PRELOAD": "/tmp/x.so", "EDITOR": "vi", "TMUX": "/tmp/t,1,0", "TMPDIR": "/x",
    }  # fmt: skip
    kept = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "zh_CN.UTF-8"}
    assert confinement.environment(sent, "/home/x") == {"HOME": "/home/x", "PATH": "/usr/bin:/bin", **kept}
    odd = {"TERM": "../../etc", "COLORTERM": "x", "LANG": "zh_CN.UTF-8/../x"}
    assert confinement.environment(odd, "/") == {"HOME": "/", "PATH": "/usr/bin:/bin"}


def test_nobody_has_more_than_so_many_sessions_and_no_login_the_place_of_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(confinement, "SEATS", 2)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert [confinement.take_seat(str(tmp_path / "seats")) for _ in range(3)] == [True, True, False]
    for kind in ("CONFIG", "DATA", "CACHE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", "")
    places: list[str] = []
    for login in ("bo", "../bo", "b/o", "b_o", ".", "李雷", "x" * 500):
        monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
        places.append(confinement.keep_apart(login))
    assert len(set(places)) == len(places)
    assert {os.path.dirname(os.path.realpath(place)) for place in places} == {str(tmp_path / "concord" / "served")}


#: What becomes of a process that is confined: its umask, its folder, what it has open, its limits, what stops it.
CONFINED = """
import json, os, resource, signal
from tui.cli.serving import confinement
confinement.confine()
confinement.limit_command()
BOUNDED = "AS", "FSIZE", "NOFILE", "CPU", "NPROC"
limits = [resource.getrlimit(getattr(resource, f"RLIMIT_{name}"))[0] for name in BOUNDED]
deaf = [signal.getsignal(number) == signal.SIG_IGN for number in (signal.SIGTSTP, signal.SIGQUIT)]
opened = [number for number in range(3, 100) if os.path.exists(f"/proc/self/fd/{number}")]
print(json.dumps([os.umask(0), os.getcwd(), opened, resource.getrlimit(resource.RLIMIT_CORE), min(limits) > 0, *deaf]))
"""


def test_a_session_has_its_bounds():
    with open(os.devnull) as held:
        command, held_on = [sys.executable, "-c", CONFINED], [held.fileno()]
        ran = subprocess.run(command, capture_output=True, text=True, pass_fds=held_on, check=True)
    assert json.loads(ran.stdout) == [0o077, "/", [], [0, 0], True, True, True]


def test_a_command_whose_reader_is_gone_ends_at_once_and_saves_nothing_more(serve: Serve, served_workspace: Path):
    """Half of what was to come in is not all of it."""
    from_line, into = os.pipe()
    reading, writing = os.pipe()
    code = f"import tests.service.conftest as c; c.run_here({str(served_workspace)!r})"
    sent = CAME | {"SSH_ORIGINAL_COMMAND": "import csv -", "PYTHONPATH": os.pathsep.join(sys.path)}
    ran = subprocess.Popen([sys.executable, "-c", code], stdin=from_line, stdout=writing, stderr=writing, env=sent)
    os.close(from_line)
    os.close(writing)
    os.write(into, b"title\nHalf a table\n")
    assert ran.poll() is None
    os.close(reading)
    assert ran.wait(30) == 129
    os.close(into)
    assert "Half a table" not in serve("list action").out
