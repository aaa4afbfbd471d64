"""The programs and libraries to compare with, in an environment of their own."""

import os
import subprocess
import sys
import venv
from pathlib import Path

import platformdirs

REQUIREMENTS = (
    "anki-yaml-tool==0.4.0",
    "genanki==0.13.1",
    "sm-2==0.3.0",
    "supermemo2==3.0.1",
    "fsrs==6.3.2",
)


def default_folder() -> Path:
    """Where the environment is kept between runs; it may be deleted at any time."""
    cache = platformdirs.user_cache_path("ipt-cards-benchmarks", appauthor=False)
    return cache / f"peers-{sys.version_info.major}.{sys.version_info.minor}"


def installed(folder: Path) -> Path:
    """The folder of the environment's programs; whatever is missing of it is installed first."""
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    record = folder / "installed.txt"
    wanted = "\n".join(REQUIREMENTS)
    if not record.is_file() or record.read_text(encoding="utf-8") != wanted:
        venv.create(folder, with_pip=True, clear=True)
        pip = [programs / "python", "-m", "pip", "install", "--quiet", *REQUIREMENTS]
        subprocess.run([str(word) for word in pip], check=True)
        record.write_text(wanted, encoding="utf-8")
    return programs
