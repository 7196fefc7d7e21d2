"""The manual: a page for every verb in both languages, from the declarations, which any formatter sets as it is."""

import re
import runpy
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.for_each import for_each
from tests.tui.cli.conftest import CHINESE, Concord
from tui import i18n
from tui.cli.manual.data_format import data_format
from tui.cli.manual.page import ManualPage, Rows, Sample, Section, as_text
from tui.cli.manual.pages import all_pages, page_called
from tui.cli.manual.roff import roff
from tui.cli.manual.share import files
from tui.cli.plain_text import width
from tui.cli.verbs import LISTED, load

ROOT = Path(__file__).parents[4]
DAY = date(2026, 11, 23)
#: What a formatter might take for requests, escapes or strings.
HOSTILE = (
    ".so /etc/passwd",
    "'br",
    "\\fBbold\\fR \\n[x] \\*(Rn",
    "...",
    "-- \"quoted\" `code 'x' ^~",
    "红色。《书》",
    "a\x1bb\u202e",
)


def pages(language: str) -> Iterator[ManualPage]:
    i18n.use(language)
    try:
        yield from all_pages()
    finally:
        i18n.use("en")


@pytest.fixture(scope="module", params=["en", "zh"])
def written(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the pages of a language."""
    folder = tmp_path_factory.mktemp(request.param)
    for page in [*pages(request.param), hostile()]:
        (folder / f"{page.name}.{page.part}").write_text(roff(page, "1.2.3", DAY), "utf-8")
    return folder


def hostile() -> ManualPage:
    blocks = [*HOSTILE, Sample(HOSTILE), Rows(tuple((text, text) for text in HOSTILE))]
    return ManualPage("hostile-page", 1, "x", [Section("NAME", ["hostile-page - x"]), Section(".SH", blocks)])


def test_there_is_one_for_every_verb_and_for_the_form_of_the_data():
    names = [(page.name, page.part) for page in pages("en")]
    assert names == [("concord", 1), *((f"concord-{verb}", 1) for verb in LISTED), ("concord-format", 5)]


@for_each("verb", LISTED)
def test_a_page_has_all_that_help_says(verb: str, concord: Concord):
    said = re.sub(r"\\f[BR]|\\:|\\&", "", concord("help", verb, "--man").out)
    said = (
        said.replace(r"\-", "-").replace(r"\(aq", "'").replace(r"\(dq", '"').replace(r"\e", "\\").replace(r"\(ti", "~")
    )
    said = " ".join(said.replace(r"\(ga", "`").split())
    declared = load(verb)
    for option in declared.options:
        assert f"--{option.name} {option.value}".strip() in said
    for example in declared.examples:
        assert " ".join(example.split()) in said
    assert declared.says.template.replace("`", "") in said.replace("`", "")


def test_in_chinese_they_are_chinese():
    for page in pages("zh"):
        assert CHINESE.search(page.says), page.name
        assert not [each.heading for each in page.sections if each.heading.isascii()], page.name


@pytest.mark.skipif(shutil.which("groff") is None, reason="no groff here")
def test_no_page_has_anything_that_groff_warns_of(written: Path):
    for path in sorted(written.iterdir()):
        ran = subprocess.run(
            ["groff", "-ww", "-Kutf8", "-Tutf8", "-man", str(path)], capture_output=True, text=True, check=True
        )
        assert ran.stderr == "", path.name
        plain = re.sub(r".\x08|\x1b\[[0-9;]*m", "", ran.stdout)
        assert path.name != "concord-format.5" or "EDB88320" in plain
        assert max(map(width, plain.splitlines())) <= 85 or path.name not in ("concord.1", "concord-format.5")
        if path.stem == "hostile-page":
            for text in HOSTILE[:-1]:
                assert " ".join(plain.split()).replace("‐", "-").count(text.replace("`", "")[:12].rstrip()) >= 2, text


@pytest.mark.skipif(shutil.which("mandoc") is None, reason="no mandoc here")
def test_no_page_has_anything_that_mandoc_warns_of(written: Path):
    ran = subprocess.run(
        ["mandoc", "-Tlint", "-Wwarning", *map(str, sorted(written.iterdir()))],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.stdout, ran.stderr) == ("", "")


@pytest.mark.skipif(shutil.which("lexgrog") is None, reason="no man-db here")
def test_whatis_finds_what_each_is_for(written: Path):
    ran = subprocess.run(
        ["lexgrog", *map(str, sorted(written.glob("concord*")))], capture_output=True, text=True, check=True
    )
    assert ran.stdout.count("concord") >= len(LISTED) + 2


def test_a_page_that_there_is_not_is_refused(concord: Concord):
    assert concord("help", "--man").out.startswith('.\\"')
    assert concord("help", "nonsense", "--man").code == 2
    assert page_called("format").part == 5


def test_as_text_no_line_is_too_long():
    for language in i18n.LANGUAGES:
        i18n.use(language)
        lines = list(as_text(data_format()))
        assert max(map(width, lines)) <= 78
        assert not [line for line in lines if line.strip()[:1] in tuple("，。；：、）")]
    i18n.use("en")


def test_all_that_is_installed_is_made_by_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """What the build is asked for, without the builder: which of its versions is here says nothing."""
    asked: dict[str, Any] = {}
    builder = SimpleNamespace(Command=object, setup=lambda **given: asked.update(given))
    monkeypatch.setitem(sys.modules, "setuptools", builder)
    monkeypatch.setitem(sys.modules, "setuptools.command", SimpleNamespace())
    monkeypatch.setitem(sys.modules, "setuptools.command.build_py", SimpleNamespace(build_py=object))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795392000")
    runpy.run_path(str(ROOT / "setup.py"))
    share = asked["cmdclass"]["install_data"]()
    share.initialize_options()
    share.install_dir = str(tmp_path)
    try:
        share.run()
        there = {str(path.relative_to(tmp_path / "share")): path for path in tmp_path.rglob("*") if path.is_file()}
        assert {name: path.read_text("utf-8") for name, path in there.items()} == dict(files(DAY))
    finally:
        i18n.use("en")
    assert sorted(share.get_outputs()) == sorted(map(str, there.values()))
    assert {"bash-completion/completions/concord", "zsh/site-functions/_concord"} < there.keys()
    assert {"fish/vendor_completions.d/concord.fish", "man/zh_CN/man1/concord-add.1"} < there.keys()
    assert "man/man5/concord-format.5" in there
