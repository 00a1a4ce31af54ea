"""How long to wait after failures: ever longer, and never all at the same moment."""

import random
from collections.abc import Callable, Sequence
from datetime import timedelta

WITHIN_RUN = (0.5, 2.0)
"""Seconds before the second and third try of a request in one run: a server that restarts needs one or
two."""
_FIRST = timedelta(hours=1)
_LONGEST = timedelta(days=7)

FURTHEST = timedelta(days=8)
"""Nothing is put off for longer; a later moment was noted while the clock was wrong, and does not count."""

Chance = Callable[[], float]
"""A number from 0 to 1."""


def pause(tries: int, pauses: Sequence[float] = WITHIN_RUN, chance: Chance = random.random) -> float | None:
    """Seconds before a request is tried again in this run, after so many tries; None: no more.

    >>> pause(1, chance=lambda: 0.5), pause(2, chance=lambda: 1.0), pause(3)
    (0.5, 3.0, None)
    """
    if tries > len(pauses):
        return None
    return pauses[tries - 1] * (0.5 + chance())


def rest(failures: int, chance: Chance = random.random) -> timedelta:
    """How long to leave alone what failed so many times in a row; the first failure costs no rest.

    One hour after the second, doubled with each further one up to a week; a tenth less or more, by chance.

    >>> [round(rest(n, lambda: 0.5) / timedelta(hours=1)) for n in (0, 1, 2, 3, 4, 20)]
    [0, 0, 1, 2, 4, 168]
    """
    if failures < 2:
        return timedelta()
    whole = min(_FIRST * 2 ** min(failures - 2, 20), _LONGEST)
    return timedelta(seconds=whole.total_seconds() * (0.9 + 0.2 * chance()))
