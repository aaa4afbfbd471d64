"""Review a card in Chromium as Anki does it, on a computer or a phone, by steps in JavaScript."""

import json
import re
from html import unescape
from typing import Any

from tests.anki.reviewer import Card, dump, page

LOOK = """
function look(page) {
  const all = Array.from(page.querySelectorAll(".option"));
  const style = (element, pseudo) => page.defaultView.getComputedStyle(element, pseudo);
  const text = (option) => option.querySelector(".text").textContent.trim();
  const shown = (element) => style(element).display !== "none";
  return {
    order: all.filter(shown).map(text),
    picked: all.filter((option) => option.matches(".picked")).map(text),
    whys: Array.from(page.querySelectorAll(".why")).filter(shown).map((why) => why.textContent),
    signs: all.map((option) => style(option, "::after").content),
  };
}
function click(page, text) {
  const option = Array.from(page.querySelectorAll(".option")).find(
    (option) => option.querySelector(".text").textContent === text);
  option.click();
}
function press(page, key) {
  const event = new KeyboardEvent("keydown", { key: key, bubbles: true, cancelable: true });
  return page.dispatchEvent(event);  // false if the card kept the key from Anki
}
"""

# Anki on a computer: one page, a side replaces the other, and its scripts are put in anew.
DESKTOP = """
function side(html) {
  const qa = document.getElementById("qa");
  qa.innerHTML = html;
  for (const old of Array.from(qa.getElementsByTagName("script"))) {
    const script = document.createElement("script");
    script.appendChild(document.createTextNode(old.innerHTML));
    old.replaceWith(script);
  }
  return document;
}
"""

# Anki on a phone: each side is a page of its own, in the same browsing session.
PHONE = """
async function side(html) {
  const frame = document.createElement("iframe");
  frame.srcdoc = html;
  document.body.replaceChildren(frame);
  await new Promise((loaded) => frame.addEventListener("load", loaded));
  return frame.contentDocument;
}
"""

# Chance that is the same in every run, yet new on every page.
SEEDED = """<script>
let seed = (parent.pages = (parent.pages ?? 0) + 1) * 1234567;
Math.random = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
</script>"""

STORAGE_REFUSED = """<script>
Object.defineProperty(window, "sessionStorage", {
  get() { throw new DOMException("refused", "SecurityError"); } });
</script>"""


def literal(value: object) -> str:
    """Write a value as JavaScript that may stand inside a <script>."""
    return json.dumps(value).replace("</", r"<\/")


def play(anki: str, card: Card, steps: str, head: str = "") -> Any:
    """Run the steps of a review, with `front` and `back` at hand; give what they return."""
    front, back = (
        page(html, head=SEEDED + head) if anki is PHONE else html
        for html in (card.front, card.back)
    )
    played = dump(
        page("", head=SEEDED + head).replace(
            "</body>",
            f"""<script>{LOOK}{anki}
            const [front, back] = {literal([front, back])};
            async function steps() {{ {steps} }}
            steps().catch((error) => ({{ error: String(error) }})).then((result) => {{
              const told = document.createElement("pre");
              told.id = "told";
              told.textContent = JSON.stringify(result);
              document.body.replaceChildren(told);
            }});
            </script></body>""",
        )
    )
    told = re.search(r'<pre id="told">(.*?)</pre>', played, re.DOTALL)
    assert told, played
    result = json.loads(unescape(told[1]))
    assert not (isinstance(result, dict) and "error" in result), result
    return result
