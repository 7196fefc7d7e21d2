"""Sentences in two languages: found by the English one, with their values, chosen by option, setting and locale."""

import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from store import fields
from store.words import Words
from tests.for_each import for_each
from tui import i18n
from tui.i18n import t

CATALOGUE = {
    "{n} goals": "{n} 个目标",
    "{id}: {reason}": "{id}：{reason}",
    "Due": "截止",
    ", |names": "、",
    "; |sentences": "；",
    "From|day": "开始日期",
    "From|value": "起点",
    "Health: {reasons}": "健康：{reasons}",
}


@pytest.fixture(autouse=True)
def small_catalogue(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr("tui.i18n._catalogues", {"en": {}, "zh": CATALOGUE})
    yield
    i18n.use("en")


def test_english_is_the_key_and_knows_one():
    assert t("{n} goals", one="{n} goal", n=1) == "1 goal"
    assert t("{n} goals", one="{n} goal", n=2) == "2 goals"
    i18n.use("zh")
    assert t("{n} goals", one="{n} goal", n=1) == "1 个目标"


def test_words_in_words_are_translated_too_and_braces_of_people_stay():
    i18n.use("zh")
    assert t("{id}: {reason}", id="{id}", reason=Words("Due")) == "{id}：截止"
    assert t("{id}: {reason}", id="A-1", reason=["FIN", "MKT"]) == "A-1：FIN、MKT"
    assert t(Words("Health: {reasons}", reasons=[Words("Due"), Words("{n} goals", n=2)])) == "健康：截止；2 个目标"


def test_one_word_of_english_may_be_two_of_another_language():
    day = Words("From", context="day")
    assert (str(day), t(day), t("From", context="value")) == ("From", "From", "From")
    i18n.use("zh")
    assert (t(day), t("From", context="value")) == ("开始日期", "起点")
    assert t("{id}: {reason}", id="S-1", reason=day.filled()) == "S-1：开始日期"
    assert t(fields.day("From", context="day").label) == "开始日期"


def test_a_sentence_without_translation_stays_english():
    i18n.use("zh")
    assert t("Nothing like it: {x}", x=1) == "Nothing like it: 1"


def test_the_language_is_asked_for_once_and_only_when_needed():
    asked: list[int] = []

    def find() -> str:
        asked.append(1)
        return "zh"

    i18n.use(find)
    assert not asked
    assert (t("Due"), t("Due"), i18n.lang()) == ("截止", "截止", "zh")
    assert len(asked) == 1


@for_each(
    "option, environ, setting, chosen",
    [
        (None, {}, None, "en"),
        (None, {"LANG": "zh_CN.UTF-8"}, None, "zh"),
        (None, {"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, None, "en"),
        (None, {"LANG": "C", "LC_MESSAGES": "zh_TW"}, None, "zh"),
        (None, {"LANG": "en_GB.UTF-8"}, "zh", "zh"),
        ("en", {"LANG": "zh_CN.UTF-8"}, "zh", "en"),
        (None, {"LANG": "de_DE.UTF-8"}, "fr", "en"),
    ],
)
def test_option_setting_locale(option: str | None, environ: dict[str, str], setting: str | None, chosen: str):
    assert i18n.choose(option, environ, setting) == chosen


def test_a_full_stop_stands_at_the_end_only():
    i18n.use("zh")
    assert t("Health: {reasons}", reasons=[Words("一。"), Words("二。")]) == "健康：一；二。"
    assert t("Health: {reasons}", reasons=[]) == "健康："


def test_every_translation_has_the_places_of_its_sentence(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("tui.i18n._catalogues", {"en": {}})
    assert (Path(i18n.__file__).parent / "locale" / "zh.json").exists()
    for english, chinese in i18n.catalogue("zh").items():
        assert places(english) == places(chinese), english


def places(template: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(template) if name}
