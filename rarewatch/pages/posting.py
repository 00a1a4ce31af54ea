"""Handing something on to an address that its owner has given."""

from rarewatch.errors import FetchError

_SECONDS = 30.0


def post_json(url: str, text: str) -> None:
    """Send a JSON text by POST; FetchError where it does not arrive, or the answer is not of the 200s.

    Redirects are not followed: they would send it where its owner has not said.
    """
    import httpx

    headers = {"Content-Type": "application/json", "User-Agent": "rarewatch"}
    try:
        with httpx.stream("POST", url, content=text.encode(), headers=headers, timeout=_SECONDS) as answer:
            status = answer.status_code
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise FetchError(url, f"the news could not be delivered ({error or type(error).__name__})") from error
    if not 200 <= status < 300:
        raise FetchError(url, f"the news were not taken (HTTP {status})")
