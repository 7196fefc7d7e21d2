"""The configuration answers: what holds and why, what is wrong in which line, and a change keeps all else."""

import errno
import os
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.errors import Failed
from tests.tui.cli.conftest import Concord
from tui import config
from tui.config.config_edit import with_key
from tui.config.config_text import quick, read_text
from tui.config.setting_keys import SETTINGS

#: What stands in the file, the line that is named, the name that is near, and whether Concord goes on.
WRONG = {
    "a key misspelt": ('theme = "dark"\nlangauge = "zh"\n', 2, '"language"', True),
    "a key in capitals": ('Theme = "dark"\n', 1, '"theme"', True),
    "what others call a key": ('# mine\n\nlang = "zh"\n', 3, '"language"', True),
    "a key of a later version": ('quux = "zh"\n', 1, "workspace, language", True),
    "the workspace's key misspelt": ('worksapce = "/srv/concord"\n', 1, '"workspace"', False),
    "a value misspelt": ('theme = "drak"\n', 1, '"dark"', True),
    "a language by its name": ('language = "Chinese"\n', 1, '"zh"', True),
    "a value that there is not": ('language = "fr"\n', 1, "en, zh", True),
    "nothing": ('theme = ""\n', 1, 'theme = "light"', True),
    "another type": ("characters = true\n", 1, 'characters = "ascii"', True),
    "a number for the workspace": ("workspace = 3\n", 1, 'workspace = "/srv/concord/acme"', False),
    "a list for the workspace": ('\nworkspace = [\n  "a"]\n', 2, 'workspace = "/srv/concord/acme"', False),
    "a table for a text": ("[theme]\nx = 1\n", 1, 'theme = "light"', True),
    "a table around a key": ('[concord]\ntheme = "light"\n', 1, "[concord]", True),
    "a key behind a long text": ('characters = """\\\n  ascii"""\nthemes = "light"\n', 3, '"theme"', True),
    "a key twice": ('theme = "light"\n\ntheme = "dark"\n', 3, "line 1", False),
    "no quotes": ("# mine\nlanguage = zh\n", 2, 'language = "zh"', False),
    "half of the quotes": ('theme = "light\n', 1, 'theme = "light"', False),
    "a colon": ("theme: light\n", 1, 'theme = "light"', False),
    "signs of an input method": ("语言 ＝ “zh”\n", 1, 'language = "zh"', False),
    "no sense": ("\n<<<<<<< HEAD\n", 2, "<<<<<<< HEAD", False),
    "steering characters": ('theme = "\x1b[2J"\n', 1, 'theme = "', False),
    "a value of two lines": ('theme = """dark\nconcord: all is well"""\n', 1, "dark\\nconcord", True),
    "a home that nobody has": ('workspace = "~no-such-login/acme"\n', 1, "no-such-login", False),
    "the address of another server": ('workspace = "mysql://db/acme"\n', 1, "postgresql://HOST/DATABASE", False),
    "a name that a schema has not": ('workspace = "postgresql://db/acme?workspace=A-1"\n', 1, '"A-1"', False),
}


def mine(tmp_path: Path, text: str | bytes) -> Path:
    """The person's file with that in it."""
    file = tmp_path / "config" / "concord" / "config.toml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_said_at_the_start_with_line_and_near_name(concord: Concord, tmp_path: Path, case: str):
    text, line, near, goes_on = WRONG[case]
    file = mine(tmp_path, text)
    for words in (("list", "action"), ("list", "action", "--lang", "zh"), ("demo", "--keep", str(tmp_path / "demo"))):
        ran = concord(*words)
        place = f"{file} 第 {line} 行" if "zh" in words else f"{file}, line {line}:"
        assert place in ran.err
        assert ran.err.count(f"{file}") == 1, "it is said once"
        assert "\x1b" not in ran.err
        if words[0] == "demo":
            assert (ran.code == 0) == goes_on, ran.err
    assert near in concord("config", "check").out
    assert concord("config", "check").code == 1
    told = concord("config", "check", "--json").objects[0]
    assert (told["path"], told["line"]) == (str(file), line)
    assert concord("--version").code == 0


