"""robots.txt: what a site asks programs not to fetch, and how long they should rest (RFC 9309)."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from rarewatch.model import Host
from rarewatch.pages import backoff
from rarewatch.pages.headers import fresh_until, retry_after

if TYPE_CHECKING:
    from protego import Protego

AGENT = "rarewatch"
"""The name under which a site may speak to us in robots.txt and X-Robots-Tag."""
SIZE = 500 * 1024
"""Bytes of a robots.txt that are read: what RFC 9309 asks programs to read at least."""
_OWN_LINE = re.compile(
    rf"^([ \t]*user-agent[ \t]*:[ \t]*){AGENT}(?![\w-])[^#\r\n]*", re.IGNORECASE | re.MULTILINE
)
"""A line that names us, perhaps with what follows the name in our User-Agent: the name alone counts."""
KEPT = timedelta(days=1)
"""RFC 9309: a copy should not be used for longer."""
_KEPT_LEAST = timedelta(hours=1)
"""Nor is it asked for in every run of a cron job, whatever its headers say."""

Clock = Callable[[], datetime]


class Rules:
    """The rules of one robots.txt for us."""

    def __init__(self, text: str) -> None:
        self._text = text

    def allow(self, url: str) -> bool:
        """Whether a URL may be asked for."""
        return self._parsed is None or bool(self._parsed.can_fetch(url, AGENT))

    @property
    def delay(self) -> float:
        """Seconds between two requests that the site asks for; 0 where it asks for none."""
        if self._parsed is None:
            return 0.0
        return max(float(self._parsed.crawl_delay(AGENT) or 0.0), 0.0)

    @cached_property
    def _parsed(self) -> "Protego | None":
        if not self._text.strip():
            return None
        from protego import Protego

        try:
            return Protego.parse(_OWN_LINE.sub(rf"\1{AGENT}", self._text))
        except Exception:  # noqa: BLE001, RUF100 - whatever a hostile file does to the parser: no rules that hold
            return None


def noted(host: Host, status: int, body: bytes, headers: Mapping[str, str], now: datetime) -> Host:
    """What is to be remembered of an answer for robots.txt.

    4xx: the site has no rules. 5xx and 429: nothing may be fetched for now.
    """
    if 200 <= status < 300:
        until = min(max(fresh_until(headers, now) or now + KEPT, now + _KEPT_LEAST), now + KEPT)
        text = _whole_lines(body).decode("utf-8", "replace").lstrip("\ufeff").replace("\0", "")
        return replace(host, robots=text, robots_until=until, robots_open=True, failures=0)
    if 300 <= status < 500 and status != 429:
        return replace(host, robots="", robots_until=now + KEPT, robots_open=True, failures=0)
    failures = host.failures + 1
    asked = retry_after(headers.get("retry-after", ""), now)
    until = max(asked or now, now + backoff.rest(failures))
    return replace(host, robots_until=until, robots_open=False, failures=failures)


def _whole_lines(body: bytes) -> bytes:
    """As much of a file as is read; no line is cut, since half of one may forbid more than the whole."""
    if len(body) <= SIZE:
        return body
    cut = body[:SIZE]
    end = max(cut.rfind(b"\n"), cut.rfind(b"\r"))
    return cut[:end] if end >= 0 else cut
