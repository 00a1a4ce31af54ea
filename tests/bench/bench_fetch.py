"""Pages a second and memory of a whole run, against Scrapy with trafilatura. Run by hand, not by pytest:

python tests/bench/bench_fetch.py [--pages 600] [--figures] [--scrapy-python PYTHON]

PYTHON is an interpreter with Scrapy and trafilatura (`pip install scrapy trafilatura`), perhaps in an
environment
of its own; without Scrapy only rarewatch is measured. Both get the same pages of 100 KB from a server on
loopback that answers after 20 ms, 16 at a time, no delay. Times are those of whole processes, start to end;
rarewatch also reads the figures and stores pages, articles and figures, Scrapy stores nothing.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench.tree import Measured, measured

HERE = Path(__file__).parent
SPIDER = """
import scrapy, trafilatura
from scrapy.crawler import CrawlerProcess

class News(scrapy.spiders.SitemapSpider):
    name = "news"
    sitemap_urls = ["{url}"]
    def parse(self, response):
        return {{"text": trafilatura.extract(response.text, url=response.url)}}

process = CrawlerProcess({{
    "CONCURRENT_REQUESTS": 16, "CONCURRENT_REQUESTS_PER_DOMAIN": 16, "DOWNLOAD_DELAY": 0, "LOG_LEVEL":
    "ERROR", "ROBOTSTXT_OBEY": True, "TELNETCONSOLE_ENABLED": False, "AUTOTHROTTLE_ENABLED": False,
}})
process.crawl(News)
process.start()
"""


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--pages", type=int, default=600)
    options.add_argument("--figures", action="store_true", help="each article states a figure")
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--scrapy-python", default=sys.executable)
    chosen = options.parse_args()
    server = [sys.executable, str(HERE / "news.py"), str(chosen.pages), "100", "20"]
    server += ["figures"] * chosen.figures
    with subprocess.Popen(server, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        url = f"http://127.0.0.1:{int(process.stdout.readline())}/sitemap.xml"
        try:
            for _ in range(chosen.rounds):
                compare(url, chosen.pages, chosen.scrapy_python)
        finally:
            process.kill()


def compare(url: str, pages: int, scrapy_python: str) -> None:
    """One round of both."""
    ours = told("rarewatch", rarewatch(url), pages)
    check = subprocess.run(
        [scrapy_python, "-c", "import scrapy, trafilatura"], capture_output=True, check=False
    )
    if check.returncode:
        print("Scrapy is not installed; name an interpreter that has it with --scrapy-python")
        return
    theirs = told("Scrapy", measured([scrapy_python, "-c", SPIDER.format(url=url)]), pages)
    print(f"rarewatch is {theirs.seconds / ours.seconds:.2f} times as fast", end=", takes ")
    print(f"{ours.processor / theirs.processor:.2f} times the processor time", end="; memory ")
    print(
        f"{max(ours.resident) / max(theirs.resident):.2f} times Scrapy's (each process's own in full), ",
        end="",
    )
    print(f"{max(ours.shared) / max(theirs.shared):.2f} times (shared pages once)")


def rarewatch(url: str) -> Measured:
    """A fetch into a new database."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "rarewatch", "fetch", "--db", f"{folder}/bench.db", "--json", url]
        command += ["--delay", "0", "--per-host", "16", "--concurrency", "16", *keep_all()]
        return measured(command, env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)})


def keep_all() -> list[str]:
    """The option that also keeps pages without a commodity, where there is one."""
    asked = [sys.executable, "-m", "rarewatch", "fetch", "--help"]
    known = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
    return ["--keep-all"] if "--keep-all" in known else []


def told(name: str, found: Measured, pages: int) -> Measured:
    """Print what was measured."""
    print(f"{name:10} {pages / found.seconds:6.1f} pages/s  {found.seconds:6.2f} s", end="  ")
    print(f"{found.processor:6.2f} s of processor", end="  ")
    print(f"{max(found.resident):6.1f} MB, shared pages once {max(found.shared):6.1f} MB")
    return found


if __name__ == "__main__":
    main()