@pytest.mark.parametrize("words", [("list", "action"), ("init", "new"), ("config",), ("today",), ()])
@pytest.mark.parametrize("kind", ["folder", "pipe", "dangling", "loop", "bytes", "utf-16", "above", "huge"])
def test_a_configuration_that_cannot_be_read_is_never_passed_over(
    concord: Concord, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, words: tuple[str, ...]
):
    monkeypatch.chdir(tmp_path)
    file = mine(tmp_path, b"")
    file.unlink()
    if kind == "folder":
        file.mkdir()
    elif kind == "pipe":
        os.mkfifo(file)
    elif kind in ("dangling", "loop"):
        file.symlink_to(file if kind == "loop" else tmp_path / "elsewhere")
    elif kind == "above":
        file.parent.rmdir()
        file.parent.write_text("")
    else:
        held = {"bytes": b"a = 1\n\n# \xff\n", "utf-16": 'theme = "dark"'.encode("utf-16"), "huge": b"#" * 70_000}
        file.write_bytes(held[kind])
    ran = concord(*words)
    assert (ran.code, ran.out) == (1 if words else 2, "") or not words
    assert str(file.parent) in ran.err or not words
    assert not (tmp_path / "new").exists()
    if kind == "bytes" and words:
        assert "line 3" in ran.err
    for quiet in ("--version", "--help"):
        said = concord(quiet)
        assert (said.code, str(file.parent) in said.err) == (0, True)


