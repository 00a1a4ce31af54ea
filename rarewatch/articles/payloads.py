"""The data that a page carries for its own scripts, as plain dicts and lists."""

import json
import re
from collections.abc import Iterator
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

_MAX_SIZE = 5_000_000  # characters read of all data of a page; the largest front pages carry 3 million
_FAILURE = 2500  # characters that an attempt costs where there is no JSON; a page has two thousand
_LEAST = 250  # characters; less data holds no article
_MOST_SCRIPTS = 300
_MOST_NODES = 100_000  # objects and lists in which references are followed
_MOST_REVEALED = 100  # parts of a page that arrive late
_ASSIGNED = re.compile(
    r"=\s*(?=\{\s*[\"}]|\[\s*[\[{\"\d])"  # window.__INITIAL_STATE__ = {"
    r"|\bJSON\.parse\(\s*(?=\")"  # = JSON.parse("{\"
    r"|\b__next_f\.push\(\s*(?=\[)"
)
_FLIGHT = "__next_f"
_UNDEFINED = re.compile(r"(?<=[:,\[])\s*undefined(?=\s*[,}\]])")
"""The one word that many servers write into what else is JSON."""
_SCRIPTS = frozenset(("", "text/javascript", "application/javascript", "module"))
_ANGULAR = {"&q;": '"', "&s;": "'", "&l;": "<", "&g;": ">", "&a;": "&"}
_ROW = re.compile(r"([0-9a-f]{1,8}):(?:T([0-9a-f]{1,8}),|[A-Z]*)")
_MOVED = re.compile(r"\$R([CRS])\(\s*\"([\w:.\-]{1,60})\"\s*,\s*\"([\w:.\-]{1,60})\"")
_DECODER = json.JSONDecoder(strict=False)


class _Budget:
    """How much may still be decoded: failed attempts cost as well, so no page can ask for too much."""

    def __init__(self) -> None:
        self.left = _MAX_SIZE

    def decode(self, text: str, start: int = 0) -> tuple[Any, int]:
        """The value that stands at `start` and where it ends; (None, start) where there is none."""
        if self.left <= 0:
            return None, start
        try:
            value, end = _DECODER.raw_decode(text, start)
        except json.JSONDecodeError as error:
            self.left -= _FAILURE + error.pos - start
            return None, start
        except (ValueError, RecursionError):
            self.left -= _FAILURE + len(text) - start
            return None, start
        self.left -= end - start
        return value, end


def payloads(parser: LexborHTMLParser) -> Iterator[Any]:
    """Every piece of data in a page that can hold an article; nothing from what cannot be read."""
    budget, flight = _Budget(), []
    for node in parser.css("script:not([src])")[:_MOST_SCRIPTS]:
        text = node.text() or ""
        if len(text) > _MAX_SIZE or (len(text) < _LEAST and _FLIGHT not in text):
            continue
        kind = (node.attributes.get("type") or "").strip().lower()
        if kind == "application/json" or (node.attributes.get("id") or "").endswith("-state"):
            value = _json(text, budget)
            hydrates = (
                "__NUXT_DATA__" in (node.attributes.get("id") or "") or "data-nuxt-data" in node.attributes
            )
            yield _hydrated(value) if hydrates and isinstance(value, list) else _linked(value)
        elif kind in _SCRIPTS:
            for value in _assigned(text, budget):
                if (
                    isinstance(value, list)
                    and len(value) == 2
                    and value[0] == 1
                    and isinstance(value[1], str)
                ):
                    flight.append(value[1])
                else:
                    yield _linked(value)
    page = parser.css_first("[data-page]")
    if page is not None and len(page.attributes.get("data-page") or "") >= _LEAST:
        yield _json(page.attributes["data-page"] or "", budget)
    if flight:
        yield _rows("".join(flight), budget)


def nested(text: str) -> Any:
    """The JSON that a string of data is itself; None where it is text."""
    return _Budget().decode(text.strip())[0] if text[:1] in "{[" else None


def _json(text: str, budget: _Budget) -> Any:
    text = text.strip()
    if text.startswith("{&q;"):
        text = re.sub("&[qslga];", lambda found: _ANGULAR[found[0]], text)
    text = text.removeprefix("<!--").strip()
    return budget.decode(text)[0]


def _assigned(script: str, budget: _Budget) -> Iterator[Any]:
    """What an inline script assigns or parses as JSON."""
    if "undefined" in script:
        script = _UNDEFINED.sub("null", script)
    at = 0
    while budget.left > 0 and (found := _ASSIGNED.search(script, at)):
        value, end = budget.decode(script, found.end())
        at = max(found.end(), end)
        if isinstance(value, str):
            value = budget.decode(value)[0]
        if end - found.end() >= _LEAST or _FLIGHT in found[0]:
            yield value


