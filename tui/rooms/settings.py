"""The settings of the workspace: its own record on a page, which those who may change it edit with the key for that."""

from typing import TYPE_CHECKING

from store.errors import Refused
from tui.rooms.record import RecordRoom

if TYPE_CHECKING:
    from tui.acts.host import Host


class SettingsRoom(RecordRoom):
    """The page of the one record; raises `Refused` where a workspace has none."""

    def __init__(self, host: "Host", _id: str = "") -> None:
        about = host.desk.records.settings.id
        if not about:
            raise Refused("The workspace has no record of its own yet", "no-workspace-record")
        super().__init__(host, about)
