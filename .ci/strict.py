#!/usr/bin/env python3
"""Counts the errors that pyright finds in its strict mode, folder by folder, where the code is not strict yet.

They may only fall: `strict-errors` beside this says how many there are. `python .ci/strict.py --write` writes it anew.
"""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

HERE = Path(__file__).resolve().parent
RECORDED = HERE / "strict-errors"


def main() -> int:
    """The exit code: 0 where nowhere are more than recorded."""
    found = counted()
    if "--write" in sys.argv[1:]:
        RECORDED.write_text("".join(f"{folder} {n}\n" for folder, n in sorted(found.items())), "utf-8")
        return 0
    before = recorded()
    more = [f"{folder}: {n}, not {before[folder]}" for folder, n in sorted(found.items()) if n > before[folder]]
    if more:
        print("More errors under strict than before:", *more, "pyright -p .ci/strict.json shows them", sep="\n  ")
    elif found != before:
        print("Fewer errors under strict than before: `python .ci/strict.py --write` keeps it so")
    return 1 if more else 0


def recorded() -> Counter[str]:
    """Folder to errors, as they were."""
    lines = (line.split() for line in RECORDED.read_text("utf-8").splitlines())
    return Counter({folder: int(n) for folder, n in lines})


def counted() -> Counter[str]:
    """Folder to errors, as they are now; a file at the top by itself."""
    words = ["pyright", "-p", str(HERE / "strict.json"), "--pythonpath", sys.executable, "--outputjson"]
    run = subprocess.run(words, capture_output=True, text=True, check=False)
    report = json.loads(run.stdout)
    if not report["summary"]["filesAnalyzed"]:
        raise SystemExit("pyright has looked at nothing")
    paths = (Path(each["file"]) for each in report["generalDiagnostics"] if each["severity"] == "error")
    return Counter("/".join(path.relative_to(HERE.parent).parts[:2]) for path in paths)


if __name__ == "__main__":
    sys.exit(main())
