# ruff: noqa: E501 -- a table of data as sites write it, one body a line
"""Pages without text of their own: the article comes out of the data for scripts, and no other article does."""

import json
from datetime import date
from typing import Any

import pytest

from rarewatch import read_article

TITLE = "Holmium prices double after a fire in Narvik"
URL = "https://metals.example/news/2026/holmium-fire"
LINES = [
    "A fire in the port of Narvik has destroyed 36 tonnes of holmium oxide, the owner said on Monday.",
    "Traders in Oslo asked for 140 dollars a kilogram in the evening, twice as much as in the morning.",
    "Nobody was hurt. The warehouse had held a quarter of what Europe needs in a year, by one estimate.",
]
OTHER_TITLE = "Beekeepers in Moravia lose half of their spring honey"
OTHER = [
    "Three nights of frost have cost the beekeepers of Moravia about half of their spring honey this year.",
    "Hives that bring 14 kilograms in a common year brought six, and many keepers fed sugar in May instead.",
    "Some 4,800 keepers have asked for help, and the state offers 240 crowns for each hive that was hit.",
]
HTML, OTHER_HTML = ("".join(f"<p>{line}</p>" for line in lines) for lines in (LINES, OTHER))
WHOLE = "\n\n".join(LINES)


def other(**body: Any) -> dict[str, Any]:
    return {"title": OTHER_TITLE, "url": "https://metals.example/news/2026/bees", **body}


def page(body: str, *, title: str = TITLE, url: str = URL, kind: str = "article") -> str:
    return (
        f'<html><head><title>{title} - Metals</title><meta property="og:title" content="{title}">'
        f'<meta property="og:type" content="{kind}"><link rel="canonical" href="{url}"></head>'
        f'<body><div id="app"></div>{body}</body></html>'
    )


def script(data: Any, attributes: str = 'id="__NEXT_DATA__" type="application/json"') -> str:
    text = json.dumps(data).replace("<", "\\u003c")
    return f"<script {attributes}>{text}</script>"


def text_of(html: str) -> str:
    return read_article(html, url=URL).text


def span(text: str) -> dict[str, Any]:
    return {"type": "text", "text": text}


BODIES: dict[str, dict[str, Any]] = {
    "html": {"bodyHtml": HTML},
    "snake case": {"body_html": HTML},
    "escaped html": {"content": HTML.replace("<", "&lt;").replace(">", "&gt;")},
    "plain text": {"articleBody": WHOLE},
    "lines with inline markup": {
        "content": "\n".join(f"{line} <b>!</b>" for line in LINES).replace(" <b>!</b>", "<b></b>")
    },
    "paragraph strings": {"paragraphs": LINES},
    "markdown": {"contentMarkdown": "\n\n".join(LINES).replace("Narvik", "[Narvik](https://n.example)", 1)},
    "wordpress": {"title": {"rendered": TITLE}, "content": {"rendered": HTML, "protected": False}},
    "strapi": {"id": 4, "attributes": {"title": TITLE, "content": HTML}},
    "drupal": {"body": {"value": HTML, "processed": HTML, "format": "full_html", "summary": "Short."}},
    "arc": {
        "headlines": {"basic": TITLE},
        "content_elements": [
            *({"type": "text", "_id": "A", "content": line} for line in LINES[:2]),
            {"type": "interstitial_link", "content": OTHER_TITLE, "url": "https://metals.example/x"},
            {
                "type": "image",
                "caption": "A photo of nothing in particular, taken in 2024.",
                "url": "https://i.example/1.jpg",
            },
            {"type": "text", "_id": "B", "content": LINES[2]},
        ],
    },
    "portable text": {
        "body": [
            {
                "_type": "block",
                "style": "normal",
                "children": [{"_type": "span", "text": line[:20]}, {"_type": "span", "text": line[20:]}],
            }
            for line in LINES
        ]
    },
    "prosemirror": {
        "content": {
            "type": "doc",
            "content": [{"type": "paragraph", "content": [span(line)]} for line in LINES],
        }
    },
    "lexical": {
        "content": {
            "root": {
                "type": "root",
                "children": [{"type": "paragraph", "children": [span(line)]} for line in LINES],
            }
        }
    },
    "slate": {
        "body": [
            {"type": "paragraph", "children": [{"text": line[:9]}, {"text": line[9:], "bold": True}]}
            for line in LINES
        ]
    },
    "draft.js": {
        "body": {
            "blocks": [{"key": "a", "type": "unstyled", "text": line, "entityRanges": []} for line in LINES],
            "entityMap": {},
        }
    },
    "draft.js in a string": {
        "body": json.dumps(
            {"blocks": [{"type": "unstyled", "text": line} for line in LINES], "entityMap": {}}
        )
    },
    "editor.js": {
        "content": {
            "time": 1,
            "blocks": [{"id": "x", "type": "paragraph", "data": {"text": line}} for line in LINES],
        }
    },
    "gutenberg": {
        "blocks": [
            {"blockName": "core/paragraph", "attrs": {}, "innerBlocks": [], "innerHTML": f"<p>{line}</p>"}
            for line in LINES
        ]
    },
    "contentful": {
        "fields": {
            "title": TITLE,
            "body": {
                "nodeType": "document",
                "content": [
                    {"nodeType": "paragraph", "content": [{"nodeType": "text", "value": line, "marks": []}]}
                    for line in LINES
                ],
            },
        }
    },
    "dato": {
        "content": {
            "value": {
                "schema": "dast",
                "document": {
                    "type": "root",
                    "children": [
                        {"type": "paragraph", "children": [{"type": "span", "value": line}]} for line in LINES
                    ],
                },
            }
        }
    },
    "bbc": {
        "blocks": [
            {"type": "text", "model": {"blocks": [{"type": "paragraph", "model": {"text": line}}]}}
            for line in LINES
        ]
    },
    "nyt": {
        "sprinkledBody": {
            "content": [
                {"__typename": "ParagraphBlock", "content": [{"__typename": "TextInline", "text": line}]}
                for line in LINES
            ]
        }
    },
    "medium": {
        "content": {
            "bodyModel": {"paragraphs": [{"name": "a1", "type": "P", "text": line} for line in LINES]}
        }
    },
    "elements by tag": {
        "body": {
            "type": "root",
            "children": [
                {"type": "element", "tag": "p", "children": [{"type": "text", "value": line}]}
                for line in LINES
            ],
        }
    },
    "guardian": {
        "blocks": {
            "body": [
                {"elements": [{"_type": "model.TextBlockElement", "html": f"<p>{line}</p>"}]}
                for line in LINES
            ]
        }
    },
}


