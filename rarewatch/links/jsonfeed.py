"""JSON Feed 1.0 and 1.1 (jsonfeed.org)."""

import json
from collections.abc import Iterator
from typing import Any

from rarewatch.errors import ReadError
from rarewatch.links.addresses import normal_url
from rarewatch.links.dates import moment
from rarewatch.links.titles import title_of_markup
from rarewatch.model import Link, Page

_ADDRESSES = ("url", "external_url", "id")
_DATES = ("date_published", "date_modified")


def json_links(page: Page) -> list[Link]:
    """The items of a feed; raises ReadError when it cannot be read at all."""
    items = _feed(page).get("items")
    links = (_link(item, page) for item in items if isinstance(item, dict)) if isinstance(items, list) else ()
    return [link for link in links if link]


def json_next(page: Page) -> str:
    """The address of the feed's next page; empty where it has none."""
    return _text(_feed(page), "next_url")


def _feed(page: Page) -> dict[str, Any]:
    try:
        feed = json.loads(page.content)
    except (ValueError, RecursionError) as error:
        raise ReadError(f"{page.url}: is no proper JSON Feed ({error}).") from error
    if not isinstance(feed, dict):
        raise ReadError(f"{page.url}: is no JSON Feed.")
    return feed


def _link(item: dict[str, Any], page: Page) -> Link | None:
    address = next(_addresses(item), "")
    url = normal_url(address, page.url) if address else None
    if url is None:
        return None
    dates = (moment(_text(item, name), page.fetched) for name in _DATES)
    published = next((found for found in dates if found), None)
    return Link(url, title_of_markup(_text(item, "title")), published)


def _addresses(item: dict[str, Any]) -> Iterator[str]:
    """The addresses that an item may stand for; its id only where that is one."""
    for name in _ADDRESSES:
        text = _text(item, name)
        if text and (name != "id" or text.startswith(("http://", "https://"))):
            yield text


def _text(item: dict[str, Any], name: str) -> str:
    value = item.get(name)
    return value if isinstance(value, str) else ""
