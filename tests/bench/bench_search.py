"""The search, key by key: building, the worst key, memory, hostile input, beside rapidfuzz and fzf in the same run.

    python tests/bench/bench_search.py [--records 10000 100000] [--seed 1]

Prints tables. Whole typing sessions are timed, every key of them; what counts is the worst key.
"""

import argparse
import random
import shutil
import statistics
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import msgspec

sys.path.insert(0, str(Path(__file__).parents[2]))

from store.search import Index

WORDS = (
    "launch catalogue stock feed shops price shelf plan budget approval review campaign supplier contract inventory "
    "count warehouse delivery report market research feasibility production capacity customer complaint survey "
    "training quarterly sales forecast promotion website translation packaging quality audit release draft agenda"
)
CHINESE = "库存盘点 门店 促销 方案 供应商 合同 市场调研 产能 计划 审批 预算 培训 客户 投诉 价格 包装"
SESSIONS = [
    "launch catalogue", "stock feed shops", "ana", "e", "a-142", "mkt", "库存盘点", "门店促销",
    "kucunpandian", "kcpd", "库存pd", "owner:ana", "dept:d3 stock", "type:action -stock plan", "lcat",
    "invnetory count", "promtoion websiet", "库存盘店促销", "the lunch", "zzzz qqqq", "a e i o", "capcity plan",
]  # fmt: skip


class Documents:
    """Encoded documents by table and number, as a ledger gives them."""

    def __init__(self, records: int, seed: int) -> None:
        self.tables: dict[str, dict[int, bytes]] = {}
        dice = random.Random(seed)
        rare = ["".join(dice.choice("bcdfglmnprst") + dice.choice("aeiou") for _ in range(4)) for _ in range(4000)]
        said = Said(dice, WORDS.split() * 30 + rare)
        for number in range(max(8, records // 500)):
            self.add("department", name=said(1, 2), code=f"D{number}")
        for number in range(max(20, records // 50)):
            name = f"{dice.choice(('Ana', 'Bo', '李娜', '王伟', 'José'))} {said(1, 1)}"
            self.add("person", name=name, login=f"{dice.choice(rare)}{number}")
        people, departments = len(self.tables["person"]), len(self.tables["department"])
        while sum(map(len, self.tables.values())) < records:
            owner, department = f"PN-{dice.randint(1, people)}", f"DP-{dice.randint(1, departments)}"
            kind = dice.choices(("action", "goal", "key-result", "check-in", "card", "comment"), (5, 1, 1, 1, 1, 1))[0]
            if kind in ("card", "comment"):
                self.add(kind, text=said(5, 15), author=owner)
            elif kind == "check-in":
                self.add(kind, value=dice.randint(0, 100), note=said(4, 10))
            else:
                note = said(10, 30) if dice.random() < 0.5 else ""
                self.add(kind, title=said(3, 8), note=note, owner=owner, department=department, tags=[said(1, 1)])

    def add(self, table: str, **document: object) -> int:
        documents = self.tables.setdefault(table, {})
        documents[len(documents) + 1] = msgspec.json.encode(document)
        return len(documents)

    def raw(self, table: str, number: int) -> bytes | None:
        return self.tables.get(table, {}).get(number)

    def numbers(self, table: str) -> list[int]:
        return list(self.tables.get(table, {}))

    def highest(self, table: str) -> int:
        return max(self.tables.get(table, {}), default=0)


class Said:
    """Sentences of common and rare words, one in four Chinese."""

    def __init__(self, dice: random.Random, words: list[str]) -> None:
        self.dice, self.words, self.chinese = dice, words, CHINESE.split()

    def __call__(self, least: int, most: int) -> str:
        count = self.dice.randint(least, most)
        if self.dice.random() < 0.25:
            return "".join(self.dice.choice(self.chinese) for _ in range(max(1, count // 2)))
        return " ".join(self.dice.choice(self.words) for _ in range(count)).capitalize()


def milliseconds(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return (time.perf_counter() - begin) * 1e3


def row(name: str, *values: object) -> None:
    print(f"{name:<44}" + "".join(f"{value:>14}" for value in values))


def build(documents: Documents) -> Index:
    index = Index(documents)
    slices: list[float] = []
    while not index.at_rest:
        slices.append(milliseconds(index.step))
    row("built in slices, ms: all, worst", f"{sum(slices):.0f}", f"{max(slices):.1f}")
    return index


def memory(documents: Documents, records: int) -> None:
    tracemalloc.start()
    index = Index(documents).build()
    index.learn()
    used = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    text = sum(
        len(index.shelves[kind].text(number).encode()) for kind in index.shelves for number in documents.numbers(kind)
    )
    row("bytes a record: index, of which text", f"{used / len(index):.0f}", f"{text / records:.0f}")


def keys(index: Index) -> None:
    index.search("zzqq vvxx")  # rapidfuzz is imported
    times: list[tuple[float, str]] = []
    for session in SESSIONS:
        for size in range(1, len(session) + 1):
            typed = session[:size]
            times.append((milliseconds(lambda typed=typed: index.search(typed)), typed))
    worst, typed = max(times)
    median = statistics.median(spent for spent, _typed in times)
    row(f"{len(times)} keys, ms: median, worst", f"{median:.1f}", f"{worst:.1f}", repr(typed))


def news(documents: Documents, index: Index) -> None:
    spent: list[float] = []
    for number in sorted(documents.tables["action"])[-50:]:
        documents.tables["action"][number] = msgspec.json.encode({"title": f"Changed {number}", "note": "once more"})
        spent.append(milliseconds(lambda number=number: index._refresh("action", {number})))
        index.search("changed")
    row("one record's news, ms: median, worst", f"{statistics.median(spent):.2f}", f"{max(spent):.2f}")


def hostile(documents: Documents) -> None:
    huge = "ab " * 21_000
    for _each in range(20):
        documents.add("goal", title="x" * 1000, why=huge, expected=huge, tags=["库" * 1000] * 20)
    index = Index(documents)
    slices: list[float] = []
    while not index.at_rest:
        slices.append(milliseconds(index.step))
    queries = ["x" * 1000, "ab " * 400, "库" * 1000, "a\u0301" * 500, "xxxxy" * 200, "ba ab xx", "👩‍👩‍👧" * 100]
    worst = max((milliseconds(lambda query=query: index.search(query)), query[:6]) for query in queries)
    row("hostile, ms: worst slice, worst query", f"{max(slices):.1f}", f"{worst[0]:.1f}", repr(worst[1]))


def others(documents: Documents) -> None:
    from rapidfuzz import fuzz, process

    texts = [raw.decode() for table in documents.tables.values() for raw in table.values()]
    for scorer in (fuzz.WRatio, fuzz.partial_ratio):
        spent = milliseconds(lambda scorer=scorer: process.extract("inventory count", texts, scorer=scorer, limit=50))
        row(f"rapidfuzz {scorer.__name__} over all, ms", f"{spent:.0f}")
    fzf = shutil.which("fzf")
    if fzf is None:
        row("fzf --filter", "not here")
        return
    lines = "\n".join(texts).encode()
    command = [fzf, "--filter", "inventory count"]
    spent = milliseconds(lambda: subprocess.run(command, input=lines, check=False, capture_output=True))
    row("fzf --filter with its start, ms", f"{spent:.0f}")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--records", type=int, nargs="+", default=[10_000, 100_000])
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    for records in given.records:
        print(f"\n{records} records")
        documents = Documents(records, given.seed)
        index = build(documents)
        keys(index)
        news(documents, index)
        memory(documents, records)
        others(documents)
        hostile(documents)


if __name__ == "__main__":
    main()
