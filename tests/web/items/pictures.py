"""Make the README's picture of the page: `python -m tests.web.items.pictures`, from the root.

The beginning of the page on a simulated class, light, and what follows, dark. Needs Chromium.
"""

import base64
import tempfile
from pathlib import Path

import numpy as np

from ipt_cards.items.analysis import analyse
from ipt_cards.items.rasch_scale import rasch_scale
from ipt_cards.web.items.page import page
from tests.items.making import counts_of
from tests.items.simulation import Fault, simulated
from tests.web.browser import chromium

TARGET = Path(".github/items.png")
WIDTH, HEIGHT = 660, 640
SHEET = """<!doctype html><html><body style="margin:0;display:flex;gap:16px;width:max-content">
<img src="data:image/png;base64,{}" height="640" style="border-radius:14px;border:1px solid #8885">
<img src="data:image/png;base64,{}" height="640" style="border-radius:14px;border:1px solid #8885">
</body></html>"""


def main() -> None:
    """Write the picture."""
    made = simulated(np.random.default_rng(4), 300, 40, list(Fault))
    counts = counts_of(made.scores, made.chosen, made.questions)
    analysis = analyse(counts, rasch_scale(counts, lambda _: np.zeros((0, 0))))
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        written = Path(folder) / "items.html"
        written.write_bytes(page(analysis, [], [], {}))
        shots = []
        for scheme in ("light", "dark"):
            context = browser.new_context(
                viewport={"width": WIDTH, "height": HEIGHT},
                color_scheme=scheme,
                device_scale_factor=2,
            )
            shown = context.new_page()
            shown.goto(written.as_uri() + ("" if scheme == "light" else "#questions"))
            shots.append(base64.b64encode(shown.screenshot()).decode())
            context.close()
        context = browser.new_context(
            viewport={"width": 2 * WIDTH + 20, "height": HEIGHT + 2}, device_scale_factor=1.5
        )
        sheet = context.new_page()
        sheet.set_content(SHEET.format(*shots))
        sheet.locator("body").screenshot(path=TARGET, omit_background=True)


if __name__ == "__main__":
    main()
