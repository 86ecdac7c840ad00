"""The command line in a process of its own, with little time and little memory."""

from __future__ import annotations

import atexit
import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

PACK = Path(__file__).parents[2] / "packs" / "example-zone"
ON = ("--on", "2026-03-01")
#: A finding: place, code, what is wrong; the hint stands on the next line.
FINDING = re.compile(r"^(?P<place>\S.*?): (?P<code>ZW\d{3}) (?P<said>.+)\n    (?P<hint>\S.*)$", re.MULTILINE)


@dataclass(frozen=True)
class Outcome:
    """How a command ended: its exit code (negative: the signal that ended it), what it printed, its processor time."""

    code: int
    out: str
    err: str
    seconds: float


@cache
def server() -> subprocess.Popen[str]:
    """The process that runs the commands; it ends with the tests."""
    process = subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("server.py"))],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "COLUMNS": "200"},
    )

    def stop() -> None:
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()
        process.wait()

    atexit.register(stop)
    return process


def zonewright(
    *arguments: object,
    most_file: int | None = None,
    user: int | None = None,
    folder: Path = Path("/"),
    surroundings: Mapping[str, str] = MappingProxyType({}),
) -> Outcome:
    """Run the command in a folder; ``most_file`` bounds what it may write, ``user`` is who it runs as."""
    process = server()
    assert process.stdin is not None
    assert process.stdout is not None
    asked = {
        "arguments": [os.path.abspath(one) if isinstance(one, Path) else str(one) for one in arguments],  # noqa: PTH100
        "most_file": most_file,
        "user": user,
        "folder": str(folder),
        "surroundings": dict(surroundings),
    }
    try:
        process.stdin.write(json.dumps(asked) + "\n")
        process.stdin.flush()
        told = process.stdout.readline()
    except BrokenPipeError:
        told = ""
    assert told, "the command line does not even start: see what `python -m zonewright --help` says"
    return Outcome(**json.loads(told))


def refused(outcome: Outcome, *codes: str) -> None:
    """Exit 1 with one of the codes, a place and a hint; no traceback; within two seconds of our own time."""
    assert "Traceback" not in outcome.err + outcome.out, outcome.err[-2000:]
    assert outcome.code == 1, f"exit {outcome.code}, {outcome.err[:2000]}"
    found = FINDING.search(outcome.err)
    assert found is not None, f"no finding with a hint: {outcome.err[:2000]}"
    assert found["code"] in codes, outcome.err[:2000]
    assert outcome.seconds < 2, f"{outcome.seconds:.1f} s"
