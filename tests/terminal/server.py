"""Runs the command line again and again, each time in a forked process with limits; asked and answered in JSON lines."""

from __future__ import annotations

import contextlib
import io
import json
import os
import resource
import selectors
import signal
import sys
import traceback
from pathlib import Path
from typing import Any

from zonewright.cli.main import main

MOST_MEMORY = 1536 * 1024 * 1024
MOST_SECONDS = 10
PACK = Path(__file__).parents[2] / "packs" / "example-zone"


def run(asked: dict[str, Any]) -> dict[str, Any]:
    """Run one command in a process of its own; an alarm ends it when it hangs."""
    out, err = os.pipe(), os.pipe()
    child = os.fork()
    if child == 0:
        os._exit(_inside(asked, out[1], err[1]))
    os.close(out[1])
    os.close(err[1])
    printed = _read_all(out[0], err[0])
    _, status, used = os.wait4(child, 0)
    return {
        "code": os.waitstatus_to_exitcode(status),
        "out": printed[out[0]].decode("utf-8", "replace"),
        "err": printed[err[0]].decode("utf-8", "replace"),
        "seconds": used.ru_utime + used.ru_stime,
    }


def _read_all(*pipes: int) -> dict[int, bytes]:
    """What comes through the pipes until all are closed."""
    found = dict.fromkeys(pipes, b"")
    with selectors.DefaultSelector() as waiting:
        for pipe in pipes:
            waiting.register(pipe, selectors.EVENT_READ)
        while waiting.get_map():
            for key, _ in waiting.select():
                part = os.read(key.fd, 65536)
                found[key.fd] += part
                if not part:
                    waiting.unregister(key.fd)
                    os.close(key.fd)
    return found


def _inside(asked: dict[str, Any], out: int, err: int) -> int:
    signal.alarm(MOST_SECONDS)
    for place, target in ((0, os.open(os.devnull, os.O_RDONLY)), (1, out), (2, err)):
        os.dup2(target, place)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115  # it lives as long as the process
    sys.stdout, sys.stderr = (io.TextIOWrapper(io.FileIO(place, "w"), write_through=True) for place in (1, 2))
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    if asked["most_file"] is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (asked["most_file"], asked["most_file"]))
    if asked["user"] is not None:
        os.setgroups([])
        os.setgid(asked["user"])
        os.setuid(asked["user"])
    os.environ.update(asked["surroundings"])
    os.chdir(asked["folder"])
    try:
        return main(asked["arguments"])
    except BaseException:  # noqa: BLE001  # what the interpreter itself would do
        traceback.print_exc()
        return 1


def serve() -> None:
    """Answer until the input ends. One run beforehand loads everything that a run needs."""
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        main(["explain", str(PACK), str(PACK / "samples" / "harbour-robots.yaml"), "--on", "2026-03-01"])
        main(["match", str(PACK), "nowhere.yaml", "--on", "2026-03-01", "--json"])
    for line in sys.stdin:
        print(json.dumps(run(json.loads(line))), flush=True)  # noqa: T201  # the answer


if __name__ == "__main__":
    serve()
