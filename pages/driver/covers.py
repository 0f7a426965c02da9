"""Putting aside what a portal lays over a page: tours, teaching bubbles, surveys, toasts.

Only what plainly can be put aside is: it lies over the thing that is to be pressed, asks for nothing, and has
something to close it. A question (unsaved edits, a form, a confirmation) is never answered here.
"""

import re
from contextlib import suppress

from playwright.async_api import ElementHandle, Frame
from playwright.async_api import TimeoutError as PlaywrightTimeout

from pages.driver.look import ABOUT_COOKIES, ON_SCREEN, exactly
from pages.driver.values import tidy

# Best first: what ends it at once comes before what leads on to the next bubble.
_CLOSE = exactly(
    "Close", "Dismiss", "Skip", "Skip tour", "Skip all", "Close tour", "Dismiss toast notification", "\u00d7",
    "\u2715", "X",
)  # fmt: skip
_DISMISS = (
    _CLOSE,
    exactly("Got it", "No thanks", "No, thanks", "Maybe later", "Not now", "Later", "Remind me later", "Done"),
    exactly("Next", "OK"),
)
_KINDS = r"(?:(?:non-?\s?(?:essential|necessary)|optional|all|any|only|strictly|necessary|essential|required|the)\s+)*"
_REFUSE = re.compile(
    rf"^\W*(?:(?:reject|decline|refuse|deny)\s*{_KINDS}(?:cookies)?"
    r"|(?:use |allow |accept |continue with )?(?:only )?(?:strictly )?(?:necessary|essential|required)"
    r"(?: cookies)?(?: only)?"
    r"|continue without accepting)\W*$",
    re.IGNORECASE,
)
# No more is accepted than has to be: what refuses comes first, and what accepts all only where nothing else ends it.
_COOKIES = (_REFUSE, *_DISMISS)
_ACCEPT = exactly("Accept", "Accept all", "Accept cookies", "Accept all cookies", "I agree", "Agree")
# What binds the customer is for a person to agree to, also where the same words speak of cookies.
_TERMS = re.compile(r"\bterms\b|\bagreement\b|\blicen[cs]e\b", re.IGNORECASE)
_CLOSE_MS = 2000
_QUESTION = re.compile(
    r"discard|unsaved|delete|remove|are you sure|sign in|signed out|session|password|masquerad|confirm|failed|error",
    re.IGNORECASE,
)


_NEWS = re.compile(r"\bwhat.s new\b|\brelease notes\b|\bnew features?\b|\bnew in (?:this|version)\b", re.IGNORECASE)


async def uncover(top: Frame, target: ElementHandle) -> str | None:
    """Close what lies over something.

    Args:
        top: the page's top document.
        target: what is to be pressed; in sight.

    Returns:
        What was closed, in its own words (hostile data); None if nothing that can be closed lies over it.
    """
    cover = (await target.evaluate_handle(_COVER_OF)).as_element()
    if cover is None and await target.owner_frame() != top and (box := await target.bounding_box()) is not None:
        middle = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
        cover = (await top.evaluate_handle(_COVER_AT, middle)).as_element()
    if cover is None:
        return None
    words = tidy(await cover.inner_text())
    about_cookies = ABOUT_COOKIES.search(words) is not None
    harmless = about_cookies or _NEWS.search(words) is not None
    if (_QUESTION.search(words) and not harmless) or await cover.query_selector(
        "input:not([type=checkbox]), textarea, select"
    ):
        return None
    await cover.evaluate(_MARK)
    owner = await cover.owner_frame()
    if owner is None:
        return None
    inside = owner.locator("[data-covering]")
    kinds = _COOKIES if about_cookies else _DISMISS
    if about_cookies and not _TERMS.search(words):
        kinds = (*kinds, _ACCEPT)
    closers = [inside.get_by_role("button", name=names).or_(inside.get_by_title(names)) for names in kinds]
    closers.append(inside.locator("[class*=close i], [class*=dismiss i]"))
    nameless = inside.locator("button, [role=button], a, svg").filter(has_not_text=re.compile(r"\w"))
    if (only := await nameless.evaluate_all(_ONLY)) >= 0:
        closers.append(nameless.nth(only))
    for closer in closers:
        if found := await closer.locator(ON_SCREEN).all():
            # A toast may go away by itself meanwhile; what stays will be found here again.
            with suppress(PlaywrightTimeout):
                await found[0].click(timeout=_CLOSE_MS)
            return words
    return None


# The one drawing that can be pressed and has no name, such as a cross in the corner; -1 if there are several, or none.
_ONLY = """drawings => {
  const pressed = drawings.filter(one => one.checkVisibility() && getComputedStyle(one).cursor === 'pointer'
    && !one.getAttribute('aria-label') && !one.getAttribute('title'));
  const last = pressed[pressed.length - 1];
  return last && pressed.every(one => one.contains(last)) ? drawings.indexOf(last) : -1;
}"""
# Of several covers that lay there one after the other, only the present one.
_MARK = """cover => {
  for (const one of document.querySelectorAll('[data-covering]')) one.removeAttribute('data-covering');
  cover.setAttribute('data-covering', '');
}"""
# The smallest block around what is drawn at a point that has something to press, unless it holds the target.
_BLOCK = """(hit, target) => {
  const pressable = 'button, [role=button], a, [class*=close i], [class*=dismiss i]';
  let block = hit.closest('button, [role=button], a')?.parentElement ?? hit;
  // A shade over the whole window belongs to the dialog that was opened last.
  const box = hit.getBoundingClientRect(), dialogs = [...document.querySelectorAll(
    '[role=dialog], [role=alertdialog], [aria-modal=true], dialog[open]')].filter(one => one.checkVisibility());
  // A dialog may be no more than a block that lies over the page.
  for (const one of document.querySelectorAll('[class*=modal i], [class*=dialog i], [class*=popup i]'))
    if (one.checkVisibility() && /fixed|absolute/.test(getComputedStyle(one).position)
      && one.querySelector(pressable + ', svg') && one.clientWidth < innerWidth - 2) dialogs.push(one);
  const shade = box.width >= innerWidth - 2 && box.height >= innerHeight - 2 && !hit.innerText.trim();
  const last = dialogs[dialogs.length - 1];
  if (shade && last && !last.contains(hit) && !last.contains(target) && !hit.contains(last)) return last;
  while (block && !block.contains(target) && !block.querySelector(pressable)) block = block.parentElement;
  return block && !block.contains(target) ? block : null;
}"""
# In the top document, for a target in a frame: what is drawn over that frame.
_COVER_AT = f"""({{ x, y }}) => {{
  const hit = document.elementFromPoint(x, y);
  if (!hit || hit.tagName === 'IFRAME') return null;
  const frame = [...document.querySelectorAll('iframe')].find(one => {{
    const box = one.getBoundingClientRect();
    return box.width > 1 && box.left <= x && x <= box.right && box.top <= y && y <= box.bottom;
  }});
  return frame ? ({_BLOCK})(hit, frame) : null;
}}"""
# In the target's own document: what is drawn over it.
_COVER_OF = f"""target => {{
  const box = target.getBoundingClientRect();
  const hit = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  if (!hit || target.contains(hit) || hit.contains(target)) return null;
  return ({_BLOCK})(hit, target);
}}"""
