"""Standard input, output and error: they may be closed, or full, or read by nobody any more."""

import os
import sys
from contextlib import suppress
from io import TextIOWrapper


def open_streams() -> None:
    """Whoever starts us may have closed some of the three (`>&-`): what goes there then goes nowhere.

    Their numbers are taken too, so that no database or connection gets one of them and is written into.
    What an encoding has no sign for (`LANG=de_DE.ISO-8859-1`) becomes a question mark.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # it takes the lowest number that is free
    sys.stdin = sys.stdin or open(0, encoding="utf-8")  # noqa: SIM115 - open to the end
    sys.stdout = sys.stdout or open(1, "w", encoding="utf-8")  # noqa: SIM115
    sys.stderr = sys.stderr or open(2, "w", encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def hush() -> None:
    """Nobody reads our output, or there is no room for it: what is left goes nowhere."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            with suppress(OSError, ValueError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
