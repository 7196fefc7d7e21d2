"""How often the record that is meant comes first, beside rapidfuzz and fzf on the same queries and records.

    python tests/bench/bench_quality.py [--records 10000]

The set is that of tests/store/search/quality. The others are given the same folded text, a record a line.
"""

import argparse
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from store.kinds import KINDS
from store.search import Asker, Index
from tests.store.search.quality.workspace import TODAY, Wanted, made

Ranked = Callable[[str], list[str]]


def by_rapidfuzz(texts: dict[str, str], name: str) -> Ranked:
    from rapidfuzz import fuzz, process

    scorer = getattr(fuzz, name)
    return lambda query: [id for _text, _score, id in process.extract(query, texts, scorer=scorer, limit=5)]


def by_fzf(texts: dict[str, str]) -> Ranked:
    lines = "\n".join(f"{text}\t{id}" for id, text in texts.items()).encode()

    def ranked(query: str) -> list[str]:
        command = ["fzf", "--filter", query, "--delimiter", "\t", "--nth", "1"]
        found = subprocess.run(command, input=lines, capture_output=True, check=False).stdout.decode()
        return [line.rpartition("\t")[2] for line in found.splitlines()[:5]]

    return ranked


def table(ways: dict[str, Ranked], wanted: list[Wanted]) -> None:
    first: Counter[tuple[str, str]] = Counter()
    five: Counter[tuple[str, str]] = Counter()
    for sort, query, id in wanted:
        for name, ranked in ways.items():
            ids = ranked(query)[:5]
            for kept in (sort, ""):
                first[name, kept] += ids[:1] == [id]
                five[name, kept] += id in ids
    sorts = Counter(each.sort for each in wanted)
    print(f"{'first / among five':<20}{'':>6}" + "".join(f"{name:>16}" for name in ways))
    for sort, count in [*sorts.items(), ("", len(wanted))]:
        cells = "".join(f"{f'{first[name, sort]} / {five[name, sort]}':>16}" for name in ways)
        print(f"{sort or 'all':<20}{count:>6}{cells}")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--records", type=int, default=10_000)
    documents, wanted = made(options.parse_args().records)
    index = Index(documents).build()
    texts = {
        kind.id(number): index.shelves[name].text(number).partition("\x01")[0].replace("\n", " ")
        for name, kind in KINDS.items()
        for number in documents.numbers(name)
    }
    asker = Asker(today=TODAY)
    ways: dict[str, Ranked] = {
        "concord": lambda query: [hit.id for hit in index.search(query, 5, asker)],
        "WRatio": by_rapidfuzz(texts, "WRatio"),
        "partial_ratio": by_rapidfuzz(texts, "partial_ratio"),
    }
    if shutil.which("fzf"):
        ways["fzf"] = by_fzf(texts)
    table(ways, wanted)


if __name__ == "__main__":
    main()
