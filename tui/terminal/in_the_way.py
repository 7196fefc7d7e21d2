"""Another package called `store`, and what to do about it: said without anything of ours that stands in ours."""

import json
import os
import shlex


def sentence(place: str, environ: dict[str, str]) -> str:
    """What is in the way in that folder, and the command that takes it out of the way."""
    named = [os.path.abspath(each) for each in environ.get("PYTHONPATH", "").split(os.pathsep) if each]
    if any(f"{place}/".startswith(f"{each}/") for each in named):
        command = "unset PYTHONPATH"
    elif place == os.getcwd():
        command = f"cd {shlex.quote(os.path.expanduser('~'))}"
    else:
        command = "pipx install --force ./concord"
    return t(
        "another package named `store` is in the way ({path}). To be rid of it: {command}",
        environ,
        path=place,
        command=command,
    )


def t(template: str, environ: dict[str, str], **values: str) -> str:
    """The sentence in the language that the environment names first, where that is there."""
    names = ("CONCORD_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
    wanted = next(filter(None, (environ.get(name) for name in names)), "")
    if wanted.lower().startswith("zh"):
        path = os.path.join(os.path.dirname(os.path.dirname(__file__)), "locale", "zh.json")
        with open(path, encoding="utf-8") as file:
            template = json.load(file).get(template, template)
    return template.format_map(values)
