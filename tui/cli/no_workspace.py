"""The error for a place without a workspace: who named it, and what is near."""

from shlex import quote
from typing import cast

from store.errors import Failed
from store.words import Words
from store.workspace.surroundings import Absence
from tui import config
from tui.config import WorkspacePlace
from tui.config.config_text import near_folder, place_of
from tui.config.setting_keys import near


def no_workspace(place: WorkspacePlace, why: Absence) -> Failed:
    """The error for a folder without a workspace, and what to do about it."""
    if place.named_by == "default" and why.kind in ("missing", "astray"):
        return Failed(
            "No workspace is named. `concord demo` shows an example, `concord init DIR` makes a workspace; name one "
            "with --workspace or CONCORD_WORKSPACE"
        )
    close = near_folder(place.folder) if why.kind in ("missing", "astray") else None
    return _error(place, why.kind, why.words, close)


def nothing_at(place: WorkspacePlace, error: Failed) -> Failed:
    """The same for an address, which was tried."""
    there = {each.rpartition("=")[2]: each for each in cast("list[str]", error.details.get("there", []))}
    close = near(place.folder.rpartition("=")[2], there)
    return _error(place, str(error.details["why"]), error.words, None if close is None else there[close])


def _error(place: WorkspacePlace, why: str, words: Words, close: str | None) -> Failed:
    folder, named_by = place.folder, place.named_by
    sources = {"option": "--workspace", "environment": "CONCORD_WORKSPACE"}
    path = config.MACHINE if named_by == "machine" else config.person_file()
    source = sources.get(named_by) or place_of(path, "workspace")
    details = {"folder": folder, "named_by": sources.get(named_by) or path, "why": why}
    if close is not None:
        return Failed(
            "There is no workspace in {folder} (named by: {named_by}). Did you mean {near}?",
            folder=folder,
            named_by=source,
            near=close,
            details=details | {"near": close},
        )
    if why == "missing":
        return Failed(
            "There is no workspace in {folder} (named by: {named_by}). `concord init {named}` makes one",
            folder=folder,
            named_by=source,
            named=quote(folder) if place.is_address else folder,
            details=details,
        )
    return Failed("{reason} (named by: {named_by})", reason=words, named_by=source, details=details)
