"""What all kinds of record share: the stamps, the declaration of a kind, and how its ids are written."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any, get_args

import msgspec

from store.errors import Fault
from store.fields import Field, moment, tag_list

if TYPE_CHECKING:
    from store.records import Records


class Record(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False
):
    """The part that every record has. Its other fields are declared by its kind.

    ``id`` is what people say (`A-142`); ``rev`` rises with every change; the stamps name the login and the moment.
    """

    id: str = ""
    rev: int = 0
    made_by: Annotated[str, Field(label="Made by", type="line", asked=False)] = ""
    made_at: Annotated[datetime | None, moment("Made")] = None
    changed_by: Annotated[str, Field(label="Changed by", type="line", asked=False)] = ""
    changed_at: Annotated[datetime | None, moment("Changed")] = None
    tags: Annotated[tuple[str, ...], tag_list("Tags")] = ()
    extra: Annotated[dict[str, Any], Field(label="Extra", type="extra", asked=False)] = {}


def no_faults(_record: Any, _records: "Records") -> Iterable[Fault]:
    """A kind without invariants beyond its types and references."""
    return ()


class Kind(msgspec.Struct, frozen=True, kw_only=True):
    """A kind of record: its name on the command line and as a table, the letters of its ids, its fields, its rules."""

    name: str
    prefix: str
    label: str
    plural: str
    record: type[Record]
    #: Invariants: what has to hold after every commit, whatever made it. Pure but for reading other records.
    faults: Callable[[Any, "Records"], Iterable[Fault]] = no_faults
    fields: dict[str, Field] = {}

    def id(self, number: int) -> str:
        """The id that people say, e.g. `A-142`."""
        return f"{self.prefix}-{number}"

    @property
    def naming(self) -> Field:
        """The field that names a record of this kind."""
        return next(field for field in self.fields.values() if field.names)


def declare(kind: Kind) -> Kind:
    """The kind with the fields that its record's annotations declare, its own first, the shared ones last."""
    found: dict[str, Field] = {}
    for owner in reversed(kind.record.__mro__):
        for name, annotation in vars(owner).get("__annotations__", {}).items():
            for extra in get_args(annotation)[1:]:
                if isinstance(extra, Field):
                    found[name] = msgspec.structs.replace(extra, name=name)
    shared = Record.__annotations__
    own = {name: field for name, field in found.items() if name not in shared}
    return msgspec.structs.replace(kind, fields={**own, **{n: f for n, f in found.items() if n in shared}})
