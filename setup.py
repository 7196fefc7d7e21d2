"""What pyproject.toml cannot say: nothing of earlier builds is installed, and what is made from the declarations is.

That are the manual and the completion of shells, beside the packages.
"""

import os
import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path

from setuptools import Command, setup
from setuptools.command.build_py import build_py


class Share(Command):
    """Takes the place of the command that copies data files: what it writes is never older than what it tells of."""

    user_options = []

    def initialize_options(self) -> None:
        self.install_dir: str | None = None
        self.outfiles: list[str] = []

    def finalize_options(self) -> None:
        self.set_undefined_options("install", ("install_data", "install_dir"))

    def run(self) -> None:
        sys.path.insert(0, str(Path(__file__).parent))
        from tui.cli.manual.share import files

        stamp = os.environ.get("SOURCE_DATE_EPOCH")
        day = (datetime.fromtimestamp(int(stamp), UTC) if stamp else datetime.now(UTC)).date()
        for name, text in files(day):
            path = Path(str(self.install_dir)) / "share" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
            self.outfiles.append(str(path))

    def get_inputs(self) -> list[str]:
        return []

    def get_outputs(self) -> list[str]:
        return self.outfiles


class Afresh(build_py):
    """Copies the packages to where nothing is: what an earlier build left there would be installed along."""

    def run(self) -> None:
        if not self.editable_mode:
            shutil.rmtree(self.build_lib, ignore_errors=True)
        super().run()


# That there is data has to be said, or the command is passed over.
setup(cmdclass={"build_py": Afresh, "install_data": Share}, data_files=[("share", [])])
