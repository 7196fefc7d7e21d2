"""The lowest versions that pyproject.toml allows, as constraints for pip."""

import re
import tomllib
from pathlib import Path

project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text("utf-8"))["project"]
extras = project["optional-dependencies"]
for bounds in project["dependencies"] + extras["xlsx"] + extras["postgres"]:
    print(re.sub(r"(\[.*\])?>=([\d.]+).*", r"==\2", bounds))
