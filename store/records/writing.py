"""The value of a field as text, which `store.records.parsing` reads back as it: that knows more, and loads more."""

from datetime import datetime
from typing import Any, cast

from store.errors import ConcordError
from store.fields import Field
from store.fields.numbers import written
from store.kinds import checklist
from store.records import Records
from store.records.names import resolve, sayable


def write(field: Field, value: Any, records: Records) -> str:
    """The value as text that `read` takes back; "" where there is none."""
    if value is None:
        return ""
    match field.type:
        case "flag":
            return "yes" if value else "no"
        case "ref" | "refs":
            return ", ".join(_say(field, id, records) for id in (value if field.type == "refs" else (value,)))
        case "tags":
            return ", ".join(value)
        case "rule":
            return _said_rule(value)
        case "checklist":
            return checklist.write_lines(value)
        case "map":
            between = "\n" if field.item is not None and field.item.type == "line" else ", "
            return between.join(f"{_say(field, id, records)}={_word(item)}" for id, item in value.items())
        case "number":
            return _written_length(field, value) if field.lasting else written(value)
        case "moment":
            return cast("datetime", value).isoformat(timespec="seconds")
        case _:
            return str(value)


def _say(field: Field, id: str, records: Records) -> str:
    """The name of a record, or its id where the name would be read as another one's."""
    name = sayable(records, id)
    if name == id or len(field.kinds) == 1:
        return name
    try:
        return name if resolve(records, field.kinds, name, "") == id else id
    except ConcordError:
        return id


def _word(item: Any) -> str:
    """The one word of an item of a map: itself, or the first field of a struct."""
    fields = getattr(item, "__struct_fields__", None)
    return str(getattr(item, fields[0]) if fields else item)


def _written_length(field: Field, value: int) -> str:
    from store.fields.lengths import LONGEST, written_length  # late: few numbers are lengths

    return written_length(value) if (field.most or 0) > LONGEST else f"{written(value)} min"


def _said_rule(value: str) -> str:
    from store.fields.recurrence.saying import said  # late: few records have a rule

    return str(said(value)) if value else ""
