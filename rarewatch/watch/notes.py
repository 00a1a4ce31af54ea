"""What is noted of a visit, and when an address may be asked again; functions of their arguments."""

from datetime import datetime, timedelta

from rarewatch import pages
from rarewatch.model import Page, Visit
from rarewatch.watch.results import Result, State

NO_ARTICLE = timedelta(days=7)
"""How long a page that was no article is not looked at again: some are filled in later, most never."""

_FAULTS = {State.FAILED, State.BLOCKED}


def note(result: Result, page: Page | None, known: Visit | None, now: datetime) -> Visit:
    """The note on a visit: failures in a row cost ever longer rests, a good answer is kept as long as it
    says."""
    if result.state in _FAULTS:
        failures = (known.failures if known else 0) + 1
        due = now + pages.rest(failures) if failures > 1 else None
        return Visit(result.url, result.state, now, result.reason, due, failures)
    due = now + NO_ARTICLE if result.state is State.SKIPPED else None
    if page is None or result.left:
        return Visit(result.url, result.state, now, result.reason, due)
    fresh = pages.fresh_until(page.headers, now)
    return Visit(
        result.url,
        result.state,
        now,
        result.reason,
        max(filter(None, (due, fresh)), default=None),
        etag=page.headers.get("etag", "") or _kept(page, known, "etag"),
        modified=page.headers.get("last-modified", "") or _kept(page, known, "modified"),
    )


def _kept(page: Page, known: Visit | None, name: str) -> str:
    """What an answer "not modified" leaves out is as it was."""
    return str(getattr(known, name)) if known and page.status == 304 else ""


def not_yet(url: str, known: Visit | None, now: datetime) -> Result | None:
    """The result for an address that may not be asked for yet."""
    if known is None or known.due is None or not now < known.due <= now + pages.FURTHEST:
        return None
    if known.state == State.SKIPPED:
        return Result(url, State.SKIPPED, known.reason)
    until = f"{known.due:%Y-%m-%d %H:%M} UTC"
    if known.failures:
        reason = f"failed {known.failures} times in a row ({known.reason}); not tried again before {until}"
    else:
        reason = f"still fresh until {until}, as its server says"
    return Result(url, State.DEFERRED, reason, left=True)
