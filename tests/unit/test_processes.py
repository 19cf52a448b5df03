"""What the parts of a running system are told of each other."""

from __future__ import annotations

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
