"""What the user may ask of a run."""

from dataclasses import dataclass
from datetime import date, timedelta

from rarewatch import pages


@dataclass(frozen=True)
class Options:
    """What the user may ask of a run; the rest is as `pages` takes it by itself."""

    delay: float | None = None
    """Seconds between two requests to one host; None: what `pages.Pace` takes by itself."""
    force: bool = False
    """Fetch articles again that are stored already, and ask where earlier failures would cost a rest."""
    published: date | None = None
    """Day of publication of pages for which no listing gives one."""
    max_pages: int | None = None
    """Articles that are asked for, at most."""
    max_age: timedelta | None = None
    """Ask whether a stored article has changed when it was last looked at so long ago; None: never."""
    keep_all: bool = False
    """Store also what names no commodity."""
    per_host: int = pages.Manners.per_host
    concurrency: int = pages.Manners.concurrency
    timeout: float | None = None
    """Seconds for one page altogether."""

    @property
    def manners(self) -> pages.Manners:
        """How servers are treated."""
        return pages.Manners(self.delay, self.per_host, self.concurrency, insist=self.force)

    @property
    def limits(self) -> pages.Limits:
        """What one page may cost."""
        return pages.Limits() if self.timeout is None else pages.Limits().within(self.timeout)
