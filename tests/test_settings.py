"""Every setting is documented, and one that cannot be used is named."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.settings import PREFIX, Settings, wrong

EXAMPLE = Path(__file__).resolve().parents[1] / ".env.example"


def documented() -> dict[str, str]:
    """Each variable of the example and its value; a paragraph is one comment and one variable."""
    paragraphs = [part.splitlines() for part in EXAMPLE.read_text("utf-8").strip().split("\n\n")[1:]]
    assert all(len(lines) == 2 and lines[0].startswith("# ") for lines in paragraphs)
    return dict(lines[1].split("=", 1) for lines in paragraphs)


def test_every_setting_is_documented_with_its_default_and_nothing_else_is() -> None:
    defaults = {
        PREFIX + name.upper(): "" if field.default is None else str(field.default)
        for name, field in Settings.model_fields.items()
    }
    assert documented() == defaults


def test_the_example_itself_can_be_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_text(EXAMPLE.read_text("utf-8"), "utf-8")
    monkeypatch.chdir(tmp_path)
    assert Settings() == Settings(_env_file=None)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("THADS_DATABASE_URL", "mysql://somewhere"),
        ("THADS_NOW", "12/9/2025"),
        ("THADS_HTTP_PORT", "seventy"),
        ("THADS_HTTP_PORT", "70000"),
        ("THADS_LOG_LEVEL", "loud"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ValidationError) as found:
        Settings(_env_file=None)
    assert wrong(found.value) == [name]


def test_the_environment_is_read_and_an_old_name_of_postgresql_is_understood(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("THADS_DATABASE_URL", " postgres://me@there/thads ")
    monkeypatch.setenv("THADS_NOW", "2025-09-12T07:25+07:00")
    found = Settings(_env_file=None)
    assert found.database_url == "postgresql://me@there/thads"
    assert found.now == datetime.fromisoformat("2025-09-12T07:25+07:00")
