"""What a person has chosen for their screen."""

import os


class Options:
    """What a person has chosen for their screen."""

    def __init__(self, *, ascii_only: bool = False, theme: str = "concord-dark") -> None:
        self.ascii_only = ascii_only
        self.theme = theme

    @classmethod
    def of_person(cls) -> "Options":
        """As the person's or the machine's configuration says: ``theme = "light"``, ``characters = "ascii"``."""
        from tui import config

        found: dict[str, str] = {}
        for path in (config.MACHINE, config.person_file()):
            found |= config.read(path)
        wanted = os.environ.get("CONCORD_CHARACTERS") or found.get("characters", "")
        return cls(
            ascii_only=wanted == "ascii",
            theme="concord-light" if found.get("theme") == "light" else "concord-dark",
        )
