"""What goes over the line between a run and its workers: a pickle, and behind it the bytes of a page.

    head (two lengths) | pickle | bytes

A page is a hundred times as large as all else that is said of it; pickled, it would be copied once more on
each side.
"""

import pickle
import struct
from dataclasses import replace
from typing import Any

from rarewatch.readers.jobs import Job

HEAD = struct.Struct("!QQ")
"""The lengths of both."""


def message(told: object, content: bytes = b"") -> bytes:
    """A message as it goes over the line."""
    body = pickle.dumps(told, pickle.HIGHEST_PROTOCOL)
    return b"".join((HEAD.pack(len(body), len(content)), body, content))


def job_message(job: Job) -> bytes:
    """A message that asks for a job to be done."""
    return message(replace(job, page=replace(job.page, content=b"")), job.page.content)


def told_by(body: bytes) -> Any:
    """What a pickle says; it comes from our own other end."""
    return pickle.loads(body)  # noqa: S301


def job_of(body: bytes, content: bytes) -> Job:
    """The job that a message asks for."""
    job: Job = told_by(body)
    return replace(job, page=replace(job.page, content=content))
