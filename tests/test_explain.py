"""explain: why each figure was read, where its slots come from, and what was not read."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from rarewatch import Article, find_figures
from rarewatch.cli import app
from rarewatch.figures.explain import Explained, Origin, Slot, explain, unread

GOLD = Path(__file__).parent.parent / "fixtures" / "gold" / "dev.jsonl"
ARTICLES = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]

TEXT = """China exported 3,188 tons of rare earth magnets in June 2025.

Shipments to Germany rose 12% to 764 tons. It rained in the town.

Terbium oxide now fetches 40% more in Rotterdam."""
PAGE = f"What the customs say\n\n{TEXT}"
ARTICLE = Article(TEXT, published=date(2025, 7, 21))


def run(*words: str, stdin: str = PAGE) -> Result:
    return CliRunner().invoke(app, ["explain", "-", "--published", "2025-07-21", *words], input=stdin)


def distance(other: int, number: int) -> Origin:
    """How a sentence that says something stands to the one that leaves it unsaid."""
    if other == 0:
        return Origin.HEADLINE
    if other > number:
        return Origin.LATER
    return Origin.PREVIOUS if other == number - 1 else Origin.EARLIER


def slots(explained: Explained, value: float) -> dict[str, Slot]:
    """Those of the sentence's figure with this value, by name."""
    return {
        slot.name: slot
        for reason in explained.reasons
        for slot in reason.slots
        if reason.figure.value == value
    }


def as_article(row: dict[str, Any]) -> Article:
    return Article(row["text"], title=row["title"], published=date.fromisoformat(row["published"]))


@pytest.mark.parametrize("row", ARTICLES, ids=lambda row: row["id"])
def test_every_figure_is_accounted_for_by_exactly_one_sentence(row: dict[str, Any]) -> None:
    article = as_article(row)
    told = [(every.text, reason.figure) for every in explain(article) for reason in every.reasons]
    found = find_figures(article)
    assert sorted(map(repr, found)) == sorted(repr(figure) for _, figure in told)
    assert all(figure.sentence == text and figure.quote in text for text, figure in told)


@pytest.mark.parametrize("row", ARTICLES, ids=lambda row: row["id"])
def test_every_slot_has_an_origin_that_can_be_looked_up(row: dict[str, Any]) -> None:
    """What is said is in the sentence, what comes from another in the one named."""
    every = {explained.number: explained for explained in explain(as_article(row))}
    for explained in every.values():
        for reason in explained.reasons:
            for slot in reason.slots:
                if slot.origin in {Origin.SAID, Origin.CLAUSE}:
                    assert slot.words in explained.text
                    assert slot.sentence is None
                elif slot.sentence is not None:
                    assert slot.sentence != explained.number
                    assert slot.words in every[slot.sentence].text
                    assert slot.origin is distance(slot.sentence, explained.number)
                assert (slot.name not in reason.figure.assumed) or slot.origin is Origin.CONVENTION


def test_slots_are_said_or_come_from_the_sentence_before_or_a_convention() -> None:
    first, second, *_ = explain(ARTICLE)
    total = slots(first, 3188.0)
    assert {name: slot.origin for name, slot in total.items()} == {
        "commodity": Origin.SAID,
        "flow": Origin.SAID,
        "reporter": Origin.SAID,
        "partner": Origin.CONVENTION,
        "period": Origin.SAID,
    }
    growth = slots(second, 12.0)
    assert growth["partner"] == Slot("partner", "DE", Origin.SAID, "Germany")
    assert growth["commodity"] == Slot(
        "commodity", "rare-earth-magnets", Origin.PREVIOUS, "rare earth magnets", 1
    )
    assert growth["period"] == Slot("period", "2025-06", Origin.PREVIOUS, "June 2025", 1)
    assert growth["baseline"].origin is Origin.CONVENTION


def test_a_headline_and_a_sentence_further_up_are_told_apart() -> None:
    title = "China's exports of gallium in June"
    text = "The customs office spoke on Friday.\n\nIt rained.\n\nJapan took 12 tons; Germany came next."
    *_, last = explain(Article(text, title=title, published=date(2025, 7, 21)))
    told = slots(last, 12.0)
    assert told["commodity"] == Slot("commodity", "gallium", Origin.HEADLINE, "gallium", 0)
    assert told["partner"] == Slot("partner", "JP", Origin.SAID, "Japan")
    text = (
        "China exported 12 tons of gallium in June. It rained. Of that, 3 tons went to Japan, 1 ton to Korea."
    )
    *_, last = explain(Article(text, published=date(2025, 7, 21)))
    assert slots(last, 3.0)["commodity"] == Slot("commodity", "gallium", Origin.EARLIER, "gallium", 1)
    assert slots(last, 1.0)["partner"].origin is Origin.SAID


def test_another_clause_of_the_sentence_is_told_apart() -> None:
    [explained] = explain(
        Article(
            "China exported 12 tons of gallium in June, which was 5% less than in May.",
            published=date(2025, 7, 21),
        )
    )
    told = slots(explained, -5.0)
    assert told["commodity"] == Slot("commodity", "gallium", Origin.CLAUSE, "gallium")
    assert told["baseline"] == Slot("baseline", "2025-05", Origin.SAID, "May")


