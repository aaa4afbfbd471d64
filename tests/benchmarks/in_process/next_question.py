"""Print the median seconds from a grade that a page sends until it has the next question.

Within the server's process: the request as it comes in, the answer on the disk, the page made.
"""

import asyncio
import re
import sys
import time
from html import unescape
from pathlib import Path
from statistics import median

import httpx

from ipt_cards.scheduling import sm2
from ipt_cards.study.configuration.settings import Settings
from ipt_cards.web.app import application
from ipt_cards.web.learner import StudyThread
from ipt_cards.web.pages import Pages
from ipt_cards.web.site import Site

ANSWERS = 100

deck, progress = map(Path, sys.argv[1:])
thread = StudyThread()
settings = Settings(new=10_000, reviews=10_000)
learner = thread.open([deck], progress, settings, sm2.review, lambda _: None)
transport = httpx.ASGITransport(application(Site(learner, thread, Pages())))
address = f"/decks/{next(iter(learner.decks))}/quiz"


async def main() -> None:
    """Answer questions as the page's script does."""
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        page = (await client.get(address)).text
        took = []
        for _ in range(ANSWERS):
            for does in ("reveal", "grade-4"):
                fields = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page)
                form = {name: unescape(value) for name, value in fields} | {"do": does}
                start = time.perf_counter()
                answer = await client.post(address, data=form, headers={"hx-request": "true"})
                seconds = time.perf_counter() - start
                page = answer.text
                assert "out of date" not in page
                if does != "reveal":
                    took.append(seconds)
        print(median(took))  # noqa: T201 - what the runner reads


asyncio.run(main())
thread.close()
