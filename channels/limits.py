"""How much one conversation or one address may ask for: token buckets in this process, of bounded size.

Addresses are shared by shelters, libraries and carriers, so their limits are generous and settable; IPv6 counts by /64,
which is what one subscriber has (RFC 6177). An office of staff is behind one address too: whoever was let in as staff counts
by their session. An answer beyond a limit is 429 with Retry-After (RFC 6585, section 4).
"""

from __future__ import annotations

import ipaddress
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from channels.problems import rate_limited
from channels.settings import Settings

_MOST_KEYS: Final = 50_000
_IPV6_SUBSCRIBER_PREFIX: Final = 64
_STREAM_RETRY_SECONDS: Final = 30
_STAFF_STREAMS: Final = 20
# A device that says it more often than every three seconds says nothing new.
_TYPING_BURST: Final = 10
_TYPING_PER_SECOND: Final = 1 / 2
# Twenty pages of a letter are asked for at once, and drawing one costs a processor a tenth of a second.
_PICTURES_BURST: Final = 60
_PICTURES_PER_SECOND: Final = 2.0
# Drawing the papers of a record keeps a processor busy for up to half a minute.
_PRINTS_BURST: Final = 10
_PRINTS_PER_SECOND: Final = 1 / 15
# A message may hold a hundred documents; nobody begins as many again within minutes.
_DOCUMENTS_BURST: Final = 300
_DOCUMENTS_PER_SECOND: Final = 1


class TokenBuckets:
    """One bucket a key: holds at most `burst` tokens and gains `per_second` of them.

    In any time of `t` seconds a key gets at most `burst + per_second * t`. Beyond `most_keys` the bucket unused for the
    longest time is forgotten: by then it is most likely full again, which is the same as none.
    """

    def __init__(self, burst: float, per_second: float, most_keys: int = _MOST_KEYS) -> None:
        self._burst = burst
        self._per_second = per_second
        self._most_keys = most_keys
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._buckets)

    def __contains__(self, key: str) -> bool:
        return key in self._buckets

    def take(self, key: str, now: float) -> float:
        """Takes a token and returns 0, or returns the seconds until there is one."""
        tokens, at = self._buckets.pop(key, (self._burst, now))
        # A clock that went back gives nothing and takes nothing.
        tokens = min(self._burst, tokens + max(0.0, now - at) * self._per_second)
        wait = 0.0 if tokens >= 1 else (1 - tokens) / self._per_second
        self._buckets[key] = (tokens - 1 if wait == 0 else tokens, now)
        while len(self._buckets) > self._most_keys:
            self._buckets.popitem(last=False)
        return wait


class Limits:
    """The gateway's limits, as settings have them."""

    def __init__(self, settings: Settings, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._requests = TokenBuckets(settings.requests_per_minute, settings.requests_per_minute / 60)
        self._messages = TokenBuckets(settings.messages_per_minute, settings.messages_per_minute / 60)
        self._conversations = TokenBuckets(settings.conversations_per_hour, settings.conversations_per_hour / 3600)
        self._typing = TokenBuckets(_TYPING_BURST, _TYPING_PER_SECOND)
        self._pictures = TokenBuckets(_PICTURES_BURST, _PICTURES_PER_SECOND)
        self._prints = TokenBuckets(_PRINTS_BURST, _PRINTS_PER_SECOND)
        self._documents = TokenBuckets(_DOCUMENTS_BURST, _DOCUMENTS_PER_SECOND)
        # Only sessions that were let in as staff have a bucket here: a cookie that opens nothing counts by its address.
        self._staff = TokenBuckets(settings.staff_requests_per_minute, settings.staff_requests_per_minute / 60)
        self._streams_per_address = settings.streams_per_address
        self._streams_at_once = settings.streams_at_once
        self._streams: dict[str, int] = {}

    def request(self, address: str, session: bytes | None = None) -> None:
        """Counts a request. Raises Problem (429).

        Args:
            address: The client's.
            session: The digest of the session that it names: counted by instead, if that was let in as staff.
        """
        if session is not None and session.hex() in self._staff:
            self._take(self._staff, session.hex())
        else:
            self._take(self._requests, counted_address(address))

    def let_in(self, session: bytes) -> None:
        """Has the session of this digest, which is of staff, count by itself from now on."""
        if session.hex() not in self._staff:
            self._take(self._staff, session.hex())

    def typing(self, conversation_id: str) -> None:
        """Counts a word that somebody is writing. Raises Problem (429)."""
        self._take(self._typing, conversation_id)

    def message(self, conversation_id: str) -> None:
        """Counts a message. Raises Problem (429)."""
        self._take(self._messages, conversation_id)

    def document(self, person_id: str) -> None:
        """Counts a document that somebody begins to send. Raises Problem (429)."""
        self._take(self._documents, person_id)

    def picture(self, person_id: str) -> None:
        """Counts a picture of a page that is drawn for somebody. Raises Problem (429)."""
        self._take(self._pictures, person_id)

    def printed(self, person_id: str) -> None:
        """Counts a record whose papers are drawn for somebody. Raises Problem (429)."""
        self._take(self._prints, person_id)

    def conversation(self, address: str) -> None:
        """Counts a conversation that is begun. Raises Problem (429)."""
        self._take(self._conversations, counted_address(address))

    @contextmanager
    def stream(self, address: str, session: bytes | None = None) -> Iterator[None]:
        """Counts a stream for as long as it is open, by address or by a session of staff. Raises Problem (429)."""
        key = counted_address(address) if session is None else session.hex()
        most = self._streams_per_address if session is None else _STAFF_STREAMS
        if self._streams.get(key, 0) >= most or self.open_streams >= self._streams_at_once:
            raise rate_limited(_STREAM_RETRY_SECONDS)
        self._streams[key] = self._streams.get(key, 0) + 1
        try:
            yield
        finally:
            self._streams[key] -= 1
            if not self._streams[key]:
                del self._streams[key]

    @property
    def open_streams(self) -> int:
        """How many streams are open."""
        return sum(self._streams.values())

    def _take(self, buckets: TokenBuckets, key: str) -> None:
        wait = buckets.take(key, self._monotonic())
        if wait:
            raise rate_limited(wait)


def counted_address(address: str) -> str:
    """What an address counts as: itself, an IPv6 one its /64. What is no address counts as one for all of them."""
    try:
        parsed = ipaddress.ip_address(address.strip("[]").partition("%")[0])
    except ValueError:
        return "unknown"
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped is not None:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.ip_network((parsed, _IPV6_SUBSCRIBER_PREFIX), strict=False))
    return str(parsed)
