"""Every setting stands in docs/settings.md, and settings that can't be used are refused in words that help."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from channels.settings import Environment, Settings, SettingsInvalid, document, load

PAGE = Path(__file__).resolve().parents[2] / "docs" / "settings.md"


@pytest.fixture(autouse=True)
def _no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    for name in [name for name in os.environ if name.startswith("TAS_")]:
        monkeypatch.delenv(name)


def test_the_page_is_written_from_the_settings() -> None:
    assert PAGE.read_text() == document(), "python -m channels.settings > docs/settings.md"


def test_every_setting_says_what_it_is_for() -> None:
    for name, field in Settings.model_fields.items():
        assert field.description, name
        assert field.description.rstrip().endswith((".", ")", "`")), name
        assert f"`TAS_{name.upper()}`" in PAGE.read_text()


def test_secrets_do_not_show() -> None:
    settings = Settings(bot_secret="b" * 40, metrics_token="m" * 40)  # type: ignore[arg-type]
    assert "b" * 40 not in repr(settings)
    assert "m" * 40 not in str(settings)


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ({"environment": "production"}, "TAS_PUBLIC_ORIGINS"),
        ({"environment": "production", "public_origins": "http://help.example.gov"}, "TAS_PUBLIC_ORIGINS"),
        (
            {
                "environment": "production",
                "public_origins": "https://help.example.gov",
                "clock_starts_at": "2026-11-20T15:00:00Z",
            },
            "TAS_CLOCK_STARTS_AT",
        ),
        ({"environment": "production", "public_origins": "https://help.example.gov"}, "TAS_OPERATOR"),
        (
            {"environment": "production", "public_origins": "https://help.example.gov", "desk_always_open": "true"},
            "TAS_DESK_ALWAYS_OPEN",
        ),
        ({"environment": "somewhere"}, "TAS_ENVIRONMENT"),
        ({"away_minutes": "0"}, "TAS_AWAY_MINUTES"),
        ({"bot_secret": "short"}, "TAS_BOT_SECRET"),
        ({"tls_key": "key.pem"}, "TAS_TLS_CERTIFICATE"),
        ({"time_zone": "Mars/Olympus"}, "TAS_TIME_ZONE"),
        ({"public_origins": "https://help.example.gov/"}, "TAS_PUBLIC_ORIGINS"),
        ({"embedding_sites": "*"}, "TAS_EMBEDDING_SITES"),
        ({"embedding_sites": "https://Help.example.gov"}, "TAS_EMBEDDING_SITES"),
        ({"clock_starts_at": "2026-11-20T15:00:00"}, "TAS_CLOCK_STARTS_AT"),
        ({"turn_timeout_seconds": "15"}, "TAS_TURN_TIMEOUT_SECONDS"),
        ({"port": "many"}, "TAS_PORT"),
        ({"mail_url": "smtps://mail.example.gov"}, "TAS_MAIL_FROM"),
        ({"mail_url": "smtps://mail.example.gov", "mail_from": "Us <us@example.gov>"}, "TAS_MAIL_FROM"),
        (
            {"environment": "production", "public_origins": "https://help.example.gov", "operator": "Us"},
            "TAS_MAIL_URL",
        ),
    ],
)
def test_what_can_not_be_used_is_named(monkeypatch: pytest.MonkeyPatch, values: dict[str, str], named: str) -> None:
    for name, value in values.items():
        monkeypatch.setenv(f"TAS_{name.upper()}", value)
    with pytest.raises(SettingsInvalid, match=named) as refused:
        load()
    assert values.get("bot_secret", "never") not in str(refused.value)


def test_lists_are_written_with_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TAS_EMBEDDING_SITES", "https://a.example.gov, https://b.example.gov,")
    monkeypatch.setenv("TAS_ENVIRONMENT", "production")
    monkeypatch.setenv("TAS_PUBLIC_ORIGINS", "https://help.example.gov")
    monkeypatch.setenv("TAS_OPERATOR", "Example Agency")
    monkeypatch.setenv("TAS_MAIL_URL", "folder:")
    settings = load()
    assert settings.embedding_sites == ("https://a.example.gov", "https://b.example.gov")
    assert settings.environment is Environment.PRODUCTION
    assert not settings.desk_always_open
    assert settings.hosts == {"help.example.gov"}


def test_defaults_follow_the_data_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TAS_DATA_FOLDER", str(tmp_path))
    monkeypatch.setenv("TAS_DATABASE_URL", "")
    settings: Any = load()
    assert settings.database_url == f"sqlite+aiosqlite:///{tmp_path}/record.sqlite"
    assert settings.key_file == tmp_path / "keys.json"
    assert settings.desk_always_open
    assert settings.origins(8000) == ("http://localhost:8000", "http://127.0.0.1:8000")
