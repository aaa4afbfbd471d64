"""Make the README's picture of a card: `python -m tests.anki.pictures`, from the repository root.

Two cards' backs as Anki on a computer shows them, light and dark. Needs Chromium, and a system font
that pleases.
"""

import re
from pathlib import Path

from ipt_cards.anki.note_types import CHOICE, CLOZE, Field
from tests.anki.reviewer import dump, framed, page, picture, render

TARGET = Path(".github/card-light-dark.png")
WIDTH, GAP = 480, 16

OPTIONS = """<ol class="options">
<li class="option wrong"><div class="text"><p>Childhood memories</p></div>
  <div class="why"><p>That is nearer to psychodynamic therapy.</p></div></li>
<li class="option right"><div class="text"><p>Thoughts and behaviours</p></div></li>
<li class="option wrong"><div class="text"><p>Roles and relationships</p></div>
  <div class="why"><p>Those are what IPT itself works on.</p></div></li>
</ol>"""

PICK = "<script>document.querySelectorAll('.option')[2].classList.add('picked')</script>"


def cards() -> list[str]:
    """Give the backs to be seen, from top to bottom."""
    (choice,) = render(
        CHOICE,
        {
            Field.QUESTION: "<p>What does CBT emphasise where IPT emphasises relationships?</p>",
            Field.OPTIONS: OPTIONS,
            Field.SOURCE: "FAQ: IPT and CBT",
            Field.TOPIC: "IPT and CBT",
        },
    )
    (cloze,) = render(
        CLOZE,
        {
            Field.TEXT: "<p>IPT usually runs {{c1::12–16::how many?}} weeks.</p>",
            Field.EXTRA: "<p>Needs and goals may make it shorter or longer.</p>",
            Field.SOURCE: "FAQ: usual length",
            Field.TOPIC: "Definition",
        },
    )
    return [choice.back + PICK, cloze.back]


def sheet() -> str:
    """Lay the cards out in two columns, each row as high as its cards."""
    panels = "".join(
        framed(page(side, night=night), 'scrolling="no"')
        for side in cards()
        for night in (False, True)
    )
    return f"""<!doctype html><html><head><meta charset="utf-8"><style>
body {{ margin: 0; display: grid; grid-template-columns: {WIDTH}px {WIDTH}px; gap: {GAP}px;
  width: max-content }}
iframe {{ width: {WIDTH}px; height: 100px; box-sizing: border-box;
  border: 1px solid #8885; border-radius: 14px }}
</style></head><body>{panels}<script>
addEventListener("load", () => {{
  for (const frame of document.querySelectorAll("iframe"))
    frame.style.height = frame.contentDocument.documentElement.scrollHeight + "px";
  document.body.dataset.height = document.body.scrollHeight;
}});
</script></body></html>"""


def main() -> None:
    html = sheet()
    height = re.search(r'data-height="(\d+)"', dump(html))
    assert height, "the page did not load"
    TARGET.parent.mkdir(exist_ok=True)
    picture(html, TARGET.absolute(), 2 * WIDTH + GAP, int(height[1]))


if __name__ == "__main__":
    main()
