"""The person's own folders are those that platformdirs finds, in whatever environment."""

import os

import platformdirs
import pytest

from tui import config

NAMES = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")
PLACES = [None, "", "/srv/own", "/srv/own/", "relative", "~/own", " "]


@pytest.mark.parametrize("home", ["/home/ana", "/home/ana/", "/", "", "relative", None])
@pytest.mark.parametrize("place", PLACES)
def test_they_are_where_others_look_for_them(home: str | None, place: str | None, monkeypatch: pytest.MonkeyPatch):
    for name, value in [("HOME", home), *((name, place) for name in NAMES)]:
        if value is None:
            monkeypatch.delenv(name, raising=False)
        else:
            monkeypatch.setenv(name, value)
    assert config.person_file() == os.path.join(platformdirs.user_config_dir("concord"), "config.toml")
    assert config.own_workspace() == os.path.join(platformdirs.user_data_dir("concord"), "workspace")
    assert config.state_folder() == platformdirs.user_state_dir("concord")
