"""What an office can set: THADS_* environment variables, or the same names in a file .env."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

PREFIX = "THADS_"


def moment(given: Any) -> Any:
    """An ISO time; without an offset it is one of Asia/Ho_Chi_Minh, as the clock reads it."""
    return datetime.fromisoformat(given.strip()) if isinstance(given, str) else given


def _database_url(given: str) -> str:
    given = given.strip()
    if not given.startswith(("sqlite:///", "postgresql://", "postgres://")):
        raise ValueError("sqlite:///… | postgresql://…")
    return given.replace("postgres://", "postgresql://", 1)


class Settings(BaseSettings):
    """Read once, by the command that is run; nothing else looks at the environment."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file=".env", env_ignore_empty=True, extra="ignore"
    )

    database_url: Annotated[str, BeforeValidator(_database_url)] = "sqlite:///var/thads.db"
    now: Annotated[datetime | None, BeforeValidator(moment)] = None
    http_host: str = "127.0.0.1"
    http_port: Annotated[int, Field(ge=0, le=65535)] = 8080
    phrases: Path = Path("var/phrases")
    log_level: Literal["debug", "info", "warning", "error"] = "info"


def wrong(error: ValidationError) -> list[str]:
    """The variables that are set to something that cannot be used."""
    return [PREFIX + "_".join(str(part) for part in each["loc"]).upper() for each in error.errors()]
