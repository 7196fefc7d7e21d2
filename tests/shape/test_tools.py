"""The few commands of a contributor, and what others get with the packages."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DEV = ROOT / ".ci" / "dev"


def test_a_debugger_is_in_nobody_s_way():
    test = f"{ROOT}/tests/shape/test_sizes.py::test_there_is_something_to_look_at"
    words = [sys.executable, "-m", "pytest", "--pdb", "-p", "no:cacheprovider", test]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_what_the_fast_tests_are_is_there():
    listed = re.search(r"^FAST=\((.*?)^\)", DEV.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    assert listed is not None
    assert [path for path in listed[1].split() if not (ROOT / path).exists()] == []


def test_said_without_a_word_it_lists_the_commands():
    said = subprocess.run([DEV], capture_output=True, text=True, check=True).stdout
    offered = re.findall(r"^    (\w+)\)", DEV.read_text("utf-8"), re.MULTILINE)
    assert offered == re.findall(r"^ *\.ci/dev (\w+)", said, re.MULTILINE)


@pytest.mark.parametrize("package", ["store", "tui"])
def test_whoever_uses_the_packages_is_told_their_types(package: str):
    data = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]["package-data"]
    assert (ROOT / package / "py.typed").exists()
    assert "py.typed" in data[package]
