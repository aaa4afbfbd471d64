"""A picture with masks upon it, before and after its answer."""

from rich.console import RenderableType
from rich.text import Text

from ipt_cards.deck.card import OcclusionCard
from ipt_cards.deck.showing.plain_text import which_mask
from ipt_cards.terminal.cards.markdown import markdown
from ipt_cards.terminal.cards.masks import Masks
from ipt_cards.terminal.pictures.picture import Picture
from ipt_cards.terminal.screen.console import text as safe


def picture_parts(card: OcclusionCard, *, lifted: bool = False) -> list[RenderableType]:
    """The header, the picture with its masks, and in words which of them is asked."""
    header = [markdown(card.note.header), Text()] if card.note.header else []
    description = safe(f"[{card.note.image} (image)]", "md.image")
    # A picture may be missing, or drawn in few pixels, or without the colours.
    asked = Text(f"{which_mask(card).capitalize()}.", "card.hint")
    return [*header, Picture(card.note.image, description, Masks.of(card, lifted=lifted)), asked]


def label_parts(card: OcclusionCard) -> list[RenderableType]:
    """What is in the area that was asked."""
    labels = [markdown(mask.label) for mask in card.masks if mask.label]
    return labels or [Text("What the picture shows there.", "card.hint")]
