"""The keys of rows that cross rooms, in their order."""

CLAIM_KEYS = (
    "commodity",
    "flow",
    "reporter",
    "partner",
    "measure",
    "period",
    "order",
    "since",
    "months",
    "place",
    "quote",
    "sentence",
)
"""The keys of a claim that other tools see, in their order."""

FIGURE_KEYS = (
    "commodity",
    "flow",
    "reporter",
    "partner",
    "period",
    "kind",
    "measure",
    "value",
    "unit",
    "baseline",
    "bound",
    "quote",
)
"""The keys of a figure that other tools see, in their order."""

_ARTICLE_KEYS = ("url", "title", "site", "published", "sentence", "rule", "assumed", "note", "origin")
_STORED_KEYS = ("verdict", "id")
ROW_KEYS = (*FIGURE_KEYS, *_ARTICLE_KEYS, *_STORED_KEYS)
"""The columns of a figure with its article, as `show` and `extract` hand them on.

`origin` is the site that told the story first; copies of one story share it. `verdict` is a `Verdict`, None
before the figure was checked; `id` is its number in the database. Both are None for what is not stored."""

POINT_KEYS = (
    "commodity",
    "flow",
    "reporter",
    "partner",
    "measure",
    "period",
    "level",
    "on_previous",
    "on_year",
    "on_others",
    "share",
    "rank",
    "dissent",
    "outlets",
    "origins",
    "verdict",
)
"""All that is said of one trade in one period, as a line of a table shows it.

`level`, `on_previous` (growth on the period before), `on_year` (on the year before), `share` and `rank` are
rows or None; `on_others` (growth on any other period) and `dissent` (what contradicts one of the former) are
lists of rows; `outlets` and `origins` are counts."""

SERIES_KEYS = (
    "commodity",
    "flow",
    "reporter",
    "partner",
    "measure",
    "frequency",
    "period",
    "start",
    "end",
    "status",
    "value",
    "unit",
    "bound",
    "low",
    "high",
    "on_previous",
    "on_previous_status",
    "on_year",
    "on_year_status",
    "dissent",
    "outlets",
    "origins",
    "sites",
    "verdict",
    "proof",
)
"""The columns of one period of a series, as `series` hands it on: gaps are rows too.

`start` and `end` are its first and last day; `status`, `on_previous_status` and `on_year_status` are of
`Status`; `low` and `high` are the numbers that `value` may stand for; growth is in per cent; `dissent` lists
the amounts that contradict `value`, `sites` the outlets by name; `proof` says what a derived amount follows
from."""
