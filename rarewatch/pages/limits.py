"""How much one answer may cost."""

from dataclasses import dataclass, replace

KIB = 1024
MIB = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """Times in seconds, sizes in bytes; each constant says how it was chosen."""

    connect: float = 10.0
    """A server that is up answers the handshake within three tries of TCP (1 + 2 + 4 seconds)."""
    read: float = 20.0
    """Silence between two pieces; slow news sites need up to ten seconds for a page out of their cache."""
    head: float = 30.0
    """Until an answer's headers are complete: one long silence, and half of it for headers that drip."""
    total: float = 60.0
    """One page with all its redirects; an hourly run over hundreds of pages must end within its hour."""
    size: int = 10 * MIB
    """Bytes on the wire and again after decompression. Articles are 0.1 to 1 MiB; a news sitemap of 1,000
    entries is about 1 MiB."""
    head_size: int = 128 * KIB
    """Bytes until an answer's headers are complete, interim answers (1xx) with them; servers refuse more than
    8 to 64 KiB themselves. The bytes of a body that come with the headers are part of it."""
    enough: int = 0
    """Bytes after which the rest is left unread, as of a robots.txt; 0: a page is had whole or not at all."""
    redirects: int = 10
    """Real chains (short link, consent, https, www) have four or five hops; browsers stop at 20."""

    def within(self, seconds: float) -> "Limits":
        """The same limits with no time longer than so many seconds."""
        return replace(
            self,
            connect=min(self.connect, seconds),
            read=min(self.read, seconds),
            head=min(self.head, seconds),
            total=seconds,
        )
