"""A deck in which every text wants to be more than text, and that can be read all the same."""

import json
from pathlib import Path

MARKS = (
    "<script>document.title = 'ran'</script>",
    "<img src=x onerror=\"document.title = 'ran'\">",
    "<svg onload=\"document.title = 'ran'\"></svg>",
    "<iframe srcdoc=\"<script>parent.document.title = 'ran'</script>\"></iframe>",
    "</style><style>body { display: none }</style>",
    "[link](javascript:document.title='ran') <javascript:alert(1)> [d](data:text/html,x)",
    "[v](vbscript:x) [f](file:///etc/passwd) [u](JaVaScRiPt&#58;alert(1))",
    "{{Front}} {{#Back}} {{/Back}} {{type:Back}} {% raw %} ${7*7} <%= 7 %>",
    "[sound:/etc/passwd] [anki:play:q:0] [latex]\\input{/etc/passwd}[/latex] \\(x\\) [$]x[/$]",
    "`code <b>` \\<script> &lt;script&gt; &#27;[2J [31m",
    "a\u202eb \u2066c \u200bd \u061c \u200e \u200d \ufeff",
    '"]; }  * { display: none } /*',
    "-rf --help $(touch ran) `touch ran` ; touch ran",
)
TEXT = "\n\n".join(MARKS)
"""Markdown."""

OBEYED = [*map(chr, [*range(0x09), *range(0x0B, 0x20), *range(0x7F, 0xA0)])]
OBEYED += [*map(chr, [*range(0x202A, 0x202F), *range(0x2066, 0x206A)])]
"""What a terminal would do rather than show."""


def write_hostile_deck(folder: Path) -> Path:
    """Write it, as YAML that is JSON."""
    name = MARKS[0] + MARKS[11]
    notes = [
        {"id": "basic", "front": TEXT, "back": TEXT, "extra": TEXT, "source": "work"},
        {
            "id": "typed",
            "front": TEXT + "?",
            "back": MARKS[0],
            "typed": True,
            "accept": list(MARKS),
            "reversed": True,
        },
        {"id": "cloze", "cloze": f"{TEXT}\n\n{{{{c1::{MARKS[0]} hidden::{MARKS[1]}}}}}"},
        {
            "id": "choice",
            "question": TEXT + "!",
            "answer": MARKS[0],
            "distractors": [{"text": MARKS[1], "why": TEXT}, {"text": MARKS[5], "why": TEXT}],
        },
    ]
    description = {
        "id": "hostile",
        "name": name,
        "description": TEXT,
        "exam": {"questions": 4, "minutes": 5, "pass": 50, "blueprint": {"topic": 100}},
        "sources": {"citations": {"work": TEXT}},
    }
    folder.mkdir(parents=True)
    (folder / "deck.yaml").write_text(json.dumps(description), encoding="utf-8")
    topic = {"topic": name, "notes": notes}
    (folder / "topic.yaml").write_text(json.dumps(topic), encoding="utf-8")
    return folder
