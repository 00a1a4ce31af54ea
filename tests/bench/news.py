"""A news site on loopback for the benchmarks: pages of 100 KB, an answer after 20 ms. Its own process.

python tests/bench/news.py PAGES KILOBYTES MILLISECONDS [figures]

It prints its port and serves until it is killed. With `figures`, each article states one; without, none names
a commodity.
"""

import asyncio
import random
import re
import sys

WORDS = re.findall(
    r"\w+",
    """
the of and a in to it is was that he on for with as they at be this from have or by one had not but
what all were when we there can an your which their said if do will each about how up out them then
she many some so these would other into has more her two like him see time could no make than first
been its who now people my made over did down only way find use may water long little very after
words called just where most know council city school plan report minister season match player film
music street police family market company price
    """,
)


def story(number: int, kilobytes: int, *, figures: bool = True) -> bytes:
    """A page as news sites have them: a third scripts and styles, a third navigation, the article, other
    stories."""
    chance = random.Random(number)  # noqa: S311 - the same pages in every run

    def text(count: int) -> str:
        return " ".join(chance.choices(WORDS, k=count)).capitalize() + "."

    title = f"Story of country {number} {text(8)}"
    figure = (
        f"China exported {1000 + number} tons of rare earths to Japan in June 2025, customs figures showed."
    )
    body = "".join(f"<p>{figure if figures and n == 1 else text(60)}</p>\n" for n in range(12))
    menu = "".join(f"<li class='menu-item'><a href='/section/{n}'>{text(2)}</a></li>" for n in range(150))
    others = "".join(
        f"<div class='card'><a href='/other/{number}-{n}'><h3>{text(8)}</h3></a><span>{text(12)}</span></div>"
        for n in range(60)
    )
    head = (
        f"<!doctype html><html lang='en'><head><meta charset='utf-8'><title>{title}</title>"
        f"<meta property='article:published_time' content='2025-07-0{number % 9 + 1}T08:00:00Z'>"
        f"<link rel='canonical' href='/story/{number}.html'>"
    )
    page = (
        f"<nav><ul>{menu}</ul></nav><main><article><h1>{title}</h1>{body}</article></main>"
        f"<aside>{others}</aside><footer><ul>{menu[:9000]}</ul></footer></body></html>"
    )
    room = max(kilobytes * 1024 - len(head) - len(page) - 60, 0)
    script = "".join(f"window.d{n}={{id:{n},v:'{text(6)}'}};" for n in range(room // 60 + 1))[:room]
    return f"{head}<script>{script}</script></head><body>{page}".encode()


def sitemap(port: int, first: int, end: int) -> bytes:
    """Some pages of the site."""
    urls = (f"<url><loc>http://127.0.0.1:{port}/story/{n}.html</loc></url>" for n in range(first, end))
    return f"<?xml version='1.0'?><urlset>{''.join(urls)}</urlset>".encode()


def index(port: int, pages: int) -> bytes:
    """All pages of the site, a thousand a sitemap."""
    urls = (
        f"<sitemap><loc>http://127.0.0.1:{port}/sitemap-{first}.xml</loc></sitemap>"
        for first in range(0, pages, 1000)
    )
    return f"<?xml version='1.0'?><sitemapindex>{''.join(urls)}</sitemapindex>".encode()


async def serve(pages: int, kilobytes: int, milliseconds: float, *, figures: bool) -> None:
    """Answer until killed."""
    templates = [story(number, kilobytes, figures=figures) for number in range(min(pages, 50))]

    def page(path: str, port: int) -> bytes | None:
        if path == "/index.xml":
            return index(port, pages)
        if path == "/sitemap.xml":
            return sitemap(port, 0, pages)
        if path.startswith("/sitemap-"):
            first = int(path[9:-4])
            return sitemap(port, first, min(first + 1000, pages))
        if not path.startswith("/story/"):
            return None
        number = int(path[7:-5])
        template = templates[number % len(templates)]
        old = str(number % len(templates)).encode()
        return template.replace(b"of country " + old, b"of country %d" % number).replace(
            b"/story/" + old, b"/story/%d" % number
        ).replace(b"China exported ", b"China exported %d," % (number % 900 + 100))  # fmt: skip

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                await asyncio.sleep(milliseconds / 1000)
                body = page(head.split(b" ")[1].decode(), writer.get_extra_info("sockname")[1])
                kind = b"200 OK" if body is not None else b"404 Not Found"
                body = body or b""
                writer.write(
                    b"HTTP/1.1 %b\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%b"
                    % (kind, len(body), body)
                )
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    server = await asyncio.start_server(talk, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]), figures="figures" in sys.argv))
