"""An installation without compiled files is noticed, one with them is not."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
CODE = "import store.kinds, tui.cli; from tui.terminal.byte_code import uncompiled; print(*uncompiled(), sep='\\n')"


@pytest.mark.parametrize("writes", [True, False])
def test_what_is_compiled_at_each_start_is_named(writes: bool, tmp_path: Path):
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    env |= {"PYTHONPYCACHEPREFIX": str(tmp_path), **({} if writes else {"PYTHONDONTWRITEBYTECODE": "1"})}
    ran = subprocess.run([sys.executable, "-c", CODE], cwd=ROOT, env=env, capture_output=True, text=True, check=True)
    missing = ran.stdout.split("\n")
    assert [str(ROOT / top) in missing for top in ("store", "tui")] == [not writes] * 2
