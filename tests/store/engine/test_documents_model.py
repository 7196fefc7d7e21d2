"""Plain TinyDB as the model: whatever is done to both gives the same results, the same errors, the same documents."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store import open_documents
from tests.store.engine.twin import STEPS, TABLES, Operation, Plain, contents, start

often = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])


@often
@given(st.lists(STEPS | st.sampled_from(["reopen", "checkpoint"]), min_size=5, max_size=30))
def test_one_database_behaves_like_tinydb(steps: list[Operation | str]):
    model = Plain(1)
    with TemporaryDirectory() as folder:
        path = str(Path(folder, "documents"))
        ours = open_documents(path, "ana")
        for step in [*map(start, TABLES), *steps]:
            if isinstance(step, str):
                if step == "checkpoint":
                    ours.ledger.checkpoint()
                model.reopen(0)
                ours.close()
                ours = open_documents(path, "ana")
            else:
                assert step.run(ours) == model.run(0, step)
            assert contents(ours) == contents(model.databases[0])
        ours.close()
        with open_documents(path, "ana") as again:
            assert contents(again) == contents(model.databases[0])


@often
@given(st.lists(st.tuples(st.integers(0, 1), STEPS), min_size=5, max_size=30))
def test_two_databases_on_one_folder_behave_like_one(steps: list[tuple[int, Operation]]):
    model = Plain(2)
    with TemporaryDirectory() as folder:
        path = str(Path(folder, "documents"))
        ours = [open_documents(path, "ana"), open_documents(path, "ben")]
        for which, step in [*((0, start(name)) for name in TABLES), *steps]:
            assert step.run(ours[which]) == model.run(which, step)
            assert contents(ours[0]) == contents(ours[1]) == contents(model.databases[0])
        for db in ours:
            db.close()
        with open_documents(path, "ana") as again:
            assert contents(again) == contents(model.databases[0])
