"""What other programs, and failing disks, do to a progress file while it is in use."""

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Overwritten:
    """Bytes of a file become others."""

    path: Path
    at: int
    content: bytes

    def __call__(self) -> None:
        if self.path.exists():
            with self.path.open("r+b") as file:
                file.seek(self.at)
                file.write(self.content)


@dataclass(frozen=True, slots=True)
class CutShort:
    """A file loses its end."""

    path: Path
    size: int

    def __call__(self) -> None:
        if self.path.exists():
            os.truncate(self.path, min(self.size, self.path.stat().st_size))


@dataclass(frozen=True, slots=True)
class FolderMoved:
    """A folder is moved away, and a file takes its place."""

    folder: Path
    to: Path

    def __call__(self) -> None:
        if self.folder.exists():
            self.folder.rename(self.to)
        self.folder.touch()
