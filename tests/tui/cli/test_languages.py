"""Which language is spoken: the option, the variable, the person's, their environment's, the workspace's, English."""

from pathlib import Path

import pytest

from tests.tui.cli.conftest import CHINESE, Concord
from tui.personal import own_language

NONE_SAID = ({}, {"LANG": ""}, *({name: said} for name in ("LC_ALL", "LC_MESSAGES", "LANG") for said in ("C", "POSIX")))
CODED = ({"LANG": "C.UTF-8"}, {"LANG": "POSIX.UTF-8"}, {"LC_ALL": "C.utf8", "LANG": "en_GB"}, {"LANGUAGE": "en"})


@pytest.fixture
def office(concord: Concord, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace made in Chinese by somebody whose environment says no language."""
    folder = tmp_path / "office"
    ran = concord("init", str(folder), "--name", "Acme", "--lang", "zh")
    assert CHINESE.search(ran.err), "its own messages too"
    monkeypatch.setenv("CONCORD_WORKSPACE", str(folder))
    monkeypatch.delenv("LANG")
    return folder


def spoken(concord: Concord, *words: str) -> str:
    """The language in which the command line answers."""
    return "zh" if CHINESE.search(concord("add", "action", "Stocktaking", *words).err) else "en"


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize("environ", [*NONE_SAID, *CODED])
def test_where_the_environment_says_none_the_workspaces_is_spoken(
    concord: Concord, monkeypatch: pytest.MonkeyPatch, environ: dict[str, str]
):
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    assert spoken(concord) == "zh"
    assert spoken(concord, "--lang", "en") == "en"


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize(
    ("environ", "setting", "wanted"),
    [
        ({"LANG": "en_US.UTF-8"}, None, "en"),
        ({"LANG": "de_DE.UTF-8"}, None, "en"),
        ({"LANG": "de_DE.UTF-8", "LANGUAGE": "de:zh_CN:en"}, None, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LANGUAGE": "en_GB:en"}, None, "en"),
        ({"LANG": "C.UTF-8"}, "en", "en"),
        ({"LANG": "en_US.UTF-8"}, "zh", "zh"),
        ({"LANG": "en_US.UTF-8", "CONCORD_LANG": "zh"}, "en", "zh"),
        ({"CONCORD_LANG": "en"}, None, "en"),
        ({"CONCORD_LANG": ""}, None, "zh"),
    ],
)
def test_what_a_person_says_goes_before_it(
    concord: Concord,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    environ: dict[str, str],
    setting: str | None,
    wanted: str,
):
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    if setting is not None:
        (tmp_path / "config" / "concord").mkdir(parents=True)
        (tmp_path / "config" / "concord" / "config.toml").write_text(f'language = "{setting}"\n')
    assert spoken(concord) == wanted


@pytest.mark.usefixtures("office")
def test_what_opens_no_workspace_does_not_ask_it(concord: Concord, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("tui.cli.call.Call.workspace", None)
    assert "Opens the screen" in concord("--help").out
    assert concord("--version").code == 0


@pytest.mark.usefixtures("office")
def test_refusals_reports_and_copies_speak_as_the_workspace_does(concord: Concord, tmp_path: Path):
    assert CHINESE.search(concord("show", "A-99").err)
    assert CHINESE.search(concord("check").err)
    assert concord("backup", str(tmp_path / "copy")).code == 0
    assert CHINESE.search(concord("restore", str(tmp_path / "copy"), str(tmp_path / "again")).err)
    assert concord("edit", "WS-1", "--language", "en").code == 0
    assert spoken(concord) == "en"


@pytest.mark.usefixtures("office")
def test_what_was_chosen_on_the_screen_holds_until_the_configuration_says_another(concord: Concord, tmp_path: Path):
    assert own_language.choose("en") is None
    assert spoken(concord) == "en"
    (tmp_path / "config" / "concord").mkdir(parents=True)
    (tmp_path / "config" / "concord" / "config.toml").write_text('language = "zh"\n')
    assert spoken(concord) == "zh", "what was said last"
    assert own_language.choose("en") is None
    assert spoken(concord) == "en"
    assert own_language.choose(None) is None
    assert spoken(concord) == "zh"


def test_where_the_choice_cannot_be_kept_that_is_said(tmp_path: Path):
    (tmp_path / "state").write_text("")
    reason = own_language.choose("zh")
    assert reason is not None
    assert str(tmp_path / "state") in str(reason)
    assert own_language.chosen() is None


def test_that_a_command_is_not_known_is_said_in_the_language_that_it_names(concord: Concord):
    for words in (
        ("lst", "--lang", "zh"),
        ("lst", "--lang=zh"),
        ("--colour", "lst", "--lang", "zh"),
        ("-x", "--lang=zh"),
    ):
        ran = concord(*words)
        assert (ran.code, bool(CHINESE.search(ran.err))) == (2, True), words
    assert not CHINESE.search(concord("lst", "--lang", "fr").err)