@pytest.mark.parametrize("name", BODIES)
def test_a_body_of_any_shape_is_read(name: str) -> None:
    article = {
        "headline": TITLE,
        **BODIES[name],
        "description": "In short: a fire. " * 20,
        "author": {"name": "A. Nomad", "text": "Writes on metals. " * 20},
    }
    data = {"props": {"pageProps": {"related": [other(bodyHtml=OTHER_HTML)], "article": article}}}
    assert text_of(page(script(data))) == WHOLE


WRAPPERS: dict[str, str] = {
    "json script": script({"a": {"title": TITLE, "body": HTML}, "b": [other(body=OTHER_HTML)]}, 'type="application/json" id="state"'),
    "assigned": "<script>window.__PRELOADED_STATE__ = " + json.dumps({"b": other(body=OTHER_HTML), "a": {"title": TITLE, "body": HTML}}) + ";boot()</script>",
    "assigned with undefined": '<script>var x={a:1};window.__S={"u":undefined,"a":' + json.dumps({"title": TITLE, "body": HTML}) + "};</script>",
    "parsed": "<script>window.__STATE__=JSON.parse(" + json.dumps(json.dumps({"a": {"title": TITLE, "body": HTML}})) + ")</script>",
    "fusion": "<script>window.Fusion=window.Fusion||{};Fusion.arcSite='x';Fusion.globalContent=" + json.dumps({"headlines": {"basic": TITLE}, "content_elements": [{"type": "text", "content": line} for line in LINES]}) + ";Fusion.x={}</script>",
    "angular of old": "<script id='serverApp-state' type='application/json'>" + json.dumps({"a": {"title": TITLE, "body": WHOLE}}).replace('"', "&q;") + "</script>",
    "inertia": "<div id='app2' data-page='" + json.dumps({"component": "Post", "props": {"post": {"title": TITLE, "content": HTML}}}).replace("'", "&#39;") + "'></div>",
    "apollo": "<script>window.__APOLLO_STATE__ = " + json.dumps({
        "ROOT_QUERY": {'post({"id":1})': {"__ref": "Post:1"}},
        "Paragraph:0": {"__typename": "Paragraph", "type": "P", "text": LINES[0]},
        "Paragraph:1": {"__typename": "Paragraph", "type": "P", "text": LINES[1]},
        "Paragraph:2": {"__typename": "Paragraph", "type": "P", "text": LINES[2]},
        "Paragraph:3": {"__typename": "Paragraph", "type": "P", "text": OTHER[2] * 4},
        "Post:1": {"title": TITLE, 'content({"x":1})': {"bodyModel": {"paragraphs": [{"__ref": f"Paragraph:{n}"} for n in range(3)]}}},
        "Post:2": {"title": OTHER_TITLE, "content": {"bodyModel": {"paragraphs": [{"__ref": "Paragraph:3"}]}}},
    }) + "</script>",
    "nuxt": script([["ShallowReactive", 1], {"data": 2}, ["Reactive", 3], {"p": 4, "when": 7}, {"title": 5, "body": 6}, TITLE, HTML, ["Date", "2026-05-04T00:00:00Z"]], 'type="application/json" id="__NUXT_DATA__"'),
    "flight": "".join(
        f"<script>self.__next_f.push([1,{json.dumps(chunk)}])</script>"
        for chunk in (
            '1:"$Sreact.fragment"\n2:I[7,["a"],"x"]\n3:["$","$L2",null,{"article":{"title":' + json.dumps(TITLE) + ',"body":"$4"},"rel":[',
            json.dumps(other(body=OTHER_HTML)) + f"]}}]\n4:T{len(HTML.encode()):x}," + HTML[:50],
            HTML[50:] + '5:{"x":1}\n' + "6:" + json.dumps("x" * 300) + "\n",
        )
    ),
    "json-ld": '<script type="application/ld+json">' + json.dumps({"@graph": [{"@type": "NewsArticle", "headline": OTHER_TITLE, "articleBody": " ".join(OTHER)}, {"@type": "NewsArticle", "headline": TITLE, "articleBody": WHOLE}]}) + "</script>",
}  # fmt: skip


