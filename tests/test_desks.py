"""Reading in processes of their own: a page that breaks its reader costs that page alone."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
from datetime import date

import pytest

from rarewatch.errors import ReadError
from rarewatch.links import Shape, Why
from rarewatch.model import Page, Source
from rarewatch.readers import Job, Read, Reader, Want, do
from rarewatch.readers.depth import too_deep
from rarewatch.readers.desks import Desks
from rarewatch.readers.messages import job_message, message
from tests.readers import BAD_READER, READER, story


def page(html: str) -> Page:
    return Page("https://example.org/a", html.encode(), "text/html")


def read_all(
    *htmls: str, reader: Reader = BAD_READER, seconds: float = 30, count: int = 1
) -> list[Read | str]:
    """What each page comes to, read at once; the text of the error where it is one."""

    async def one(desks: Desks, html: str) -> Read | str:
        try:
            return await desks.read(Job(page(html)))
        except ReadError as error:
            return str(error)

    async def every() -> list[Read | str]:
        async with Desks(reader, count, seconds) as desks:
            return await asyncio.gather(*(one(desks, html) for html in htmls))

    return asyncio.run(every())


def test_a_page_comes_back_with_its_article_and_figures() -> None:
    [found] = read_all(story(7), reader=READER)
    assert isinstance(found, Read)
    assert found.article is not None
    assert (found.article.title, [figure.value for figure in found.figures]) == ("Story 7", [7.0])


def test_a_worker_that_is_hung_up_on_in_the_midst_of_a_page_ends_quietly() -> None:
    """A page cut short is no page: nothing is read, and nobody is left to be answered."""
    ours, theirs = socket.socketpair()
    with theirs:
        worker = subprocess.Popen(
            [sys.executable, "-m", "rarewatch.readers.worker", str(theirs.fileno()), "30"],
            pass_fds=[theirs.fileno()],
            stderr=subprocess.PIPE,
        )
    with ours:
        ours.sendall(message(READER) + job_message(Job(page(story(1))))[:-1])
    assert worker.communicate(timeout=60) == (None, b"")
    assert worker.returncode == 0


@pytest.mark.parametrize(
    ("word", "reason"),
    [
        ("die", "SIGSEGV"),
        ("leave", "exit code 3"),
        ("eat", "memory"),
        ("recurse", "RecursionError"),
        ("crash", "ZeroDivisionError"),
    ],
)
def test_a_page_that_kills_its_reader_is_given_up_and_the_rest_goes_on(word: str, reason: str) -> None:
    broken, sound = read_all(f"<p>{word}</p>", story(1))
    assert reason in str(broken)
    assert isinstance(sound, Read)


def test_a_page_that_hangs_its_reader_is_given_up_and_the_rest_goes_on() -> None:
    first, broken, sound = read_all(story(1), "<p>hang</p>", story(2), seconds=3)
    assert isinstance(first, Read)
    assert broken == "given up: reading the page took longer than 3 seconds"
    assert isinstance(sound, Read)


def test_what_a_reader_prints_disturbs_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    [found] = read_all(story(1).replace("Story", "print"))
    assert isinstance(found, Read)
    assert capfd.readouterr() == ("", "")


def test_a_worker_that_someone_kills_is_replaced() -> None:
    async def kill() -> Read:
        async with Desks(READER, 1) as desks:
            await desks.read(Job(page(story(1))))
            [desk] = desks._all
            os.kill(desk.process.pid, signal.SIGKILL)
            return await desks.read(Job(page(story(2))))

    assert asyncio.run(kill()).article is not None


def test_a_worker_is_replaced_after_enough_jobs_and_others_join_where_it_pays(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("rarewatch.readers.desks._JOBS", 5)
    monkeypatch.setattr("rarewatch.readers.desks._PAYS", 3)
    found = read_all(*(story(number) for number in range(12)), reader=READER, count=2)
    assert all(isinstance(one, Read) for one in found)


def test_no_worker_outlives_its_run() -> None:
    async def pids() -> list[int]:
        async with Desks(READER, 1) as desks:
            await desks.read(Job(page(story(1))))
            return [desk.process.pid for desk in desks._all]

    for pid in asyncio.run(pids()):
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_a_worker_imports_neither_the_network_nor_what_no_page_needs() -> None:
    import subprocess
    import sys

    code = "import sys, rarewatch.readers.worker, rarewatch.articles, rarewatch.figures; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert not {"trafilatura", "lxml", "httpx", "asyncio", "feedparser"} & set(loaded.stdout.split())


@pytest.mark.parametrize(
    ("html", "deep"),
    [
        ("<div>" * 1001, True),
        ("<b><i>" * 600 + "x", True),
        ("<div>" * 900 + "</div>" * 900, False),
        ("<p>x" * 5000 + "<br>" * 5000 + "<li>x" * 5000, False),
        ("<div></div>" * 5000, False),
        ("<" * 100_000, False),
        ("<a " * 50_000, False),
    ],
)
def test_nesting_is_told_before_a_page_is_parsed(html: str, *, deep: bool) -> None:
    assert too_deep(html.encode()) == deep
    if deep:
        with pytest.raises(ReadError, match="nested"):
            do(READER, Job(page(html)))


def test_a_page_is_told_by_what_is_wanted_of_it() -> None:
    html = "".join(
        f"<li><a href='/story-{n}-about-magnets'>Story {n} about magnets</a></li>" for n in range(9)
    )
    listing = page(f"<h1>News</h1>{html}")
    assert do(READER, Job(listing, Want.ANYTHING)).article is None
    found = do(READER, Job(listing, Want.LINKS, source=Source("", "", match="story 3")))
    assert found.survey is not None
    assert (found.shape, len(found.survey.links)) == (Shape.PAGE, 1)
    assert found.survey.passed[Why.OFF_MATCH] == 8
    dated = do(READER, Job(page(story(1)), published=date(2026, 1, 2)))
    assert dated.article is not None
    assert dated.article.published == date(2026, 1, 2)
