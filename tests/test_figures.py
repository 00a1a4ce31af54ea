"""Rules read their own examples; figures quote the text, never raise, and come out the same every time."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rarewatch import Article, Figure, figures, find_figures
from rarewatch.figures import mentions, placings, ranks, readings, rules
from rarewatch.model import Bound, Flow, Kind, Measure, Period

PUBLISHED = date(2025, 7, 22)
EVERY = [
    *((rule, readings) for rule in readings.RULES),
    *((rule, ranks) for rule in (*placings.RANKS, placings.AFTER)),
]
NAMES = [f"{room.__name__.rpartition('.')[2]}: {rule.name}" for rule, room in EVERY]


@pytest.mark.parametrize(("rule", "room"), EVERY, ids=NAMES)
def test_a_rule_reads_its_example(rule: rules.Rule, room: object) -> None:
    """That very rule, not another one that comes first."""
    readings = room.readings(mentions.read(rule.example))  # type: ignore[attr-defined]
    assert rule.name in {reading.rule for reading in readings.values()}


@pytest.mark.parametrize(
    ("rule", "values"), list(zip((*readings.CARRIED, readings.PARTED), ([65], [30, 19], [82]), strict=True))
)
def test_what_is_carried_on_reads_its_example(rule: rules.Rule, values: list[float]) -> None:
    found = find_figures(Article(text=rule.example, published=PUBLISHED))
    assert [figure.value for figure in found if figure.rule == rule.name] == values


@pytest.mark.parametrize(
    "rule", [*(rule for rule, _ in EVERY), *readings.CARRIED, readings.PARTED], ids=lambda rule: rule.name
)
def test_a_rule_keeps_silent_on_its_near_miss(rule: rules.Rule) -> None:
    """Every rule has one."""
    assert rule.near_miss
    assert find_figures(Article(text=rule.near_miss, published=PUBLISHED)) == []


@pytest.mark.parametrize("room", [readings, ranks])
def test_names_of_rules_are_unique(room: object) -> None:
    names = [rule.name for rule, home in EVERY if home is room]
    assert len(set(names)) == len(names)


SHORT = [
    Article(
        title="Japan's antimony imports fall in May",
        published=date(2025, 6, 27),
        text=(
            "Japan imported 412 tonnes of antimony oxide in May, 8.4% less than in April, the finance "
            "ministry said on Friday.\n\nVietnam supplied 190 tonnes of it. Prices rose to $55,000 a tonne."
        ),
    ),
    Article(
        title="Chinese magnet sales abroad: the July count",
        published=date(2025, 8, 20),
        text=(
            "China's magnet exports: 5,577 tons in July, up 75% from June.\n\n- Germany: 1,116 tons\n\n"
            "- United States: 619 tons\n\nThe licence rules of April still apply to seven elements."
        ),
    ),
    Article(
        title="A mine in the desert",
        published=date(2024, 3, 3),
        text="It will dig 20,000 tonnes of rare earths a year by 2028, and shares of its owner rose 9%.",
    ),
]


@pytest.mark.parametrize(
    ("key", "wanted"),
    [
        ("value", 412.0),
        ("unit", "t"),
        ("commodity", "antimony"),
        ("flow", Flow.IMPORT),
        ("reporter", "JP"),
        ("partner", "001"),
        ("period", Period.parse("2025-05")),
        ("baseline", None),
        ("kind", Kind.LEVEL),
        ("measure", Measure.QUANTITY),
        ("bound", Bound.EXACT),
        ("quote", "412 tonnes"),
        ("in_title", False),
        ("assumed", ()),
    ],
)
def test_the_first_figure_of_an_article_has_all_its_slots(key: str, wanted: object) -> None:
    assert getattr(find_figures(SHORT[0])[0], key) == wanted


def test_a_plan_and_a_share_price_are_no_figures() -> None:
    assert find_figures(SHORT[2]) == []


@pytest.mark.parametrize("article", SHORT, ids=lambda article: article.title)
def test_without_a_day_of_publication_every_figure_says_so(article: Article) -> None:
    """The years that the text names are then the best guess."""
    undated = replace(article, published=None)
    assert all("published" in figure.assumed for figure in find_figures(undated))
    assert not any("published" in figure.assumed for figure in find_figures(article))


def test_without_a_day_of_publication_there_still_are_figures() -> None:
    assert find_figures(replace(SHORT[0], published=None))


@pytest.mark.parametrize("text", ["", " ", "\n\n", "magnets", "%", "rare earths 3 t", "rare earth exports"])
def test_scraps_of_text_make_no_figures(text: str) -> None:
    assert find_figures(Article(text=text, published=PUBLISHED)) == []


def test_bare_tons_are_noted_as_metric() -> None:
    text = "China exported 3,188 tons of rare earth magnets in June."
    [figure] = find_figures(Article(text=text, published=PUBLISHED))
    assert "metric" in figure.note


FRAGMENTS = [
    "China", "the United States", "Germany", "Japan's", "Beijing", "exports", "imports", "shipped",
    "bought", "output", "rose", "fell", "down", "up", "more than", "nearly", "doubled", "halved",
    "by a third", "12.5%", "-3%", "+660 per cent", "3,188 tonnes", "46 tons", "816 000 t",
    "1.2 million kg", "$1.2bn", "¥", "zero", "no", "of rare earth magnets", "rare earths", "dysprosium",
    "graphite,", "to", "from", "in", "in June", "May", "may", "last month", "a year earlier", "2024",
    "the first half", "FY24", "year on year", "respectively", "and", "than", "of the total", "share",
    "largest", "second", "followed by", "the top three buyers were", ",", ".", ";", ":", "(", ")", "\n",
    "\n\n", "- ", "|", "—", "“", "”", "'s", "they", "of which", "compared with", "quota", "price",
    "a tonne", "per kg", "times", "-fold", "percentage points", "none", "each", "U.S.", "Dec.",
]  # fmt: skip
trade_like = st.lists(st.sampled_from(FRAGMENTS), max_size=40).map(" ".join)
texts = st.one_of(st.text(max_size=200), trade_like)
articles = st.builds(
    Article,
    text=texts,
    title=texts,
    published=st.one_of(st.none(), st.dates(min_value=date(1990, 1, 1), max_value=date(2060, 1, 1))),
)


def quoted(article: Article, figure: Figure) -> bool:
    home = article.title if figure.in_title else article.text
    return home.startswith(figure.quote, figure.start) and figure.sentence in home


@settings(deadline=None, max_examples=300)
@given(articles)
def test_any_text_is_read_without_stumbling_and_every_figure_quotes_it(article: Article) -> None:
    """The quote stands where the figure says, in its sentence, and both are verbatim."""
    figures = find_figures(article)
    assert [figure for figure in figures if not quoted(article, figure)] == []
    assert [figure for figure in figures if not figure.quote or figure.quote not in figure.sentence] == []


@settings(deadline=None)
@given(articles)
def test_the_same_article_twice_gives_the_same_figures(article: Article) -> None:
    assert find_figures(article) == find_figures(article)


@settings(deadline=None)
@given(articles)
def test_figures_are_sound(article: Article) -> None:
    """Whatever the text: ranks start at 1, shares end at 100, nothing shrinks by more than all of it."""
    for figure in find_figures(article):
        assert figure.kind is not Kind.RANK or (figure.value >= 1 and figure.unit is None)
        assert figure.kind is not Kind.SHARE or 0 < figure.value <= 100
        assert figure.kind is Kind.CHANGE or figure.baseline is None
        assert figure.kind is not Kind.CHANGE or figure.value >= -100
        assert figure.flow in {Flow.EXPORT, Flow.IMPORT} or figure.partner is None
        assert figure.rule


@pytest.mark.parametrize(("text", "period"), [("", None), (" It was the lowest since 2024.", "2024-11")])
def test_without_any_year_no_period_is_told(text: str, period: str | None) -> None:
    """Neither the page nor the text says when it was written: "last month" then means nothing."""
    article = Article(f"China's exports of rare earth magnets fell last month to 300 tons.{text}")
    [figure] = find_figures(article)
    assert (str(figure.period) if figure.period else None, "published" in figure.assumed) == (period, True)


def test_a_number_that_stands_for_two_periods_is_two_figures_though_the_headline_tells_it_too() -> None:
    """Be it by the source's mistake: the one must be there to be held against the other."""
    words = "Chinese rare earths exports reached 12,486 tons in March 2024"
    text = f"{words}, customs said.\n\nExports in January to March 2024 totalled 12,486 tons."
    found = find_figures(Article(text, title=words, published=date(2024, 4, 20)))
    assert [(str(figure.period), figure.in_title) for figure in found] == [
        ("2024-03", False),
        ("2024-01/2024-03", False),
    ]


