"""Reading pages away from the run itself: in processes that may crash or hang and are then replaced.

    async with Desks(Reader(read_article, find_figures)) as desks:
        read = await desks.read(Job(page))

A worker imports what the reader needs and no network; `jobs` says what it does with a page.
"""

from rarewatch.readers.jobs import Job, Read, Reader, Want, do

__all__ = ["Job", "Read", "Reader", "Want", "do"]
