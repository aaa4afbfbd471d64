"""The rule book: each folder in `broken_decks` breaks one rule, and this is what check says of it."""

from pathlib import Path

import pytest

from ipt_cards.deck.deck import Deck, Topic
from ipt_cards.deck.note import BasicNote
from ipt_cards.deck.reading.folder import read_folder
from ipt_cards.deck.rules.renames import fronts_by_id, renamed_ids
from ipt_cards.deck.rules.warnings import warnings

FOLDER = Path(__file__).parent / "broken_decks"

RULE_BOOK = {
    "number-malformed": [
        "topic.yaml:5:13: error: `1,000` is no number: write figures, with a point for decimals, such as 50, -0.75 or 6.02e23, of 30 figures at most and no further from 1 than 1e300",
        "topic.yaml:8:13: error: `1e999` is no number: write figures, with a point for decimals, such as 50, -0.75 or 6.02e23, of 30 figures at most and no further from 1 than 1e300",
    ],
    "tolerance-below-zero": [
        "topic.yaml:6:16: error: `-1` is no tolerance: write how far an answer may be off, 0 or more, as a number such as 0.5 or as a share such as 5 %",
        "topic.yaml:10:16: error: `-5 %` is no tolerance: write how far an answer may be off, 0 or more, as a number such as 0.5 or as a share such as 5 %",
    ],
    "unit-unknown": [
        "topic.yaml:6:11: error: `xyz` is no unit: write one such as mg, km/h or %, or what is counted, such as weeks",
        "topic.yaml:10:11: error: `12` is no unit: write one such as mg, km/h or %, or what is counted, such as weeks",
        "topic.yaml:14:11: error: `mg/` is no unit: write one such as mg, km/h or %, or what is counted, such as weeks",
    ],
    "ordering-of-one": [
        "topic.yaml:6:7: error: `order` needs two steps at least",
    ],
    "ordering-equal-steps": [
        "topic.yaml:8:9: error: this step says the same as the step above: change one of them",
    ],
    "matching-repeats": [
        "topic.yaml:7:12: error: this right side says the same as the right side above: change one of them",
    ],
    "matching-list": [
        "topic.yaml:6:7: error: `pairs` must hold keys and values",
        "topic.yaml:11:7: error: `pairs` needs two pairs at least",
    ],
    "yaml-syntax": [
        "topic.yaml:4:17: error: a text that holds `: ` must stand in quotes, or on a line of its own after `>-`",
    ],
    "yaml-tab": [
        "topic.yaml:3:1: error: a tab can't indent YAML: use spaces",
    ],
    "yaml-alias": [
        "topic.yaml:4:12: error: a text that begins with * must stand in quotes, for YAML takes it for an alias",
    ],
    "yaml-anchor": [
        "topic.yaml:4:12: error: a text that begins with & must stand in quotes, for YAML takes it for an anchor",
    ],
    "yaml-tag": [
        "topic.yaml:4:12: error: a text that begins with ! must stand in quotes, for YAML takes it for a tag",
    ],
    "yaml-two-documents": [
        "topic.yaml:6:1: error: a second document begins here: keep one in a file",
    ],
    "unknown-key": [
        "topic.yaml:6:5: error: a choice note has no key `distracters`: did you mean `distractors`?",
    ],
    "key-of-another-kind": [
        "topic.yaml:5:5: error: a cloze note has no key `back`: that is a key of a basic note",
    ],
    "missing-key": [
        "topic.yaml:3:5: error: a basic note needs `back`",
    ],
    "missing-id": [
        "topic.yaml:3:5: error: a basic note needs `id`",
    ],
    "missing-why": [
        "topic.yaml:7:9: error: a distractor needs `why`",
    ],
    "wrong-type-list": [
        "topic.yaml:4:12: error: `front` must be a text, not a list: does it need quotes?",
    ],
    "wrong-type-flag": [
        "topic.yaml:6:12: error: `typed` must be true or false, not `yes`",
    ],
    "wrong-type-note": [
        "topic.yaml:3:5: error: a note must hold keys and values, such as `id:`",
    ],
    "empty-text": [
        "topic.yaml:5:10: error: `back` is empty: write its text or delete it",
    ],
    "control-character": [
        "topic.yaml:4:12: error: `front` holds the control character U+0007: delete it, or write single quotes if a backslash and a are meant, as in TeX",
    ],
    "duplicate-key": [
        "topic.yaml:6:5: error: `back` stands here twice: keep one of them",
    ],
    "duplicate-id": [
        "topic.yaml:6:9: error: the id `sound` stands already at topic.yaml:3:9",
    ],
    "duplicate-guid": [
        "topic.yaml:7:5: error: the guid of `two` stands already at topic.yaml:3:5: delete it from the copy",
    ],
    "template-of-ours": [
        "topic.yaml:6:15: error: only a note with a `guid` has a `template`",
    ],
    "no-masks": [
        "topic.yaml:5:12: error: `masks` needs a mask: without one there is no card",
    ],
    "mask-outside": [
        "topic.yaml:7:13: error: the mask lies outside of the picture: `x` goes from 0 to 100, percent of the picture's width",
        "topic.yaml:8:27: error: the mask reaches out of the picture: `x` and `w` make 110.5 percent, and 100 is its edge",
        "topic.yaml:9:20: error: the mask lies outside of the picture: `y` goes from 0 to 100, percent of the picture's height",
        "topic.yaml:10:39: error: the mask reaches out of the picture: a point's two numbers go from 0 to 100, percent of the picture's width and height",
    ],
    "mask-without-size": [
        "topic.yaml:7:27: error: the mask hides nothing: `w` must be more than 0",
        "topic.yaml:8:18: error: the mask hides nothing: its points are a line",
        "topic.yaml:9:18: error: a mask needs three different points or more",
    ],
    "mask-malformed": [
        "topic.yaml:6:9: error: a mask must have `x:`, `y:`, `w:`, `h:` and a `label:`",
        "topic.yaml:7:20: error: `y` must be a number",
        "topic.yaml:8:38: error: a mask has no key `lable`: did you mean `label`?",
        "topic.yaml:9:9: error: a mask needs `h`",
        "topic.yaml:10:46: error: `number` must be a whole number from 1 to 500",
        "topic.yaml:11:45: error: `shape` can't be `elipse`: did you mean `ellipse`?",
        "topic.yaml:12:19: error: a point is written as [x, y], in percent",
        "topic.yaml:13:13: error: a mask with `points` has no `x`",
        'topic.yaml:14:46: error: `colour` is written as "#rrggbb", in quotes',
        "topic.yaml:15:11: error: `hide` can't be `al`: did you mean `all`?",
    ],
    "image-that-is-none": [
        "topic.yaml:4:12: error: `say.mp3` is no picture, so nothing can be hidden",
    ],
    "missing-image": [
        "topic.yaml:4:12: error: there is no file `mpa.png` in the deck's folder",
    ],
    "caption-with-a-cloze": [
        "topic.yaml:8:16: error: a caption can't hold `{{` or `}}`: Anki obeys them",
        "topic.yaml:9:9: error: a caption needs `text`",
    ],
    "occlusion-without-an-image": [
        "topic.yaml:3:5: error: an occlusion note needs `image`",
        "topic.yaml:6:5: error: an occlusion note has no key `back`: that is a key of a basic note",
    ],
    "warning-answer-in-header": [
        "topic.yaml:3:5: warning: `a` has its answer, “Left atrium”, in its own question",
    ],
    "malformed-deck-id": [
        "deck.yaml:1:5: error: the deck's id takes lower-case letters, digits and hyphens, such as `broken-deck`",
        "deck.yaml:5:5: error: a source's id takes lower-case letters, digits and hyphens, such as `what-is-ipt`",
    ],
    "malformed-id": [
        "topic.yaml:3:9: error: `Two Words` can't be an id: use lower-case letters, digits and hyphens, such as `two-words`",
    ],
    "malformed-tag": [
        "topic.yaml:6:12: error: a tag can't hold blanks: did you mean `two-words`?",
    ],
    "malformed-name": [
        "deck.yaml:2:7: error: `::` in a name would make a subdeck in Anki",
    ],
    "name-that-misleads": [
        "deck.yaml:2:7: error: the name holds U+202E, which nobody sees: delete it",
        "topic.yaml:1:8: error: the name holds U+200B, which nobody sees: delete it",
    ],
    "unknown-source": [
        "topic.yaml:6:21: error: the deck has no source `frist`: did you mean `first`?",
    ],
    "unknown-note": [
        "topic.yaml:9:20: error: the deck has no note `frist`: did you mean `first`?",
        "topic.yaml:13:12: error: the deck has no note `Elsewhere here`",
    ],
    "circular-order": [
        "other.yaml:10:12: error: `self` can't come after itself: delete that",
        "topic.yaml:13:12: error: `d` comes after `b`, which comes after `c`, which comes after `d`: none of them can be learned first, so delete one of these",
    ],
    "unknown-fact": [
        "topic.yaml:6:13: error: the deck has no fact `lasts-week`: did you mean `lasts-weeks`?",
        "topic.yaml:10:12: error: the deck has no fact `12`: name it under `facts` at the top of a topic",
    ],
    "duplicate-fact": [
        "other.yaml:5:3: error: the fact `one` stands already at other.yaml:3:3",
        "topic.yaml:3:3: error: the fact `two` stands already at other.yaml:4:3",
    ],
    "malformed-fact": [
        "list.yaml:2:8: error: `facts` must hold keys and values",
        "topic.yaml:3:3: error: a fact's id takes lower-case letters, digits and hyphens, such as `two-words`",
        "topic.yaml:4:9: error: `empty` is empty: write its text or delete it",
        "topic.yaml:5:11: error: `listed` must be a text, not a list: does it need quotes?",
        "topic.yaml:6:3: error: a fact's id takes lower-case letters, digits and hyphens",
        "topic.yaml:11:13: error: `facts` must be a text, not a list: does it need quotes?",
    ],
    "broken-cloze": [
        "topic.yaml:4:12: error: `{{c1:` opens no cloze: write it as {{c1::hidden::hint}}",
    ],
    "unclosed-cloze": [
        "topic.yaml:4:12: error: a cloze isn't closed by }} in its own paragraph, or stands more than 8 deep in others",
    ],
    "no-cloze": [
        "topic.yaml:4:12: error: no cloze stands here: hide a part of the text as {{c1::hidden}}",
    ],
    "empty-cloze": [
        "topic.yaml:4:12: error: the cloze c1 hides nothing: write what it hides after the `::`",
    ],
    "cloze-number": [
        "topic.yaml:4:12: error: cloze numbers go from c1 to c500",
    ],
    "too-few-options": [
        "topic.yaml:6:18: error: a choice needs two options: add a distractor",
    ],
    "too-many-options": [
        "topic.yaml:7:7: error: a choice has 26 options at most, one for each letter: delete some",
    ],
    "equal-options": [
        "topic.yaml:7:9: error: this distractor says the same as the answer above: change one of them",
    ],
    "accept-untyped": [
        "topic.yaml:6:13: error: only a note with `typed: true` has `accept`",
    ],
    "accents-untyped": [
        "topic.yaml:6:14: error: only a note with `typed: true` has `accents`",
    ],
    "bad-spelling": [
        "deck.yaml:3:11: error: `German` is no language's code: did you mean `de`?",
        "deck.yaml:4:10: error: `accents` can't be `strikt`: did you mean `strict`?",
        "topic.yaml:7:14: error: `accents` can't be `none`: it may be strict, nearly, lenient",
    ],
    "accept-for-several": [
        "topic.yaml:6:13: error: `accept` can't tell which of the cloze numbers it is for: make a note of each",
    ],
    "missing-media": [
        "topic.yaml:5:11: error: there is no file `map.png` in the deck's folder",
    ],
    "media-outside": [
        "topic.yaml:5:11: error: `../../etc/passwd` lies outside the deck's folder: copy the file into it",
    ],
    "media-absolute": [
        "topic.yaml:5:11: error: `/etc/passwd` is an absolute path: name the file relative to the deck",
    ],
    "media-on-the-web": [
        "topic.yaml:5:11: error: `https://example.org/x.png` is not in the deck: save the file in the deck's folder and name it by its relative path",
    ],
    "media-of-no-known-kind": [
        "topic.yaml:5:11: error: `deck.yaml` is no image, sound or video (known are .avif, .flac, .gif, .jpeg, .jpg, .m4a, .mp3, .mp4, .oga, .ogg, .opus, .png, .svg, .wav, .webm, .webp)",
    ],
    "bad-macros": [
        "deck.yaml:3:9: error: `macros` must hold keys and values",
    ],
    "bad-macro": [
        r"deck.yaml:4:3: error: `RR` can't be a macro: a backslash and letters make its name: did you mean `\RR`?",
        r"deck.yaml:5:3: error: `\begin` can't be a macro, for formulas are made up of it",
        r"deck.yaml:6:10: error: `\list` must be a text, not a list: does it need quotes?",
        r"deck.yaml:7:11: error: `$` can't stand in a macro: write only what stands within a formula",
        r"deck.yaml:8:10: error: a `#` needs a number from 1 to 9, for an argument; the sign itself is `\#`",
        r"deck.yaml:9:10: error: its braces don't come in pairs",
        r"deck.yaml:10:9: error: `\one` calls itself, so that it would never end",
        r"deck.yaml:11:9: error: `\two` calls itself, so that it would never end",
        r"deck.yaml:12:3: error: `\two` stands here twice: keep one of them",
        r"topic.yaml:5:11: error: `\norm` lacks an argument: write it in braces, as in `\norm{x}`",
        r"topic.yaml:8:12: error: `\ten` makes more of a formula than 100,000 characters",
    ],
    "exploding-macro": [
        r"deck.yaml:8:7: error: `\e` stands for 100,000 characters; 10,000 are the most",
    ],
    "blueprint-sum": [
        "deck.yaml:5:5: error: the blueprint's weights sum to 90, not to 100",
    ],
    "blueprint-unknown-topic": [
        "deck.yaml:6:13: error: the blueprint weighs `topics`, and there is no such topic: did you mean `topic`?",
    ],
    "blueprint-empty": [
        "deck.yaml:4:14: error: the blueprint names no topic",
    ],
    "warning-formulas": [
        "topic.yaml:4:18: warning: `open` has a `$` in `front` that looks like a formula's and opens none: close it, with no blank inside of the dollars",
        "topic.yaml:7:15: warning: `blank` has a `$` in `front` that looks like a formula's and opens none: close it, with no blank inside of the dollars",
        "topic.yaml:10:16: warning: `eaten` has a formula in `front` that TeX can't read: it holds a tab where a backslash may be meant: write the text in single quotes, for in double quotes a backslash begins an escape",
        "topic.yaml:13:20: warning: `unknown` has a formula in `front` that TeX can't read: `\\alhpa` is no command that MathJax knows: did you mean `\\alpha`?",
        "topic.yaml:16:16: warning: `elsewhere` has a cloze in `front`, where it hides nothing: gaps stand in a note with the key `cloze`",
        "topic.yaml:19:35: warning: `prices` has “5 and 10” between two dollars in `front`, which makes a formula of it, without its blanks: where those are prices, write `\\$`",
    ],
    "warning-same-front": [
        "topic.yaml:6:5: warning: `again` asks the same as `sound` at topic.yaml:3:5: a learner can't tell which answer is wanted",
    ],
    "warning-misleading": [
        "topic.yaml:5:11: warning: `reordered` holds U+2066 in `back`, which nobody sees and which makes the text read unlike it is: delete it",
    ],
    "warning-answer-in-question": [
        "topic.yaml:3:5: warning: `a` has its answer, “Role-playing”, in its own question",
    ],
    "warning-answer-in-cloze": [
        "topic.yaml:3:5: warning: `a` has its answer, “a goal”, in its own question",
    ],
    "warning-long-front": [
        "topic.yaml:3:5: warning: `a` asks in 309 characters, 300 are enough: split it",
    ],
    "warning-uncited-section": [
        "deck.yaml:5:5: warning: no card cites the section `first`",
    ],
    "warning-no-notes": [
        "deck.yaml:1:1: warning: the deck has no notes yet: add a topic",
    ],
    "warning-empty-topic": [
        "deck.yaml:1:1: warning: the deck has no notes yet: add a topic",
        "topic.yaml:1:1: warning: the blueprint weighs `topic` in deck.yaml, and the topic has no cards",
    ],
}


