"""The images, sounds and videos of open decks."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from ipt_cards.deck.media_files.media import MediaError, MediaFolder
from ipt_cards.web.safety.headers import MEDIA_POLICY
from ipt_cards.web.site import opened_deck

TYPES = {
    ".avif": "image/avif",
    ".flac": "audio/flac",
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".m4a": "audio/mp4",
    ".mp3": "audio/mpeg",
    ".mp4": "video/mp4",
    ".oga": "audio/ogg",
    ".ogg": "audio/ogg",
    ".opus": "audio/ogg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".wav": "audio/wav",
    ".webm": "video/webm",
    ".webp": "image/webp",
}
"""Media types by ending, for what the machine knows of them differs."""


async def medium(request: Request) -> Response:
    """A medium of the deck's folder, and nothing else of it."""
    opened = opened_deck(request)
    try:
        path = MediaFolder(opened.folder).locate(request.path_params["path"])
    except MediaError as error:
        raise HTTPException(404, str(error)) from None
    headers = {"content-security-policy": MEDIA_POLICY, "cache-control": "private, no-cache"}
    return FileResponse(path, headers=headers, media_type=TYPES[path.suffix.lower()])
