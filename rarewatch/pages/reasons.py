"""Why a page could not be had, in words for a person."""

import socket
import ssl
from collections.abc import Iterator
from http import HTTPStatus

from rarewatch.pages.limits import Limits

PRIVATE = "its host is on a private network, which no page may lead to"

CHALLENGED = "the site asks for a proof that no program asks"


def status_reason(status: int) -> str:
    """What a server's refusal means.

    >>> status_reason(404), status_reason(799)
    ('the server answered 404 Not Found', 'the server answered 799')
    """
    try:
        phrase = f" {HTTPStatus(status).phrase}"
    except ValueError:
        phrase = ""
    return f"the server answered {status}{phrase}"


def is_passing(error: Exception) -> bool:
    """Whether a failure may pass by itself at once: a connection that was cut, an answer that made no sense.

    Silence does not count: to wait for it again costs too much of a run.
    """
    import httpx

    if any(type(cause).__name__ in {"BodyError", "HeadError", "PrivateError"} for cause in _causes(error)):
        return False
    if isinstance(error, httpx.ConnectError):
        return any(isinstance(cause, ConnectionResetError | BrokenPipeError) for cause in _causes(error))
    return isinstance(error, httpx.ReadError | httpx.WriteError | httpx.RemoteProtocolError)


def reason_of(error: Exception, limits: Limits) -> str:
    """What went wrong, by the first cause underneath that says it plainly, else by the kind of error."""
    plain = (_cause(cause, limits) for cause in _causes(error))
    return next(filter(None, plain), "") or _kind(error, limits)


def _cause(cause: BaseException, limits: Limits) -> str:
    match type(cause).__name__:  # classes of `wire`, which would bring httpcore along
        case "PrivateError":
            return PRIVATE
        case "BodyError":
            return f"the page takes more than {limits.size:,} bytes on the wire"
        case "HeadError":
            return f"its headers are too long ({cause})"
    return _system(cause)


def _system(cause: BaseException) -> str:
    match cause:
        case socket.gaierror():
            return "the host's address could not be found (DNS)"
        case ssl.SSLCertVerificationError():
            return f"its certificate cannot be trusted ({cause.verify_message})"
        case ssl.SSLError():
            return f"no secure connection could be made ({cause.reason or 'TLS'})"
        case ConnectionRefusedError():
            return "the connection was refused"
        case ConnectionResetError():
            return "the connection was cut by the server"
    return ""


def _kind(error: Exception, limits: Limits) -> str:
    import httpx

    match error:
        case httpx.ConnectTimeout():
            return f"no connection within {limits.connect:g} seconds"
        case httpx.TimeoutException():
            return f"the server was silent for {limits.read:g} seconds"
        case httpx.RemoteProtocolError():
            return "the server did not answer in proper HTTP, or broke off in the middle"
        case httpx.InvalidURL() | ValueError():
            return "is no proper URL"
    return f"the connection failed ({error or type(error).__name__})"


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """The error and what it came from, the outermost first; at most ten, so that a circle ends."""
    for _ in range(10):
        if error is None:
            return
        yield error
        error = error.__cause__ or error.__context__
