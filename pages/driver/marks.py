"""The marks that we leave on a portal's DOM, for ourselves and for nobody else: this is all of them."""

from enum import StrEnum


class Mark(StrEnum):
    """A property of an element or a window, or the name of an attribute where a locator has to find the element.

    Scripts have them as `marks`, in camel case: `marks.otherRadio`.
    """

    # On what is about to be committed. Left by `guard`: what was held back, and how to end that; for `lost`, `disarm`.
    PINNED = "__pinned"
    # On what is about to be pressed. Left by `feel`: whether a click has reached it; for `lost` and `arrived`.
    PRESSED = "__pressed"
    # On a list. Left by `Hands.choose`: what it shows is our choice, and no sign of whose page it is.
    CHOSEN = "__chosen"
    # On the window. Left by `seen`: what could be pressed before a press, for `question` to know what is new.
    SEEN = "__seen"
    # On the window. Left by `keep`, for `between`: the texts after which something is looked for, and before which.
    STARTS = "__starts"
    STOPS = "__stops"
    # On the answer to a question that a press has raised. Left by `question`, for `Confirmation` to press it.
    AGREED = "data-agreed"
    # On what lies over something else. Left by `uncover`, to look for what closes it in there.
    COVERING = "data-covering"
    # On an empty field. Left by Azure's panel of card 1, to fill in that very field.
    EMPTY_ROW = "data-empty-row"
    # On Azure's account button. Left once its menu was opened, to know that it is the same button in the same document.
    ACCOUNT = "data-whose-menu"
    # On a panel beside other things. Left by `panelOf`, to read all of it and nothing else.
    PANEL = "data-panel"
    # On the other of two radio buttons. Left by `otherRadio`, for `Switch` to press it.
    OTHER_RADIO = "data-other-radio"
    # On the window. Left by `listRows`, for `keptRow`: what was read as rows, with their cells and links.
    ROWS = "__rows"
    # On fields and what something is written in. Left by `markOld`: what it said before the accounts were opened.
    OLD_TEXT = "data-old-text"
    # On what may lead to a page. Left before it is pressed, for it is known by what a press can change.
    WAY = "data-way"
    # On a menu in the top bar that stays what it is. Left to pin it, for it may have no role behind a dialog.
    STAYS = "data-stays"
