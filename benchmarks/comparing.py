"""How long a comparison and a page of the records behind it take on a loaded workspace.

    python -m benchmarks.comparing FOLDER

Each is measured five times, warm: the median of the seconds, and of the processor seconds of all threads, which other work on the
machine leaves alone.
"""

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from revflow.insight.comparison import Period, Question, compare, records
from revflow.insight.comparison.cells import read
from revflow.insight.comparison.records import Order, Wanted
from revflow.store.location import database_of
from revflow.store.reading import Database

TIMES = 5


def median_seconds(what: Callable[[], object]) -> tuple[float, float]:
    """Seconds, and processor seconds."""
    what()
    taken, worked = [], []
    for _ in range(TIMES):
        begun, before = time.perf_counter(), time.process_time()
        what()
        taken.append(time.perf_counter() - begun)
        worked.append(time.process_time() - before)
    return statistics.median(taken), statistics.median(worked)


def main(folder: Path) -> None:
    database = Database.open(database_of(folder))
    stages = database.frame("stages").sort_values("position")["stage_id"].tolist()
    question = Question(stages[0], stages[3], ("source", "segment"))
    wanted = Wanted(question, Period(), 60, outcome="reached")
    for name, what in {
        "comparison by two attributes": lambda: compare(read(database, question), question),
        "of it reading": lambda: read(database, question),
        "records counted": lambda: records.count(database, wanted),
        "first page": lambda: records.page(database, wanted, Order()),
        "page 500 by days": lambda: records.page(database, wanted, Order("days_to_reach", page=499)),
    }.items():
        taken, worked = median_seconds(what)
        print(f"{name:30} {taken:.2f} s, processor {worked:.2f} s", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