def test_a_headline_that_names_another_month_than_the_body_states_a_figure_of_its_own() -> None:
    text = "Exports in January to March 2024 totalled 12,486 tons, customs said of rare earths from China."
    title = "Chinese rare earths exports reached 12,486 tons in March 2024"
    found = find_figures(Article(text, title=title, published=date(2024, 4, 20)))
    assert [(str(figure.period), figure.in_title) for figure in found] == [
        ("2024-03", True),
        ("2024-01/2024-03", False),
    ]
    loose = find_figures(
        Article(text, title=title.replace(" in March 2024", ""), published=date(2024, 4, 20))
    )
    assert [figure.in_title for figure in loose] == [False]


def test_many_numbers_of_one_trade_are_each_held_against_few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Time grows with the text, and a number that was told far above is still the same fact."""
    compared: list[object] = []
    held_against = figures.distinct._same_fact
    monkeypatch.setattr(
        figures.distinct, "_same_fact", lambda *both: compared.append(both) or held_against(*both)
    )
    numbers = range(1001, 4001, 10)  # none is another one rounded
    lines = [f"China exported {number} tons of gallium to Japan in June." for number in numbers]
    found = find_figures(Article(text="\n\n".join([*lines, lines[0]]), published=PUBLISHED))
    assert len(found) == len(lines)
    assert len(compared) <= 40 * len(lines)
