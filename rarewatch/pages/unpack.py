"""Decompression that never makes more bytes than allowed, however small the answer."""

import zlib

GZIP_MAGIC = b"\x1f\x8b"
_CODINGS = {"gzip": 31, "x-gzip": 31, "deflate": 47}
"""zlib's window bits for each content coding: 31 is gzip, 47 gzip or zlib by what comes."""


class TooLargeError(Exception):
    """More bytes than the limit."""


class BrokenError(Exception):
    """Bytes that cannot be unpacked; the text says why."""


class Unpacker:
    """Takes an answer piece by piece and keeps at most `limit` bytes, packed and unpacked alike.

    >>> unpacker = Unpacker("identity", 5)
    >>> unpacker.feed(b"abc")
    >>> unpacker.close()
    b'abc'
    """

    def __init__(self, coding: str, limit: int) -> None:
        coding = coding.strip().lower()
        if coding not in {"", "identity", *_CODINGS}:
            raise BrokenError(f"the answer is packed as {coding[:40]!r}, which was not asked for")
        self._bits = _CODINGS.get(coding, 0)
        self._zip = zlib.decompressobj(self._bits) if self._bits else None
        self._limit = limit
        self._received = 0
        self._content = bytearray()

    def feed(self, piece: bytes) -> None:
        """Take the next piece as it came over the wire."""
        self._received += len(piece)
        if self._received > self._limit:
            raise TooLargeError
        if self._zip is None:
            self._content += piece
            return
        try:
            self._unzip(piece)
        except zlib.error as error:
            raise BrokenError("the answer is packed wrongly and cannot be unpacked") from error

    def __len__(self) -> int:
        """How many bytes there are by now, unpacked."""
        return len(self._content)

    def so_far(self) -> bytes:
        """What there is by now."""
        return bytes(self._content)

    def close(self) -> bytes:
        """All bytes, unpacked; raises BrokenError when the answer ended too early."""
        if self._zip is not None and not self._zip.eof and self._received:
            raise BrokenError("the answer broke off in the middle")
        return bytes(self._content)

    def _unzip(self, piece: bytes) -> None:
        while piece:
            assert self._zip is not None  # noqa: S101
            if self._zip.eof:
                if not piece.startswith(GZIP_MAGIC):
                    return  # padding after the last member, as gzip itself allows
                self._zip = zlib.decompressobj(self._bits)
            room = self._limit - len(self._content) + 1
            self._content += self._zip.decompress(piece, room)
            if len(self._content) > self._limit:
                raise TooLargeError
            piece = self._zip.unconsumed_tail or self._zip.unused_data


def unpack(content: bytes, limit: int) -> bytes:
    """The content of a gzip file (a sitemap.xml.gz); anything else as it is."""
    if not content.startswith(GZIP_MAGIC):
        return content
    unpacker = Unpacker("gzip", limit)
    unpacker.feed(content)
    return unpacker.close()