def test_a_relative_time_says_the_period_that_it_stands_for() -> None:
    text = "China exported 353 tons of rare earth magnets in June 2025, up from 300 tons a year earlier."
    [explained] = explain(Article(text, published=date(2025, 7, 21)))
    assert slots(explained, 300.0)["period"] == Slot("period", "2024-06", Origin.SAID, "a year earlier")


def test_a_year_that_nobody_states_is_a_convention() -> None:
    text = "China exported 353 tons of rare earth magnets in June, more than in 2024."
    [explained] = explain(Article(text))
    assert slots(explained, 353.0)["period"].origin is Origin.CONVENTION


def test_mentions_are_exact_spans_in_their_order() -> None:
    first, *_ = explain(ARTICLE)
    assert all(first.text[mention.start : mention.end] == mention.text for mention in first.mentions)
    assert ("place", 0, 5, "China") in first.mentions
    assert ("mass", 15, 25, "3,188 tons") in first.mentions
    assert list(first.mentions) == sorted(first.mentions, key=lambda mention: mention.start)


def test_the_headline_is_number_0_and_the_text_counts_from_1() -> None:
    numbers = [explained.number for explained in explain(replace(ARTICLE, title="Magnets"))]
    assert numbers == [0, 1, 2, 3, 4]
    assert [explained.number for explained in explain(ARTICLE)] == [1, 2, 3, 4]


def test_unread_are_sentences_with_a_commodity_and_an_amount_that_gave_nothing() -> None:
    assert unread(ARTICLE) == ["Terbium oxide now fetches 40% more in Rotterdam."]
    assert unread(Article("It rained 5% more than in June.")) == []


def test_a_number_that_was_read_elsewhere_is_not_unread() -> None:
    again = "The 764 tons were mostly magnets."
    assert again not in unread(replace(ARTICLE, text=f"{TEXT}\n\n{again}"))


@given(st.text(st.sampled_from("China exports 5 t magnets, June 2024 -12% .\n|doubled"), max_size=200))
def test_no_text_raises_or_loses_a_figure(text: str) -> None:
    article = Article(text, title="China's exports of magnets", published=date(2025, 7, 21))
    assert sum(len(each.reasons) for each in explain(article)) == len(find_figures(article))
    assert set(unread(article)) <= {each.text for each in explain(article)}


# The command


def test_each_sentence_with_figures_is_marked_with_a_line_a_figure() -> None:
    shown = run()
    assert shown.exit_code == 0
    lines = shown.stdout.splitlines()
    assert lines[0].startswith("1. [China|place] [exported|expv] [3,188 tons|mass] of [rare earth magnets|")
    assert lines[1].startswith("   3,188 t level, rule 'amount': commodity rare-earth-magnets (said ")
    assert "partner 001 (convention)" in lines[1]
    assert '(previous sentence "rare earth magnets" in 1)' in lines[4]
    assert "rained" not in shown.stdout


def test_one_sentence_is_shown_also_where_nothing_was_read() -> None:
    shown = run("--sentence", "4").stdout
    assert shown.startswith("4. [Terbium oxide|commodity] ")
    assert shown.endswith("nothing read\n")


def test_unread_sentences_are_lines() -> None:
    assert run("--unread").stdout == "Terbium oxide now fetches 40% more in Rotterdam.\n"
    assert json.loads(run("--unread", "--json").stdout) == unread(ARTICLE)
    assert "No sentence" in run("--unread", stdin="It rained in the town.").stdout


def test_json_holds_mentions_figures_and_slots() -> None:
    first, second = json.loads(run("--json").stdout)
    assert list(first) == ["number", "sentence", "mentions", "figures"]
    assert first["mentions"][0] == {"kind": "place", "start": 0, "end": 5, "text": "China"}
    assert [figure["value"] for figure in second["figures"]] == [12, 764]
    assert second["figures"][0]["assumed"] == ["baseline"]
    assert second["figures"][0]["slots"][3] == {
        "name": "partner",
        "value": "DE",
        "origin": "said",
        "words": "Germany",
        "sentence": None,
    }


def test_a_page_without_figures_is_said_to_have_none() -> None:
    shown = run(stdin="It rained all day in the town.")
    assert (shown.exit_code, shown.stdout) == (0, "No trade figures found.\n")
    assert json.loads(run("--json", stdin="It rained all day in the town.").stdout) == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--sentence", "9"], "There is no sentence 9; the page has 0 to 4."),
        (["--sentence", "1", "--unread"], "Choose one of --sentence, --unread."),
        (["--sentence", "-1"], "--sentence"),
    ],
)
def test_what_makes_no_sense_is_told(words: list[str], said: str) -> None:
    shown = run(*words)
    assert (shown.exit_code, shown.stdout) == (2, "")
    assert said in shown.stderr


def test_no_word_of_a_page_steers_the_terminal() -> None:
    """Neither by control characters nor as markup."""
    words_of_page = "China exported 353 tons of rare earth magnets in June 2025"
    hostile = f"{words_of_page}, [red]customs[/nope]\x1b[2J say\u202e \x9b1m."
    for words in ([], ["--json"], ["--sentence", "1"]):
        shown = run(*words, stdin=f"What the customs say\n\n{hostile}")
        assert shown.exit_code == 0, shown.stderr
        assert not any(letter in shown.stdout for letter in "\x1b\u202e\x9b\r")
        assert "[red]" in shown.stdout
        assert "[/nope]" in shown.stdout
