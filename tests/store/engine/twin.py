"""The same operations on plain TinyDB and on ours: operations as values, drawn at random, and what each gave."""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from hypothesis import strategies as st
from tinydb import TinyDB, operations, where
from tinydb.storages import Storage
from tinydb.table import Document

TABLES = ("_default", "pears")


class Text(Storage):
    """JSON text in a cell that several databases may share: JSONStorage without the file."""

    def __init__(self, cell: list[str]) -> None:
        super().__init__()
        self.cell = cell

    def read(self) -> Any:
        return json.loads(self.cell[0]) if self.cell[0] else None

    def write(self, data: Any) -> None:
        self.cell[0] = json.dumps(data)


class Plain:
    """Plain TinyDBs over one cell, each told at once when another one changed a table."""

    def __init__(self, databases: int) -> None:
        self.cell = [""]
        self.databases = [TinyDB(self.cell, storage=Text) for _ in range(databases)]

    def reopen(self, which: int) -> None:
        self.databases[which] = TinyDB(self.cell, storage=Text)

    def run(self, which: int, operation: "Operation") -> "Outcome":
        before = json.loads(self.cell[0] or "{}")
        outcome = operation.run(self.databases[which])
        after = json.loads(self.cell[0] or "{}")
        for name in TABLES:
            # A table that is emptied begins its numbers again, also where nothing was left in it.
            if before.get(name) != after.get(name) or operation.text.startswith(f"{name}.truncate("):
                for other in self.databases:
                    table = other._tables.get(name)
                    if other is not self.databases[which] and table is not None:
                        table._next_id = None
                        table.clear_cache()
        return outcome


class Pairs(Mapping[str, Any]):
    """A mapping that is no dict."""

    def __init__(self, values: dict[str, Any]) -> None:
        self.values_ = values

    def __getitem__(self, key: str) -> Any:
        return self.values_[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.values_)

    def __len__(self) -> int:
        return len(self.values_)


class Outcome:
    """What an operation returned, or the type of what it raised; equal only with equal types of values, too."""

    def __init__(self, value: object, raised: type[Exception] | None = None) -> None:
        self.raised = raised
        self.text = json.dumps(plain(value), sort_keys=True)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Outcome) or self.text != other.text:
            return False
        if self.raised is None or other.raised is None:
            return self.raised is other.raised
        return issubclass(other.raised, self.raised) or issubclass(self.raised, other.raised)

    def __hash__(self) -> int:
        return hash(self.text)

    def __repr__(self) -> str:
        return f"raised {self.raised.__name__}" if self.raised else self.text


def plain(value: object) -> object:
    if isinstance(value, Document):
        return {"id": value.doc_id, "of": dict(value)}
    if isinstance(value, set):
        return sorted(value)
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value


class Operation:
    """A call on a database, with a text that shows it in a failing example."""

    def __init__(self, text: str, call: Callable[[TinyDB], object]) -> None:
        self.text, self.call = text, call

    def run(self, db: TinyDB) -> Outcome:
        try:
            return Outcome(self.call(db))
        except Exception as fault:  # noqa: BLE001 (which one is what is compared)
            return Outcome(None, type(fault))

    def __repr__(self) -> str:
        return self.text


def contents(db: TinyDB) -> Outcome:
    """Everything in a database, in order."""
    return Outcome([[name, db.table(name).all()] for name in sorted(db.tables())])


SCALARS = st.sampled_from([0, 1, 2, -7, 2**70, 0.5, 1e300, True, False, None, "", "a", "é\n", "中文"])
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("ab.~"), inner, max_size=2),
    max_leaves=4,
)
FEW = st.sampled_from([0, 1, 2, "a", None])
DOCUMENTS = st.fixed_dictionaries(
    {}, optional={"a": FEW, "n": st.sampled_from([1, 2, 0.5]), "b": VALUES, "x.y": FEW, "": VALUES, "~": VALUES}
)
#: What every run starts with, so that there is something to find.
START: list[dict[str, Any]] = [{"a": 1, "n": 1}, {"a": 2, "n": 2}, {"a": "a"}, {"n": 2, "b": {"a": 1}}, {"b": [1, 2]}]
IDS = st.integers(1, 9)
FAR_IDS = st.sampled_from([10**4, 10**6, 10**9])


def condition(kind: str, field: str, value: Any) -> Any:
    path = where(field)
    return {
        "equal": lambda: path == value,
        "unlike": lambda: path != value,
        "there": path.exists,
        "above": lambda: path > value,  # raises TypeError where the two cannot be compared
        "not": lambda: ~(path == value),
        "and": lambda: path.exists() & (path != value),
        "or": lambda: (path == value) | (where("n") == 1),
        "deep": lambda: path["a"] == value,
        "any": lambda: path.any([value]),
        "test": lambda: path.test(lambda stored: stored == value),
    }[kind]()


