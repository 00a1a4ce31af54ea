"""A run that is told to end by a signal ends as one does by Ctrl-C: whole pages, and the run written down."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_SIGNALS = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
"""What systemd, a shutdown and a closed terminal send."""


@contextmanager
def ended_by_signals() -> Iterator[None]:
    """Inside, SIGTERM and SIGHUP interrupt as Ctrl-C does; the process then ends by that signal after all.

    A signal that is ignored (`nohup`) stays ignored.
    """
    told: list[int] = []

    def interrupt(number: int, _: FrameType | None) -> None:
        told.append(number)
        if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # as for what a shell runs in the background
            signal.signal(signal.SIGINT, signal.default_int_handler)
        signal.raise_signal(signal.SIGINT)

    earlier = {number: signal.getsignal(number) for number in (*_SIGNALS, signal.SIGINT)}
    for number in _SIGNALS:
        if earlier[number] is not signal.SIG_IGN:
            signal.signal(number, interrupt)
    try:
        yield
    finally:
        for number, handler in earlier.items():
            signal.signal(number, handler)
        if told:
            os.kill(os.getpid(), told[0])