@pytest.mark.parametrize("name", RULE_BOOK)
def test_check_tells_what_is_wrong_and_what_to_do(name: str) -> None:
    reading = read_folder(FOLDER / name)
    problems = list(reading.problems) + list(warnings(reading, FOLDER / name))
    assert [
        f"{problem.at}: {problem.severity}: {problem.message}" for problem in problems
    ] == RULE_BOOK[name]


def test_the_rule_book_has_a_page_for_every_broken_deck() -> None:
    assert {path.name for path in FOLDER.iterdir()} == set(RULE_BOOK)


def deck_of(*notes: BasicNote) -> Deck:
    return Deck(id="demo", name="Demo", topics=(Topic("topic", "Topic", notes),))


def test_an_id_that_was_renamed_is_told_by_its_near_identical_front() -> None:
    old = BasicNote(id="purpose", front="Why does a therapist use role-playing?", back="Practice")
    new = BasicNote(id="goal", front="Why does the therapist use role-playing?", back="Practice")
    (problem,) = renamed_ids(deck_of(new), fronts_by_id(deck_of(old)))
    assert problem.message == (
        "`goal` looks like the note that was `purpose`: "
        "progress hangs on the id, so put `purpose` back"
    )
    assert not problem.is_error


def test_an_edited_text_under_its_old_id_is_no_rename() -> None:
    old = BasicNote(id="purpose", front="Why does a therapist use role-playing?", back="Practice")
    new = BasicNote(id="purpose", front="Why do therapists use role-playing?", back="Practice")
    other = BasicNote(id="other", front="Why do therapists use role-playing at all?", back="So")
    assert list(renamed_ids(deck_of(new, other), fronts_by_id(deck_of(old)))) == []
