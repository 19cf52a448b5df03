"""What operators watch (Prometheus). Labels are names of our own, never anything that was sent."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest

_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 120.0)


class Metrics:
    """The gateway's figures, in a registry of their own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self.requests = Counter(
            "tas_requests", "Requests answered.", ("route", "method", "status"), registry=self.registry
        )
        self.request_seconds = Histogram(
            "tas_request_seconds",
            "Seconds until an answer began.",
            ("route",),
            buckets=_SECONDS,
            registry=self.registry,
        )
        self.turns = Counter(
            "tas_turns", "Turns of the assistant by how they ended.", ("result",), registry=self.registry
        )
        self.turn_seconds = Histogram(
            "tas_turn_seconds", "Seconds a turn took from claim to end.", buckets=_SECONDS, registry=self.registry
        )
        self.reply_seconds = Histogram(
            "tas_reply_seconds",
            "Seconds from a person's message to the commit of its reply.",
            buckets=_SECONDS,
            registry=self.registry,
        )
        self.streams = Gauge("tas_open_streams", "Event streams that are open.", registry=self.registry)
        self.waiting = Gauge(
            "tas_waiting_conversations",
            "Conversations that waited for a turn at the last sweep.",
            registry=self.registry,
        )
        self.erased = Counter(
            "tas_erased_conversations", "Conversations erased after their time.", registry=self.registry
        )
        self.notices = Counter(
            "tas_notices", "Notices by e-mail by what became of them.", ("result",), registry=self.registry
        )
        self.notices_waiting = Gauge(
            "tas_notices_waiting",
            "Notices that wait to be sent, for a morning or another try included.",
            registry=self.registry,
        )
        self.notices_late_seconds = Gauge(
            "tas_notices_late_seconds",
            "Seconds since the oldest of them was due; 0 where none is.",
            registry=self.registry,
        )
        self.notices_failed = Gauge(
            "tas_notices_failed", "Notices that were given up (`./tas notices`).", registry=self.registry
        )
        self.document_checks = Counter(
            "tas_document_checks", "Looks at documents by how they ended.", ("state",), registry=self.registry
        )
        self.document_check_seconds = Histogram(
            "tas_document_check_seconds",
            "Seconds a look at a document took until its verdict.",
            buckets=_SECONDS,
            registry=self.registry,
        )
        self.scanner_answers = Gauge(
            "tas_scanner_answers", "Whether the scanner answered when it was last asked.", registry=self.registry
        )
        self.faults = Counter("tas_faults", "Unexpected exceptions by part.", ("part",), registry=self.registry)

    def text(self) -> bytes:
        """The figures in Prometheus's text format."""
        return generate_latest(self.registry)