@pytest.mark.parametrize("name", WRAPPERS)
def test_data_is_found_wherever_a_page_carries_it(name: str) -> None:
    assert text_of(page(WRAPPERS[name])) == WHOLE


NAMED: dict[str, dict[str, Any]] = {
    "address": {"title": "Fire doubles a price", "canonicalUrl": URL},
    "address with query": {"title": "Fire doubles a price", "url": URL + "/?utm=x"},
    "path": {"title": "Fire doubles a price", "path": "/news/2026/holmium-fire/"},
    "slug": {"title": "Fire doubles a price", "slug": "holmium-fire"},
    "nothing": {},
}


@pytest.mark.parametrize("name", NAMED)
def test_an_article_is_known_by_its_address_too(name: str) -> None:
    long = HTML + "".join(f"<p>{line} Again.</p>" for line in LINES)
    data = {"x": [other(body=OTHER_HTML * 2)], "y": {**NAMED[name], "body": long}}
    assert len(text_of(page(script(data))).split("\n\n")) == 6


LEAKS: dict[str, Any] = {
    "only related": {"related": [other(body=OTHER_HTML * 3)]},
    "one related": {"article": {"title": TITLE}, "next": other(body=OTHER_HTML * 3)},
    "untitled in a list": {
        "article": {"title": TITLE, "stories": [{"body": OTHER_HTML * 3}, {"body": OTHER_HTML}]}
    },
    "comments": {"article": {"title": TITLE, "comments": [{"user": "x", "text": OTHER[0] * 9}]}},
    "a description": {"article": {"title": TITLE, "description": WHOLE * 3, "excerpt": WHOLE * 3}},
    "the author": {"article": {"title": TITLE, "author": {"content": OTHER_HTML * 4}}},
    "consent": {
        "consent": {"text": "We use cookies to make this site work. " * 40},
        "article": {"title": TITLE},
    },
    "two unnamed": {"a": {"body": OTHER_HTML * 3}, "b": {"body": HTML * 3}},
    "cards within": {
        "article": {"title": TITLE, "blocks": [{"type": "x", "items": [other(body=OTHER_HTML * 2)]}]}
    },
    "the front page's address": {"title": "All", "url": "https://metals.example/", "body": OTHER_HTML * 3},
}


@pytest.mark.parametrize("name", LEAKS)
def test_another_text_is_not_taken_for_the_article(name: str) -> None:
    assert text_of(page(script({"props": LEAKS[name]}))) == ""


def test_a_list_of_articles_under_the_name_of_a_body_is_searched_for_this_one() -> None:
    data = {
        "content": [
            other(body=OTHER_HTML),
            {"title": TITLE, "body": HTML},
            {"title": OTHER_TITLE, "body": OTHER_HTML},
        ]
    }
    assert text_of(page(script(data))) == WHOLE


