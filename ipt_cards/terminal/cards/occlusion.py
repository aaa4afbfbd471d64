"""A picture with masks upon it, before and after its answer."""

from rich.console import RenderableType
from rich.text import Text

from ipt_cards.deck.card import OcclusionCard
from ipt_cards.deck.plain_text import which_mask
from ipt_cards.terminal.cards.markdown import markdown
from ipt_cards.terminal.screen.console import text as safe


def picture_parts(card: OcclusionCard) -> list[RenderableType]:
    """The header, and in words which area of the picture is asked."""
    header = [markdown(card.note.header), Text()] if card.note.header else []
    return [*header, safe(f"[{which_mask(card)}]", "md.image")]


def label_parts(card: OcclusionCard) -> list[RenderableType]:
    """What is in the area that was asked."""
    labels = [markdown(mask.label) for mask in card.masks if mask.label]
    return labels or [Text("What the picture shows there.", "card.hint")]
