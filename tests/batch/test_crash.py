"""Kill the program, start it again, and find what a run that lived finds; STANCE_KILLS=50 kills more often."""

import os
import random
import signal
import time

from tests.batch.conftest import KILLED, contents

N_KILLS = int(os.environ.get("STANCE_KILLS", "6"))
OUTPUTS = (("out/", "parquet"), ("t.jsonl", "jsonl"), ("t.parquet", "parquet"), ("t.csv", "csv"))


def arguments(archive, folder, output, file_format):
    folder.mkdir(exist_ok=True)
    target = f"{folder / output}{'/' if output.endswith('/') else ''}"
    return [archive, "-o", target, "--format", file_format, "--resume"]


def never_killed(program, archive, folder, output, file_format):
    code, said = program.run(*arguments(archive, folder, output, file_format))
    assert code == 3, said  # three records are broken
    assert "from 100 read; 3 failed" in said
    found = contents(folder)
    assert sum("part-" in name for name in found) == 5
    return found


def test_killed_at_the_worst_moments_one_after_the_other(program, archive, tmp_path):
    whole = never_killed(program, archive, tmp_path / "whole", "t.csv", "csv")
    given = arguments(archive, tmp_path / "killed", "t.csv", "csv")
    moments = (
        "before move_into_place 1",
        "after move_into_place 1",  # in its place, and not yet in the journal
        "before commit 2",
        "after commit 1",
        "before move_into_place 2",
        "before _assemble 1",
        "after _assemble 1",
    )
    for moment in moments:
        assert program.run(*given, place=moment)[0] == KILLED, moment
    code, said = program.run(*given)
    assert code == 3
    assert "from 100 read (100 of them before); 3 failed" in said
    assert contents(tmp_path / "killed") == whole


def test_killed_at_random_moments(program, archive, tmp_path):
    wholes, n_killed, n_parts = {}, 0, []
    rng = random.Random(N_KILLS)
    for number in range(3 * N_KILLS):
        if n_killed == N_KILLS:
            break
        output, file_format = OUTPUTS[number % len(OUTPUTS)]
        if output not in wholes:
            began = time.monotonic()
            whole = never_killed(program, archive, tmp_path / f"whole{len(wholes)}", output, file_format)
            wholes[output] = whole, time.monotonic() - began
        whole, seconds = wholes[output]
        folder = tmp_path / f"killed{number}"
        given = arguments(archive, folder, output, file_format)
        if number % 10 == 9:
            given += ["--jobs", "2"]
        program.start(*given)
        time.sleep(seconds * rng.uniform(0.05, 1))
        program.send(signal.SIGKILL)
        n_killed += program.wait()[0] == KILLED
        n_parts.append(sum("part-" in name and "partial" not in name for name in contents(folder)))
        code, said = program.run(*given)
        assert code == 3, said
        assert contents(folder) == whole
    print(f"killed {n_killed} times, when so many parts were done: {sorted(n_parts)}")
    assert n_killed == N_KILLS
