"""Files that were right until something happened to them."""

from collections.abc import Sequence

from hypothesis import strategies as st


@st.composite
def mutated(draw: st.DrawFn, sound: Sequence[bytes], tokens: Sequence[bytes]) -> bytes:
    """One of the sound files after a few edits: parts cut, doubled, moved, and tokens put in."""
    content = bytearray(draw(st.sampled_from(sound)))
    for _ in range(draw(st.integers(1, 6))):
        first, second = sorted(draw(st.tuples(*[st.integers(0, len(content))] * 2)))
        second = min(second, first + draw(st.sampled_from([1, 8, 200, 100_000])))
        match draw(st.sampled_from(["cut", "double", "token", "bytes", "flip", "end"])):
            case "cut":
                del content[first:second]
            case "double":
                content[first:first] = content[first:second]
            case "token":
                content[first:second] = draw(st.sampled_from(tokens))
            case "bytes":
                content[first:first] = draw(st.binary(max_size=8))
            case "flip" if first < len(content):
                content[first] ^= 1 << draw(st.integers(0, 7))
            case _:
                del content[second:]
    return bytes(content)
