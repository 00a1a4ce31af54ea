"""Data that a page carries for its scripts may be anything: reading it neither raises nor takes long."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.test_articles_embedded import HTML, TITLE, URL, page, script, text_of


def nest(depth: int, opening: str, inner: str, closing: str) -> str:
    return opening * depth + inner + closing * depth


HOSTILE: dict[str, str] = {
    "deep lists": nest(200_000, "[", "1", "]"),
    "deep objects": nest(50_000, '{"content":', '"x"', "}"),
    "deep bodies": nest(900, '{"title":"x","content":[', json.dumps(HTML), "]}"),
    "deep rows": nest(300, '{"type":"table","rows":[', json.dumps(HTML), "]}"),
    "many objects": json.dumps(
        {"articles": [{"title": "x", "body": {"content": [{"text": "y" * 30}] * 3}}] * 20_000}
    ),
    "many titles": json.dumps([{"title": f"{TITLE} {n}"} for n in range(30_000)]),
    "not json": "{" * 100_000,
    "strings in strings": json.dumps({"a": json.dumps({"b": json.dumps({"c": "x" * 9000})})}),
    "huge": json.dumps({"title": TITLE, "body": "x" * 6_000_000}),
    "numbers": json.dumps({"title": TITLE, "body": [1, None, True, {}, [], {"text": 7}] * 99}) + "9" * 5000,
    "odd keys": json.dumps(
        {
            "title": {"a": [1]},
            "url": {"b": 1},
            "": {"": HTML},
            "type": [1],
            "body": {"type": {"x": 1}, "text": HTML},
        }
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_data_raises_nothing_and_comes_to_an_end(name: str) -> None:
    """Deep, wide, broken: what is read of it is bounded, and so is the time."""
    text = HOSTILE[name].replace("<", "\\u003c")
    kinds = ('type="application/json"', 'type="application/json" id="__NUXT_DATA__"')
    scripts = [f"<script {kind}>{text}</script>" for kind in kinds]
    scripts += [f"<script>a={text}</script>", "<script>" + ('a={"b":' * 30_000) + "</script>"]
    assert all(isinstance(text_of(page(each)), str) for each in scripts)


NAMES = st.sampled_from(
    [
        "title",
        "body",
        "content",
        "type",
        "children",
        "items",
        "rows",
        "text",
        "url",
        "blocks",
        "__ref",
        "ROOT_QUERY",
    ]
)
VALUES = st.recursive(
    st.none()
    | st.integers(-2, 20)
    | st.sampled_from([TITLE, URL, HTML, "table", "list", "paragraph", "Ref", "$1", "{", '["']),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(NAMES, inner, max_size=5),
    max_leaves=25,
)


@settings(deadline=None)  # the first call loads the other reader
@given(VALUES)
def test_never_raises_whatever_the_data_is(value: Any) -> None:
    padded = [value, "x" * 300]
    flight = f"<script>self.__next_f.push([1,{json.dumps('1:' + json.dumps(padded))}])</script>"
    data = script(padded) + script(padded, 'type="application/json" id="__NUXT_DATA__"') + flight
    assert isinstance(text_of(page(data)), str)