def _hydrated(values: list[Any]) -> Any:
    """Nuxt's flat array: containers hold the places of their values, the first value is the root."""
    shells: list[Any] = [
        {} if isinstance(value, dict) else [] if isinstance(value, list) else value for value in values
    ]

    def at(place: Any) -> Any:
        for _ in range(10):
            if not isinstance(place, int) or not 0 <= place < len(values):
                return None
            value = values[place]
            if not (isinstance(value, list) and len(value) == 2 and isinstance(value[0], str)):
                return shells[place]
            if not isinstance(value[1], int):
                return value[1]  # a day, a number too large
            place = value[1]  # a reactive wrapper
        return None

    for shell, value in zip(shells, values, strict=True):
        if isinstance(value, dict):
            shell.update((key, at(place)) for key, place in value.items())
        elif isinstance(value, list):
            shell.extend(at(place) for place in value)
    return at(0) if values else None


def _linked(data: Any) -> Any:
    """An Apollo cache with its references followed: {"__ref": "Article:1"} is that entry."""
    caches = [node for node in _containers(data) if isinstance(node, dict) and "ROOT_QUERY" in node]
    for cache in caches[:5]:

        def entry(value: Any, cache: dict[str, Any] = cache) -> Any:
            name = value.get("__ref") if isinstance(value, dict) else None
            return cache.get(name, value) if isinstance(name, str) else value

        _replace(cache, entry)
    return data


def _rows(flight: str, budget: _Budget) -> Any:
    """The rows of a Next.js stream: `id:json`, or `id:T<bytes in hex>,text`; "$id" stands for a row."""
    content, at, rows = flight.encode("utf-8", "ignore"), 0, dict[str, Any]()
    while at < len(content) and len(rows) < _MOST_NODES:
        end = content.find(b"\n", at) % (len(content) + 1)
        found = _ROW.match(content[at : at + 20].decode("ascii", "replace"))
        if found and found[2]:
            start = at + found.end()
            end = start + int(found[2], 16)
            rows[found[1]] = content[start:end].decode("utf-8", "ignore")
        elif found:
            rows[found[1]] = budget.decode(content[at + found.end() : end].decode("utf-8", "ignore"))[0]
        at = end + (content[end : end + 1] == b"\n")

    def row(value: Any) -> Any:
        if isinstance(value, str) and value[:1] == "$" and len(value) < 12:
            return rows.get(value.lstrip("$L@"), value)
        return value

    _replace(rows, row)
    return rows


def _replace(data: Any, change: Any) -> None:
    """Change every value in its place; what comes in so is not walked twice."""
    for node in _containers(data):
        if isinstance(node, dict):
            for key, value in node.items():
                node[key] = change(value)
        else:
            node[:] = [change(value) for value in node]


def _containers(data: Any) -> list[Any]:
    """All objects and lists of a tree, outermost first."""
    found = [data] if isinstance(data, dict | list) else []
    for node in found:
        if len(found) > _MOST_NODES:
            break
        inner = node.values() if isinstance(node, dict) else node
        found.extend(value for value in inner if isinstance(value, dict | list))
    return found


def reveal(parser: LexborHTMLParser, html: str) -> None:
    """Put what React streams late into its place, as the page's own scripts do: `$RC("B:0","S:0")`."""
    if "<template" not in html or not any(call in html for call in ("$RC(", "$RR(", "$RS(")):
        return
    for how, first, second in _MOVED.findall(html)[:_MOST_REVEALED]:
        place, part = (second, first) if how == "S" else (first, second)
        template = parser.css_first(f'template[id="{place}"]')
        content = parser.css_first(f'[hidden][id="{part}"]')
        if template is None or content is None:
            continue
        for waiting in _fallback(template) if how != "S" else []:
            waiting.remove()
        del content.attrs["hidden"]
        template.insert_before(content)  # a copy
        content.decompose()
        template.decompose()


def _fallback(template: LexborNode) -> list[LexborNode]:
    """What is shown until the part arrives: all up to the comment that ends it; nothing where none does."""
    found: list[LexborNode] = []
    depth, node = 0, template.next
    while node is not None:
        comment = (node.comment_content or "").strip() if node.is_comment_node else ""
        if comment == "/$" and not depth:
            return found
        depth += (comment[:1] == "$") - (comment == "/$")
        found.append(node)
        node = node.next
    return []
