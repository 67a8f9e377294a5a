"""What a whole load with all views takes, as a ratio to DuckDB's own `create table as` from the same CSV files.

    python -m benchmarks.load 1000000 10000000

Both in CPU seconds, which hold on a machine that others use too, and in seconds. Each measurement is a process of its own,
its start and imports included; the peak memory is what the system says of it. Reading (up to the events' table)
and the rest are watched apart, as their limits differ.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb

JOURNEYS_EACH = 3.17  # events a journey has on average; that many fewer journeys than events are made

JOURNEYS = """
create table journeys as
select
    'J' || lpad(i::varchar, 8, '0') as journey_id,
    ['web', 'exhibition', 'ads', 'referral', 'seminar'][1 + (hash(i * 11) % 5)::integer] as source,
    ['smb', 'mid', 'enterprise'][1 + (hash(i * 13) % 3)::integer] as segment,
    (300000 + hash(i * 17) % 4000000)::bigint as amount,
    i
from range({journeys}) as t(i)
"""
# Days within two years; one in twenty skips a stage, one in thirty goes back one, one in forty repeats one.
EVENTS = """
copy (
    select journey_id, stage, strftime(moment, '%Y-%m-%d %H:%M:%S') as entered_at, owner, reason
    from (
        select
            journey_id,
            case when step > depth then ['lost', 'recycle', 'disqualified'][1 + (hash(i * 5) % 3)::integer]
                else ['lead', 'mql', 'meeting', 'opportunity', 'proposal', 'onboarding', 'adoption', 'renewed'][
                    least(8, greatest(1, step + (hash(i + step * 19) % 20 = 0)::integer - (hash(i + step * 23) % 30 = 0)::integer
                    - (hash(i + step * 29) % 40 = 0)::integer))] end as stage,
            timestamp '2024-01-01' + to_seconds(hash(i) % (700 * 86400)) + to_seconds(step * 3 * 86400 + hash(i + step) % (86400 * 9))
                as moment,
            'owner-' || (hash(i + step * 5) % 40) as owner,
            case when step > depth then 'reason ' || (hash(i) % 9) end as reason,
            hash(i, step) as shuffled
        from (select *, 1 + least(7, floor(-ln(1 - (hash(i * 7) % 100000) / 100000.0) * 2.2))::integer as depth from journeys),
            unnest(range(1, depth + 1 + (hash(i * 3) % 2)::integer)) as steps(step)
    )
    order by shuffled
) to '{folder}/stage_events.csv' (header)
"""


def make_workspace(folder: str, events: int):
    """Writes journeys.csv and stage_events.csv with about that many events; prints how many there are."""
    con = duckdb.connect(config={"temp_directory": f"{folder}/spill", "memory_limit": "3GB"})
    con.execute("set enable_progress_bar = false")
    con.execute(JOURNEYS.format(journeys=int(events / JOURNEYS_EACH)))
    con.execute(EVENTS.format(folder=folder))
    con.execute(f"copy (select * exclude (i) from journeys) to '{folder}/journeys.csv' (header)")
    print(con.execute(f"select count(*) from '{folder}/stage_events.csv'").fetchall()[0][0])


def plain_copy(folder: str):
    """What DuckDB itself takes to make tables of the same files."""
    con = duckdb.connect(f"{folder}/plain.duckdb")
    con.execute("set enable_progress_bar = false")
    for name in ("stage_events", "journeys"):
        con.execute(f"create table {name} as select * from '{folder}/{name}.csv'")
    con.close()


def whole_load(folder: str):
    """A load as a user starts it; notes the peak memory when reading ends."""
    from revflow.workspace.loading import load

    peaks = {}

    def progress(text: str, fraction: float):
        if text == "load.extras":
            peaks["reading"] = peak()

    load(Path(folder), Path(folder) / "loaded.duckdb", progress=progress)
    print(json.dumps(peaks))


def peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def run(what: str, folder: str, *more, module: str = "load") -> dict:
    """Calls a function of a module of benchmarks in a process of its own: a child is also charged with its parent's peak memory."""
    begun, used = time.monotonic(), children_cpu()
    call = f"{what}({', '.join(map(repr, (folder, *more)))})"
    code = f"from benchmarks import {module}; {module}.{call}; print({module}.peak())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    *before, last = done.stdout.splitlines()
    took = {"seconds": time.monotonic() - begun, "cpu": children_cpu() - used}
    return {**took, "peak": int(last), "said": before[-1] if before else ""}


def children_cpu() -> float:
    """CPU seconds of all processes that were started here and have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main(sizes: list[int]):
    for size in sizes:
        with tempfile.TemporaryDirectory() as temporary:
            made = int(run("make_workspace", temporary, size)["said"])
            plain, whole = run("plain_copy", temporary), run("whole_load", temporary)
            reading = json.loads(whole["said"])["reading"]
            print(
                f"{made:,} events: create table as {plain['cpu']:.1f} CPU s ({plain['seconds']:.1f} s), whole load with views "
                f"{whole['cpu']:.1f} CPU s ({whole['seconds']:.1f} s), ratio {whole['cpu'] / plain['cpu']:.2f} (wanted: at most 3); "
                f"peak memory reading {reading:,} MB (2,048), in all {whole['peak']:,} MB (2,560)"
            )


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [1_000_000, 10_000_000])
