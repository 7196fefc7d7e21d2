"""The error for a place without a workspace: who named it, and what is near."""

from store.errors import Failed
from store.workspace.surroundings import Absence
from tui import config
from tui.config import WorkspacePlace
from tui.config.config_text import near_folder, place_of


def no_workspace(place: WorkspacePlace, why: Absence) -> Failed:
    """The error for a place without a workspace, and what to do about it."""
    folder, named_by = place.folder, place.named_by
    if named_by == "default" and why.kind in ("missing", "astray"):
        return Failed(
            "No workspace is named. `concord demo` shows an example, `concord init DIR` makes a workspace; name one "
            "with --workspace or CONCORD_WORKSPACE"
        )
    sources = {"option": "--workspace", "environment": "CONCORD_WORKSPACE"}
    path = config.MACHINE if named_by == "machine" else config.person_file()
    source = sources.get(named_by) or place_of(path, "workspace")
    details = {"folder": folder, "named_by": sources.get(named_by) or path, "why": why.kind}
    close = near_folder(folder) if why.kind in ("missing", "astray") else None
    if close is not None:
        return Failed(
            "There is no workspace in {folder} (named by: {named_by}). Did you mean {near}?",
            folder=folder,
            named_by=source,
            near=close,
            details=details | {"near": close},
        )
    if why.kind == "missing":
        return Failed(
            "There is no workspace in {folder} (named by: {named_by}). `concord init {folder}` makes one",
            folder=folder,
            named_by=source,
            details=details,
        )
    return Failed("{reason} (named by: {named_by})", reason=why.words, named_by=source, details=details)
