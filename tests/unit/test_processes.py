"""What the parts of a running system are told of each other."""

from __future__ import annotations

import random
import socket
from pathlib import Path

import pytest

from cli import processes


def test_the_gateways_secrets_are_the_gateways(monkeypatch: pytest.MonkeyPatch) -> None:
    own = ("TAS_MAIL_PASSWORD", "TAS_METRICS_TOKEN", "TAS_DATABASE_URL", "TAS_KEY_FILE", "TAS_DATA_FOLDER")
    for name in own:
        monkeypatch.setenv(name, "hush")
    shared = processes.Secrets()
    others = (
        processes.action_server(1, shared, "python"),
        processes.rasa_server("rasa-1", 2, 1, shared, "model"),
        processes.demonstration_provider("127.0.0.1", 3, Path("people.json")),
    )
    for process in others:
        assert "hush" not in process.environment.values(), process.name
    gateway = processes.gateway(4, [2], 1, shared, "python", {})
    assert all(gateway.environment[name] == "hush" for name in own)
    assert "TAS_ACTIONS_SECRET" not in gateway.environment


def test_a_reserved_port_is_nobody_elses_until_its_server_listens() -> None:
    port = processes.reserve_port()
    with socket.socket() as other, pytest.raises(OSError, match="in use"):
        other.bind(("127.0.0.1", port))
    for _ in range(2):  # A server may come back.
        with socket.socket() as server:
            server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            server.bind(("127.0.0.1", port))
            server.listen()
            socket.create_connection(("127.0.0.1", port)).close()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port))


def test_ports_are_reserved_once_each_whatever_seed_a_test_has_set() -> None:
    ports: list[int] = []
    for _ in range(250):
        random.seed(0)
        ports.append(processes.reserve_port())
    assert len(set(ports)) == len(ports)


def test_no_outgoing_connection_takes_a_reserved_port() -> None:
    lowest = int(Path("/proc/sys/net/ipv4/ip_local_port_range").read_text().split()[0])
    assert processes.reserve_port() < lowest


def test_only_the_ports_given_last_are_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "_MOST_RESERVED", 2)
    monkeypatch.setattr(processes, "_reserved", type(processes._reserved)())
    first, _, last = (processes.reserve_port() for _ in range(3))
    with socket.socket() as other:
        other.bind(("127.0.0.1", first))
    with socket.socket() as other, pytest.raises(OSError, match="in use"):
        other.bind(("127.0.0.1", last))