KINDS = st.sampled_from(["equal", "unlike", "there", "above", "not", "and", "or", "deep", "any", "test"])
CONDITIONS = st.tuples(KINDS, st.sampled_from(["a", "b", "n", "x.y"]), FEW)
OPERATIONS = st.sampled_from(["increment", "decrement", "delete", "add", "subtract", "set"])
FIELDS = DOCUMENTS | st.tuples(OPERATIONS, st.sampled_from(["a", "n"]))
BAD = st.sampled_from([{"a": {1, 2}}, {"a": b"bytes"}, {"a": object()}, [1, 2], 5, {"bark"}, None])


def changing(fields: Any) -> Any:
    if not isinstance(fields, tuple):
        return fields
    name, field = fields
    make = getattr(operations, name)
    return make(field) if name in ("increment", "decrement", "delete") else make(field, 3)


def on_table(name: str, method: str, *args: Any, **named: Any) -> Operation:
    """A call of a table's method; arguments that are `Later` are made anew at each run."""

    def call(db: TinyDB) -> object:
        given = [arg.make() if isinstance(arg, Later) else arg for arg in args]
        by_name = {key: arg.make() if isinstance(arg, Later) else arg for key, arg in named.items()}
        return getattr(db.table(name), method)(*given, **by_name)

    return Operation(f"{name}.{method}({args!r}, {named!r})", call)


class Later:
    def __init__(self, make: Callable[[], Any], text: object) -> None:
        self.make, self.text = make, text

    def __repr__(self) -> str:
        return repr(self.text)


def cond(values: tuple[str, str, Any]) -> Later:
    return Later(lambda: condition(*values), values)


def fields(values: Any) -> Later:
    return Later(lambda: changing(values), values)


def with_id(values: dict[str, Any], doc_id: int) -> Later:
    return Later(lambda: Document(values, doc_id), (values, doc_id))


def pairs(values: list[tuple[Any, Any]]) -> Later:
    return Later(lambda: [(changing(new), condition(*old)) for new, old in values], values)


def many(values: list[Any]) -> Later:
    """An iterator over documents: `Later`s, mappings and what is none."""
    return Later(lambda: (value.make() if isinstance(value, Later) else value for value in values), values)


def on(method: str, *args: st.SearchStrategy[Any], **named: st.SearchStrategy[Any]) -> st.SearchStrategy[Operation]:
    return st.builds(on_table, st.sampled_from(("_default", "_default", "pears")), st.just(method), *args, **named)


def on_database(method: str, *args: st.SearchStrategy[Any]) -> st.SearchStrategy[Operation]:
    def make(*given: Any) -> Operation:
        return Operation(f"db.{method}{given!r}", lambda db: getattr(db, method)(*given))

    return st.builds(make, *args)


def start(name: str) -> Operation:
    return on_table(name, "insert_multiple", START)


def persist(name: str) -> Operation:
    def call(db: TinyDB) -> object:
        # TinyDB empties a table that is there; its documentation says "store new table", and so do we
        if name in db.tables():
            return None
        db._tables.pop(name, None)  # it heeds the option only for a table that was not asked for before
        return len(db.table(name, persist_empty=True))

    return Operation(f"persist {name}", call)


COND = CONDITIONS.map(cond)
FRESH = DOCUMENTS | DOCUMENTS.map(Pairs) | st.builds(with_id, DOCUMENTS, IDS)
STEPS: st.SearchStrategy[Operation] = st.one_of(
    on("insert", FRESH),
    on("insert", FRESH),
    on("insert", BAD),
    on("insert_multiple", st.lists(DOCUMENTS, max_size=4).map(many)),
    on("insert_multiple", st.lists(DOCUMENTS | st.builds(with_id, DOCUMENTS, FAR_IDS), max_size=3).map(many)),
    on("insert_multiple", st.lists(DOCUMENTS | BAD, max_size=3).map(many)),
    on("update", FIELDS.map(fields), COND),
    on("update", FIELDS.map(fields), doc_ids=st.lists(IDS, max_size=3)),
    on("update", FIELDS.map(fields)),
    on("update", BAD, COND),
    on("update_multiple", st.lists(st.tuples(FIELDS, CONDITIONS), max_size=3).map(pairs)),
    on("upsert", DOCUMENTS, COND),
    on("upsert", st.builds(with_id, DOCUMENTS, IDS)),
    on("upsert", DOCUMENTS),
    on("remove", COND),
    on("remove", doc_ids=st.lists(IDS, max_size=3)),
    on("remove"),
    on("update_multiple", st.lists(st.tuples(DOCUMENTS, CONDITIONS), max_size=3).map(pairs)),
    st.one_of(
        on("truncate"),
        on_database("drop_table", st.sampled_from(TABLES)),
        on_database("drop_tables"),
        st.sampled_from(TABLES).map(persist),
    ),
    on("search", COND),
    on("search", COND),
    on("count", COND),
    on("get", COND),
    on("get", doc_id=IDS | FAR_IDS | st.sampled_from(["1", "01", 1.0, "x", True])),
    on("get", doc_ids=st.lists(IDS | FAR_IDS, max_size=4)),
    on("get"),
    on("contains", COND),
    on("contains", doc_id=IDS),
    on("all"),
    on("__len__"),
    on_database("tables"),
)
