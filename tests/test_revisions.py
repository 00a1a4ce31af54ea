"""A later value that others agree on is a revision; all else that differs is not."""

from dataclasses import replace
from typing import Any

import pytest

from rarewatch.facts import REVISION_KEYS, revisions
from rarewatch.model import Kind
from tests.rows import MAGNETS, TOTAL, row


def told(value: float, site: str, published: str | None, **more: Any) -> dict[str, Any]:
    url = f"https://{site}/1"
    facts = {"site": site, "origin": site, "url": url, "published": published, "id": hash(url) % 1000}
    return row(replace(TOTAL, value=value), **facts | more)


OLD = told(3188, "a.example", "2025-07-20", id=1)
NEW = [told(3203, site, day) for site, day in (("b.example", "2025-08-20"), ("c.example", "2025-08-21"))]


def test_a_later_value_that_two_origins_agree_on_is_a_revision() -> None:
    [one] = revisions([*NEW, OLD])
    assert (one.old.row["value"], one.new.row["value"]) == (3188, 3203)
    assert (str(one.since), one.first["site"], one.old_ids) == ("2025-08-20", "b.example", (1,))
    shown = one.as_dict()
    assert tuple(shown) == REVISION_KEYS
    assert (shown["period"], shown["old_value"], shown["new_value"], shown["origins"]) == (
        "2025-06",
        3188,
        3203,
        2,
    )


@pytest.mark.parametrize(
    "rows",
    [
        [OLD, NEW[0]],
        [OLD, NEW[0], told(3203, "d.example", "2025-08-22", origin="b.example")],
        [OLD, *(told(3203, site, "2025-07-22") for site in ("b.example", "c.example"))],
        [OLD, *(told(3203, site, "2025-06-20") for site in ("b.example", "c.example"))],
        [OLD, *(told(3203, site, None) for site in ("b.example", "c.example"))],
        [OLD, *NEW, *(told(3188, site, "2025-09-01") for site in ("d.example", "e.example"))],
        [OLD, *(told(3188, site, "2025-08-20") for site in ("b.example", "c.example"))],
        [OLD, *(one | {"partner": "US"} for one in NEW)],
        [OLD, *(one | {"period": "2025-05"} for one in NEW)],
        [],
    ],
)
def test_all_else_is_none(rows: list[dict[str, Any]]) -> None:
    """One origin alone, a copy of it, the same week, earlier, undated, still told, the same, another fact."""
    assert revisions(rows) == []


def test_what_one_origin_gets_wrong_in_between_is_no_revision() -> None:
    [one] = revisions([OLD, told(3318, "x.example", "2025-08-01"), *NEW])
    assert one.old.row["value"] == 3188


def test_a_value_may_be_revised_twice_and_the_latest_comes_first() -> None:
    again = [told(3210, site, "2026-01-20") for site in ("b.example", "c.example")]
    assert [(one.old.row["value"], one.new.row["value"]) for one in revisions([*again, OLD, *NEW])] == [
        (3203, 3210),
        (3188, 3203),
    ]


def test_ranks_are_never_revised() -> None:
    ranks = [
        row(replace(MAGNETS, kind=Kind.RANK, unit=None, value=value), site=site, origin=site, published=day)
        for value, site, day in ((2, "a", "2025-07-20"), (3, "b", "2025-08-20"), (3, "c", "2025-08-20"))
    ]
    assert revisions(ranks) == []
