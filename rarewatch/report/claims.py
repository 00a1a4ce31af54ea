"""Claims about order as a table, each with the reason of its verdict and its sentence beneath.

Rows have the keys of `model.CLAIM_KEYS`, those of the article, `verdict` and `reason`.
"""

from typing import Any

from rarewatch.report import cells
from rarewatch.report.table import Column, Layout

Row = dict[str, Any]

_ORDERS = {"high": "highest", "low": "lowest"}
_STYLES = {"holds": "green", "fails": "bold red", "cannot tell": "dim"}


def claimed(row: Row) -> str:
    """What is claimed, in terms of the claim.

    >>> claim = {"order": "high", "since": "2025-01", "months": None, "place": None}
    >>> claimed(claim), claimed(claim | {"order": "first fall", "since": None, "months": 5})
    ('highest since 2025-01', 'first fall in 5 months')
    """
    if row["place"]:
        return f"no. {row['place']}"
    order = _ORDERS.get(row["order"], str(row["order"]))
    if row["since"]:
        return f"{order} since {cells.period(row, 'since')}"
    return f"{order} in {row['months']} months" if row["months"] else order


CLAIM_LAYOUT = Layout(
    (
        Column(
            "Verdict",
            lambda row: row["verdict"],
            (lambda row: "?" if row["verdict"] == "cannot tell" else row["verdict"],),
            style_of=lambda row: _STYLES[row["verdict"]],
            short_heading="Holds?",
        ),
        Column("Period", cells.period),
        Column("Commodity", cells.commodity, (lambda row: cells.commodity(row, short=True),), name=True),
        Column("Flow", lambda row: cells.plain(row["flow"])),
        Column("From→to", cells.route, (lambda row: cells.route(row, codes=True),)),
        Column("Claim", claimed, style="bold", name=True),
    ),
    ("+From→to", "+Commodity", "-Flow", "+Verdict", "-Commodity"),
    "Claim",
)


def claim_notes(row: Row) -> list[str]:
    """Why it holds or fails, and the sentence that claims it."""
    return [row["reason"], f"{row['site'] or row['url']}: {row['sentence']}"]
