"""Why a link that a page shows is not followed."""

from dataclasses import dataclass
from enum import StrEnum

from rarewatch.model import Link


class Why(StrEnum):
    """What speaks against a link, in words for a person."""

    OFF_MATCH = "off the source's match"
    OPAQUE = "hides the article's address"
    LIMIT = "beyond the links read of one page"
    OFF_FOLLOW = "off the source's follow"
    OTHER_SITE = "leads to another site"
    SECTION = "a section, a tag or a document"
    FRAME = "in a menu, a footer or a form"
    NO_HEADLINE = "no headline of the list"

    @property
    def is_article(self) -> bool:
        """Whether the link seems to be that of an article: such ones are counted in a run's summary."""
        return self in {Why.OFF_MATCH, Why.OPAQUE, Why.LIMIT}


@dataclass(frozen=True)
class Found:
    """A link, and what speaks against following it, if anything."""

    link: Link
    why: Why | None = None
