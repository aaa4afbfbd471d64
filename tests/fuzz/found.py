"""Inputs that once did harm, or nearly; each is tried in every run. See tests/README.md."""

from pathlib import Path

FOLDER = Path(__file__).with_name("corpus")


def inputs(kind: str) -> list[Path]:
    return sorted((FOLDER / kind).iterdir())
