"""Peak memory and rate of ``stance score`` as the input grows: ``python benchmarks/memory.py --json FILE``.

Each size is a run of its own, of the command as a person starts it, on input written by `archive`: JSON lines, and one
Parquet file of a single row group. The peak is that of the process tree, sampled twenty times a second: resident pages,
counted once where processes share them.
"""

from __future__ import annotations

import argparse
import json
import platform
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

import psutil
from archive import articles, statements, write_jsonl, write_parquet

STEPS_A_SECOND = 20


def peak_of(command: list[str]) -> tuple[float, float]:
    """Run a command; return its peak memory in MB and its seconds."""
    began = time.perf_counter()
    peak = 0
    with subprocess.Popen(command, stderr=subprocess.PIPE) as process:
        while process.poll() is None:
            peak = max(peak, memory_of(process.pid))
            time.sleep(1 / STEPS_A_SECOND)
        said = process.stderr.read().decode() if process.stderr else ""
    if process.returncode:
        raise SystemExit(f"{' '.join(command)}: exit code {process.returncode}: {said}")
    return peak / 1e6, time.perf_counter() - began


def memory_of(pid: int) -> int:
    """Return the bytes of a process and those it started."""
    total = 0
    try:
        process = psutil.Process(pid)
        family = [process, *process.children(recursive=True)]
    except psutil.NoSuchProcess:
        return 0
    for member in family:
        try:
            total += member.memory_full_info().pss if len(family) > 1 else member.memory_info().rss
        except (psutil.Error, AttributeError):
            continue
    return total


def measure(
    folder: Path, kind: str, n: int, suffix: str, *, letters: int | None, options: list[str]
) -> dict[str, object]:
    """Make the input of one size, score it, and return a row of the table."""
    source = folder / f"{kind}-{n}.{suffix}"
    write = write_parquet if suffix == "parquet" else write_jsonl
    write(source, articles(n, letters=letters) if kind == "articles" else statements(n))
    given = [str(source)] if kind == "articles" else ["--statements", str(source)]
    command = [
        sys.executable,
        "-m",
        "stance.cli",
        "score",
        *given,
        "-o",
        str(folder / f"out-{kind}-{n}.parquet"),
        *options,
    ]
    peak, seconds = peak_of(command)
    size = source.stat().st_size / 1e6
    source.unlink()
    return {
        "input": f"{n:,} {kind} ({suffix}, {size:,.0f} MB)",
        "options": " ".join(options),
        "peak_mb": round(peak),
        "seconds": round(seconds, 1),
        "a_second": round(n / seconds, 1),
    }


def main() -> None:
    """Measure every size that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, nargs="*", default=[1_000, 10_000, 100_000])
    parser.add_argument("--statements", type=int, nargs="*", default=[1_000, 1_000_000])
    parser.add_argument("--format", nargs="*", default=["jsonl"], choices=["jsonl", "parquet"])
    parser.add_argument("--letters", type=int, help="cut articles off, for a quicker run of as many")
    parser.add_argument("--options", default="", help="further options of stance score, as one string")
    parser.add_argument("--json", type=Path, help="file to add the rows to")
    given = parser.parse_args()
    machine = f"{platform.machine()}, {psutil.cpu_count()} cores, Python {platform.python_version()}"
    rows = json.loads(given.json.read_text(encoding="utf-8"))["rows"] if given.json and given.json.exists() else []
    with tempfile.TemporaryDirectory() as folder:
        sizes = [("articles", n) for n in given.articles] + [("statements", n) for n in given.statements]
        for kind, n in sizes:
            for suffix in given.format:
                row = measure(Path(folder), kind, n, suffix, letters=given.letters, options=given.options.split())
                print(row, flush=True)
                rows.append(row)
                if given.json:
                    result = {"machine": machine, "stancekit": version("stancekit"), "rows": rows}
                    given.json.write_text(json.dumps(result, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
