"""What a fetcher remembers of servers: for a run alone, or in the store."""

from typing import Protocol

from rarewatch.model import Host


class Memory(Protocol):
    """Where notes on servers are kept."""

    def host(self, origin: str) -> Host | None:
        """What is known of a server."""

    def save_host(self, host: Host) -> None:
        """Remember it."""


class ShortMemory:
    """Notes for one run; `memory`, if any, is read and never written."""

    def __init__(self, memory: Memory | None = None) -> None:
        self._memory = memory
        self._hosts: dict[str, Host] = {}

    def host(self, origin: str) -> Host | None:
        """What is known of a server."""
        if origin in self._hosts or self._memory is None:
            return self._hosts.get(origin)
        return self._memory.host(origin)

    def save_host(self, host: Host) -> None:
        """Remember it for this run."""
        self._hosts[host.origin] = host
