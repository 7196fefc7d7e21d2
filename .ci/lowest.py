"""The lowest versions that pyproject.toml allows, as constraints for pip."""

import re
import tomllib
from pathlib import Path

project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text("utf-8"))["project"]
for bounds in project["dependencies"] + project["optional-dependencies"]["xlsx"]:
    print(re.sub(r">=([\d.]+).*", r"==\1", bounds))
