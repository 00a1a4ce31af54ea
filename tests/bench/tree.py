"""How long a command takes, and how much memory it and all its children hold at most."""

import resource
import subprocess
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Measured:
    """Seconds, and megabytes of the whole process tree over time: `shared` counts shared pages once."""

    seconds: float = 0.0
    processor: float = 0.0
    """Seconds of processor time of all its processes: unlike the clock, it does not depend on who else is
    at work."""
    resident: list[float] = field(default_factory=list)
    shared: list[float] = field(default_factory=list)


def measured(command: list[str], every: float = 0.1, env: dict[str, str] | None = None) -> Measured:
    """Run a command to its end."""
    found = Measured()
    began, used = time.perf_counter(), _used()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, env=env) as process:
        done = threading.Event()

        def watch() -> None:
            while not done.wait(every):
                tree = _tree(process.pid)
                found.resident.append(sum(_kilobytes(pid, "Rss:") for pid in tree) / 1024)
                found.shared.append(sum(_kilobytes(pid, "Pss:") for pid in tree) / 1024)

        thread = threading.Thread(target=watch)
        thread.start()
        code = process.wait()
        found.seconds, found.processor = time.perf_counter() - began, _used() - used
        done.set()
        thread.join()
    if code not in {0, 1}:
        raise SystemExit(f"{command} ended with {code}")
    return found


def _used() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _tree(root: int) -> list[int]:
    found = [root]
    for pid in found:
        for children in Path(f"/proc/{pid}/task").glob("*/children"):
            with suppress(OSError):
                found += map(int, children.read_text().split())
    return found


def _kilobytes(pid: int, name: str) -> int:
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith(name):
                return int(line.split()[1])
    return 0
