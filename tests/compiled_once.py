"""What a fresh checkout has not compiled yet is compiled before the workers start, once and on all cores.

Each of them would do it for itself, all at the same file at the same time: half of what finding the tests costs.
"""

import compileall
import os
from pathlib import Path

import pytest
from _pytest.assertion import rewrite

ROOT = Path(__file__).parents[1]


def compile_what_is_new(config: pytest.Config) -> None:
    """The tests that are asked for, with their assertions as pytest rewrites them, and all that they load."""
    asked = [Path(config.invocation_params.dir, arg.partition("::")[0]) for arg in config.args]
    tests = {test for place in asked for test in (place, *place.rglob("test_*.py")) if test.is_file()}
    loaded = [path for folder in ("store", "tui", "tests") for path in (ROOT / folder).rglob("*.py")]
    new = [(_rewrite, test) for test in sorted(tests) if not _rewritten(test).exists()]
    new += [(_compile, path) for path in loaded if not path.name.startswith("test_")]
    started: list[int] = []
    for part in range(cores := os.cpu_count() or 1):
        child = os.fork()
        if child == 0:
            try:
                for does, path in new[part::cores]:
                    does(path, config)
            finally:  # what cannot be compiled is told by the worker that comes to it
                os._exit(0)
        started.append(child)
    for child in started:
        os.waitpid(child, 0)


def _rewritten(test: Path) -> Path:
    return rewrite.get_cache_dir(test) / (test.name[:-3] + rewrite.PYC_TAIL)


def _rewrite(test: Path, config: pytest.Config) -> None:
    if rewrite.try_makedirs(rewrite.get_cache_dir(test)):
        source, code = rewrite._rewrite_test(test, config)
        rewrite._write_pyc(config.stash[rewrite.assertstate_key], code, source, _rewritten(test))


def _compile(path: Path, _config: pytest.Config) -> None:
    compileall.compile_file(path, quiet=2)
