"""Names of applications that are like one another, and lists of them."""

import unicodedata
from dataclasses import dataclass

from hypothesis import strategies as st

WANTED = st.sampled_from(
    [
        "Ooma",
        "Ooma Test",
        "Contoso Ooma",
        "Caf\u00e9 Ooma",
        "ooma",
        "Ooma (EU)",
        "Ooma | Test",
        "365",
        "\u65e5\u672c Ooma",
    ]
)
OTHERS = ["Box", "Homepage", "Single sign-on", "Ooma", "All applications"]
_LIKE = {"o": "\u043e", "a": "\u0430", "e": "\u0435", "O": "\u041e", "T": "\u03a4"}


def is_same(one: str, other: str) -> bool:
    """The rule, said once more: NFC, white space collapsed and trimmed, nothing else ignored."""
    texts = [" ".join(unicodedata.normalize("NFC", text).split()) for text in (one, other)]
    return texts[0] == texts[1] != ""


def equal_to(name: str) -> list[str]:
    """Other spellings of the same name."""
    return [
        name,
        f" {name}\t",
        name.replace(" ", "\u00a0"),
        name.replace(" ", "  \n "),
        unicodedata.normalize("NFD", name),
        name.replace(" ", "\u2009"),
    ]


def like(name: str) -> list[str]:
    """Names that only resemble it."""
    half = len(name) // 2
    found = [
        name.lower(), name.upper(), name.swapcase(), f"{name}.", f"{name}\u200b", f"\u200b{name}", f"\ufeff{name}",
        f"{name[:half]}\u200d{name[half:]}", f"{name}\u00ad", f"{name}\ue000", f"{name} \ue8c8", f"{name}s",
        f"{name} Test", f"Test {name}", f"{name} | Test", f"{name} > Test", f"{name}: EU", f"{name} (EU)", f"{name} EU",
        f"EU {name}", f"{name} - Test", f"{name}|SAML-based Sign-on", f"{name} | Single sign-on", f"App: {name}",
        f"Application: {name}", f"{name} {name}", f"{name}*", f"'{name}'", name[:-1], f"{name}\u0301",
        "".join(_LIKE.get(one, one) for one in name), name.replace(" ", ""), name.replace(" ", "\u200b"),
        name.replace(" ", "-"), f"O {name}", f"{name}, Inc.",
    ]  # fmt: skip
    return [one for one in found if one.strip() and not is_same(one, name)]


@dataclass(frozen=True)
class Listed:
    """A list of applications, and the one that is wanted."""

    wanted: str
    names: tuple[str, ...]

    @property
    def right(self) -> int | None:
        """The one that is to be taken; None if none may be."""
        equal = [at for at, name in enumerate(self.names) if is_same(name, self.wanted)]
        return equal[0] if len(equal) == 1 else None


@st.composite
def lists(draw: st.DrawFn) -> Listed:
    """Lists of names that resemble the wanted one, with it or without, once or twice."""
    wanted = draw(WANTED)
    names = draw(st.lists(st.sampled_from(like(wanted) + OTHERS), max_size=5))
    names += draw(st.lists(st.sampled_from(equal_to(wanted)), max_size=2))
    return Listed(wanted, tuple(draw(st.permutations(names))))
