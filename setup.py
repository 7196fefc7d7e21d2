"""Builds what is installed beside the packages: the manual and the completion of shells, made from the declarations."""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from setuptools import Command, setup


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


# That there is data has to be said, or the command is passed over.
setup(cmdclass={"install_data": Share}, data_files=[("share", [])])