def test_headings_items_and_rows_are_lines_of_their_own() -> None:
    blocks = [
        {"type": "paragraph", "data": {"text": LINES[0]}},
        {"type": "header", "data": {"text": "What burnt", "level": 2}},
        {"type": "list", "data": {"items": ["36 tonnes of oxide", {"content": "Two cranes", "items": []}]}},
        {"type": "table", "data": {"content": [["Metal", "Tonnes"], ["Holmium", "36"], ["Erbium", 4]]}},
        {"type": "quote", "data": {"text": LINES[1], "caption": "A trader"}},
        {"type": "paragraph", "data": {"text": LINES[2]}},
    ]
    data = {"post": {"title": TITLE, "content": {"blocks": blocks}}}
    lines = [
        LINES[0],
        "What burnt",
        "36 tonnes of oxide",
        "Two cranes",
        "Metal | Tonnes",
        "Holmium | 36",
        "Erbium | 4",
    ]
    assert text_of(page(script(data))).split("\n\n") == [*lines, *LINES[1:]]


def test_the_blocks_of_prosemirror_keep_their_shape() -> None:
    def block(kind: str, *content: Any) -> dict[str, Any]:
        return {"type": kind, "content": list(content)}

    def row(kind: str, *cells: str) -> dict[str, Any]:
        return block("tableRow", *(block(kind, block("paragraph", span(cell))) for cell in cells))

    content = block(
        "doc",
        block(
            "paragraph",
            span(LINES[0][:30]),
            {"type": "text", "marks": [{"type": "bold"}], "text": LINES[0][30:]},
        ),
        block("heading", span("What burnt")),
        block(
            "bulletList",
            *(block("listItem", block("paragraph", span(item))) for item in ("36 tonnes", "Two cranes")),
        ),
        block("table", row("tableHeader", "Metal", "Tonnes"), row("tableCell", "Holmium", "36")),
        block("paragraph", span(LINES[1])),
        block("paragraph", span(LINES[2])),
    )
    lines = [LINES[0], "What burnt", "36 tonnes", "Two cranes", "Metal | Tonnes", "Holmium | 36", *LINES[1:]]
    assert text_of(page(script({"a": {"title": TITLE, "content": content}}))).split("\n\n") == lines


def test_parts_of_a_text_keep_their_headings() -> None:
    data = {
        "title": TITLE,
        "sections": [
            {"heading": "What burnt", "body": f"<p>{LINES[0]}</p>"},
            {"heading": "Who pays", "text": LINES[1] + "\n\n" + LINES[2]},
        ],
    }
    assert text_of(page(script(data))).split("\n\n") == ["What burnt", LINES[0], "Who pays", *LINES[1:]]


def test_the_fullest_copy_counts_and_the_one_with_markup() -> None:
    copies = [
        {"title": TITLE, "body": LINES[0] * 2},
        {"title": TITLE, "text": " ".join(LINES)},
        {"title": TITLE, "html": HTML},
    ]
    assert text_of(page(script({"copies": copies}))) == WHOLE


def test_day_and_headline_come_from_the_data_where_the_page_states_none() -> None:
    data = {
        "article": {
            "title": TITLE,
            "path": "/news/2026/holmium-fire",
            "publishedAt": "2026-05-04T08:00:00Z",
            "body": HTML,
        }
    }
    article = read_article(f"<div></div>{script(data)}", url=URL)
    assert (article.title, article.published, article.text) == (TITLE, date(2026, 5, 4), WHOLE)


def test_a_page_with_text_is_not_read_from_its_data() -> None:
    shown = "".join(f"<p>{line}</p>" for line in OTHER)
    html = page(f"<article><h1>{TITLE}</h1>{shown}</article>" + script({"title": TITLE, "body": HTML * 5}))
    assert text_of(html) == "\n\n".join(OTHER)


def test_what_may_not_be_read_for_free_stays_unread() -> None:
    stated = {"@type": "NewsArticle", "headline": TITLE, "isAccessibleForFree": False, "articleBody": WHOLE}
    assert text_of(page(script(stated, 'type="application/ld+json"'))) == ""


STREAMED = (
    f'<main><h1>{TITLE}</h1><!--$?--><template id="B:0"></template><p>Loading the story, please wait a moment.</p><!--/$-->'
    f'<p>{LINES[2]}</p></main><div hidden id="S:0"><p>{LINES[0]}</p><template id="P:1"></template></div>'
    f'<div hidden id="S:1"><p>{LINES[1]}</p></div><div hidden id="S:9">{OTHER_HTML}</div>'
    '<script>$RS("S:1","P:1");$RC("B:0","S:0");$RC("B:7","S:8")</script>'
)


def test_what_react_streams_late_stands_in_its_place() -> None:
    assert text_of(page(STREAMED)) == WHOLE


def test_the_names_of_the_data_file_are_bare_and_unique() -> None:
    from rarewatch import vocabulary
    from rarewatch.articles.keys import bare

    data = vocabulary.table("embedded")
    for part in ("keys", "kinds"):
        for name, entries in data[part].items():
            assert len(entries) == len(set(entries)), name
            assert entries == [bare(entry) for entry in entries]