def test_what_holds_and_who_says_so(concord: Concord, acme: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def said() -> list[tuple[str, str, str]]:
        return [(each["key"], each["value"], each["from"]) for each in concord("config", "--json").objects]

    monkeypatch.delenv("LANG")
    assert said() == [
        ("workspace", str(acme), "environment"),
        ("language", "en", "workspace"),
        ("theme", "dark", "default"),
        ("characters", "unicode", "default"),
    ]
    (tmp_path / "machine.toml").write_text(f'workspace = "{acme}"\ntheme = "light"\nlanguage = "zh-Hans"\n')
    monkeypatch.delenv("CONCORD_WORKSPACE")
    mine(tmp_path, '# mine\nlanguage = "en"\n')
    rows = concord("config").out.splitlines()
    assert [row.split("  ")[-1].strip() for row in rows] == [
        f"{tmp_path}/machine.toml, line 1",
        f"{tmp_path}/config/concord/config.toml, line 2",
        f"{tmp_path}/machine.toml, line 2",
        "nobody says another",
    ]
    monkeypatch.setenv("CONCORD_LANG", "zh_CN.UTF-8")
    monkeypatch.setenv("CONCORD_CHARACTERS", "ascii")
    assert said()[1::2] == [("language", "zh", "environment"), ("characters", "ascii", "environment")]
    assert "环境变量 CONCORD_LANG" in concord("config").out
    assert ("workspace", "/x", "option") in [
        (each["key"], each["value"], each["from"]) for each in concord("config", "--json", "--workspace", "/x").objects
    ]
    assert concord("config", "get", "theme").out == "light\n"
    assert concord("config", "get", "tehme").code == 2


def test_variables_are_looked_at_too(concord: Concord, acme: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CONCORD_CHARACTERS", "asci")
    monkeypatch.setenv("CONCORD_LANGUAGE", "zh")
    monkeypatch.setenv("CONCORD_LONG", "1")
    ran = concord("list", "action")
    assert ran.code == 0
    assert [line.partition("?")[0] for line in ran.err.splitlines()[:-1]] == [
        'concord: CONCORD_CHARACTERS: characters has no value "asci". Did you mean "ascii"',
        "concord: There is no variable CONCORD_LANGUAGE. Did you mean CONCORD_LANG",
    ]


@pytest.mark.parametrize(
    ("before", "words", "after"),
    [
        ("", ("set", "theme", "light"), 'theme = "light"\n'),
        ('theme = "light" # a # b', ("set", "theme", "dark"), 'theme = "dark" # a # b'),
        ("# a\ntheme='x'\n# b\n", ("set", "theme", "dark"), '# a\ntheme="dark"\n# b\n'),
        ('\ufefftheme = "light"\r\n', ("set", "language", "zh"), '\ufefftheme = "light"\r\nlanguage = "zh"\r\n'),
        ('"theme" = """\nlight"""  # b\nx = 1\n', ("set", "theme", "dark"), '"theme" = "dark"  # b\nx = 1\n'),
        ('# a\n\n# of x\n[x]\ntheme = "light"\n', ("set", "theme", "dark"),
         '# a\n\ntheme = "dark"\n# of x\n[x]\ntheme = "light"\n'),
        ('a = 1\ntheme = "light"\nb = 2\n', ("unset", "theme"), "a = 1\nb = 2\n"),
        ("a = 1", ("unset", "theme"), "a = 1"),
        ("", ("set", "workspace", '/a "b" \\c'), 'workspace = "/a \\"b\\" \\\\c"\n'),
        ("", ("设置", "主题", "light"), 'theme = "light"\n'),
    ],
)  # fmt: skip
def test_a_change_keeps_all_else_as_it_stands(
    concord: Concord, tmp_path: Path, before: str, words: tuple[str, ...], after: str
):
    file = mine(tmp_path, before)
    ran = concord("config", *words)
    assert ran.code == 0, ran.err
    assert file.read_bytes().decode() == after
    assert os.listdir(file.parent) == ["config.toml"]


def test_nothing_is_changed_that_would_not_be_understood(
    concord: Concord, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    file = mine(tmp_path, 'theme = "dark"\n')
    for words in (("theme", "drak"), ("tehme", "dark"), ("workspace", "x://y"), ("workspace", ""), ("theme", "a\nb")):
        assert concord("config", "set", *words).code == 2, words
    assert concord("config", "set", "theme").code == 2
    assert file.read_text() == 'theme = "dark"\n'
    for text in ("theme = \n", "[theme]\n", "theme.x = 1\n"):
        file.write_text(text)
        assert concord("config", "set", "theme", "dark").code == 1
        assert file.read_text() == text
    file.unlink()
    monkeypatch.chdir(tmp_path)
    concord("config", "set", "workspace", "acme")
    assert file.read_text() == f'workspace = "{tmp_path}/acme"\n', "from where it is typed"


def test_files_stay_as_open_as_they_are_and_the_machine_s_is_everybody_s(
    concord: Concord, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("tui.config.MACHINE", str(tmp_path / "etc" / "concord" / "config.toml"))
    before = os.umask(0o077)
    try:
        assert concord("config", "set", "theme", "light", "--machine").code == 0
    finally:
        os.umask(before)
    made = tmp_path / "etc" / "concord"
    assert [oct(path.stat().st_mode & 0o777) for path in (made, made / "config.toml")] == ["0o755", "0o644"]
    (tmp_path / "dots").write_text("")
    (tmp_path / "dots").chmod(0o640)
    link = mine(tmp_path, "")
    link.unlink()
    link.symlink_to(tmp_path / "dots")
    ran = concord("config", "set", "theme", "dark", "--json")
    assert ran.objects[0]["value"] == "dark"
    assert link.is_symlink()
    assert ((tmp_path / "dots").read_text(), (tmp_path / "dots").stat().st_mode & 0o777) == ('theme = "dark"\n', 0o640)
    shadowed = concord("config", "set", "theme", "light", "--machine")
    assert f'theme = "dark": {link}, line 1' in shadowed.err, "what holds is another"


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS])
@pytest.mark.parametrize("options", [(), ("--machine",)])
def test_what_a_disk_does_not_take_is_said_with_the_file(
    concord: Concord, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...], number: int
):
    def fails(_fd: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr("tui.config.MACHINE", str(tmp_path / "machine.toml"))
    file = tmp_path / "machine.toml" if options else mine(tmp_path, b"")
    file.write_text('theme = "dark"')
    monkeypatch.setattr(os, "fsync", fails)
    ran = concord("config", "set", "theme", "light", *options)
    assert (ran.code, ran.err) == (1, f"concord: {file} cannot be written: {os.strerror(number)}\n")
    assert file.read_text() == 'theme = "dark"'


def test_a_workspace_misspelt_is_answered_with_the_one_that_is_near(concord: Concord, acme: Path, tmp_path: Path):
    for wrong in (tmp_path / "acem", tmp_path.parent / f"{tmp_path.name}x" / "acme"):
        refused = concord("list", "action", "--workspace", str(wrong), "--json").error
        assert refused["near"] == str(acme)
    os.environ.pop("CONCORD_WORKSPACE")
    (tmp_path / "machine.toml").write_text(f'\nworkspace = "{tmp_path}/acem"\n')
    assert f"{tmp_path}/machine.toml, line 2" in concord("list", "action").err


_PIECES = (
    *(
        "theme",
        "language",
        "workspace",
        "x",
        "=",
        " = ",
        '"light"',
        '"zh"',
        '"/a"',
        "'dark'",
        '"""',
        "\n",
        "\r\n",
        "# c",
    ),
    *("[", "[x]", "[[y]]", "a.b", " ", "\t", '"', "\\", "\u3000", "\x00", "true", "3", "{a=1}", "[1,\n2]", "]"),
    *('theme = "light"\n', 'workspace = "/srv/x"\n', 'language="zh"#x\n'),
)


@given(st.lists(st.sampled_from(_PIECES), max_size=14).map("".join), st.sampled_from(["dark", None]))
def test_a_file_is_read_as_every_reader_of_toml_does_and_changed_in_one_key(text: str, value: str | None):
    try:
        meant = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        assert quick(text) is None
        with pytest.raises(Failed):
            read_text("file", text)
        return
    assert quick(text) in (None, meant)
    assert set(read_text("file", text).lines) == set(meant)
    try:
        changed = tomllib.loads(with_key("file", text, "theme", value))
    except Failed:
        assert "theme" in meant, "only what stands there in another way is left to a person"
        return
    assert changed == {key: each for key, each in meant.items() if key != "theme"} | ({"theme": value} if value else {})


def test_readme_has_every_key():
    text = (Path(__file__).parents[3] / "README.md").read_text("utf-8")
    rows = [row.split("|")[1:-1] for row in text.splitlines() if row.startswith("| `") and " = " in row.split("|")[1]]
    found = [tuple(cell.strip() for cell in row) for row in rows]
    assert found == [
        (
            f'`{each.name} = "{each.example}"`',
            " ".join(f"`{value}`" for value in each.values),
            " ".join(f"`{name}`" for name in (each.option and f"--{each.option}", each.variable) if name),
            str(each.says),
        )
        for each in SETTINGS.values()
    ]


def test_where_the_file_is_nobody_has_to_be_told(monkeypatch: pytest.MonkeyPatch):
    import platformdirs

    for home in ("/home/ana", "/home/ana/", "/", "", "relative", None):
        for folder in ("/x", "/x/", "", "relative", None):
            for name, value in (("HOME", home), ("XDG_CONFIG_HOME", folder)):
                monkeypatch.delenv(name, raising=False) if value is None else monkeypatch.setenv(name, value)
            try:
                wanted = platformdirs.user_config_dir("concord")
            except RuntimeError:
                continue
            assert os.path.dirname(config.person_file()) == wanted, (home, folder)
