"""What is installed, and of which versions."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def test_each_bound_has_a_lowest_version_and_ends():
    bounds = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["xlsx"]]
    assert [bound for bound in bounds if not re.fullmatch(r"[\w-]+>=[\d.]+,<[\d.]+", bound)] == []
    printed = subprocess.run([sys.executable, ROOT / ".ci" / "lowest.py"], capture_output=True, text=True, check=True)
    assert re.findall(r"^([\w-]+)==", printed.stdout, re.MULTILINE) == [bound.partition(">")[0] for bound in bounds]
