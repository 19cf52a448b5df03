"""`./tas determine`: one answer a line, whatever the line."""

from __future__ import annotations

import datetime as dt
import io
import json
import sys
from typing import Any

import pytest

from cli.determine import main


def run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], lines: bytes, *arguments: str
) -> tuple[int, list[dict[str, Any]]]:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines)))
    code = main(list(arguments))
    return code, [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_good_lines(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    lines = b'{"federal_tax":"yes","hardship":["food"]}\n{}\n'
    code, answers = run(monkeypatch, capsys, lines, "--as-of", "2026-11-22")
    assert code == 0
    assert [answer["outcome"] for answer in answers] == ["likely", "possible"]
    assert answers[0]["as_of"] == "2026-11-22"


def test_a_bad_line_gets_an_error_in_its_place(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    deep = b"[" * 100_000
    bad = [
        b"{",
        b"[]",
        b"",
        b"null",
        b'{"a":1}',
        b'{"hardship":["yacht"]}',
        b'{"a":"\xff"}',
        b'{"harm_on":"\\ud800"}',
        deep,
    ]
    code, answers = run(monkeypatch, capsys, b"\n".join([*bad, b'{"federal_tax":"no"}']))
    assert code == 1
    assert [answer["error"]["code"] for answer in answers[:-1]] == [
        *["bad_json"] * 4,
        "unknown_fact",
        "bad_value",
        "bad_json",
        "bad_value",
        "bad_json",
    ]
    assert all(answer["error"]["detail"] for answer in answers[:-1])
    assert answers[-1]["outcome"] == "unlikely"


def test_nothing_in_nothing_out(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(monkeypatch, capsys, b"") == (0, [])


def test_the_date_is_today_unless_given(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    before = dt.datetime.now().astimezone().date().isoformat()
    _, answers = run(monkeypatch, capsys, b"{}")
    assert before <= answers[0]["as_of"] <= dt.datetime.now().astimezone().date().isoformat()


@pytest.mark.parametrize("date", ["soon", "2026-13-01", "1899-01-01"])
def test_a_wrong_date_is_a_wrong_command(date: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["--as-of", date])
    assert stopped.value.code == 2
    assert "YYYY-MM-DD" in capsys.readouterr().err


def test_each_answer_leaves_before_the_next_line_is_read(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Slow(io.BytesIO):
        def __next__(self) -> bytes:
            if self.tell():
                written.append(capsys.readouterr().out)
            return super().__next__()

    written: list[str] = []
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(Slow(b"{}\n{}\n")))
    main([])
    assert written[0].count("\n") == 1
