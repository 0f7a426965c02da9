"""Values that a portal cuts short are read whole where the page holds them whole, and else not at all."""

import pytest
from playwright.async_api import Browser

from pages.azure import words
from pages.driver.fence import Fence
from pages.driver.screen import Screen
from pages.driver.values import values_after

LOGIN = "https://login.example/6b0c1f8e-7d0a-4a55-9a51-0d1c4b7e9f10/saml2"
OTHER = "https://login.example/6b0c1f8e-7d0a-4a55-9a51-0d1c4b7e9f10/logout"
CUT = "https://login.exa\u2026"


async def login_url(browser: Browser, body: str) -> tuple[str, ...]:
    async with await browser.new_context() as context:
        page = await context.new_page()
        await page.set_content(body)
        tokens = await Screen("Azure", page, Fence(frozenset()), timeout=5).read(page.main_frame)
        return values_after(tokens, words.LOGIN_URL, (words.LOGOUT_URL,))


@pytest.mark.parametrize(
    "value",
    [
        pytest.param(f'<dd title="{LOGIN}">{CUT}</dd>', id="title"),
        pytest.param(f'<dd title="{LOGIN}"><span>{CUT}</span><button>Copy</button></dd>', id="title of what holds it"),
        pytest.param(f'<dd>{CUT} <button data-clipboard-text="{LOGIN}">&#xe8c8;</button></dd>', id="copy button"),
        pytest.param(f'<dd>{CUT} <button aria-label="Copy {LOGIN}">Copy</button></dd>', id="copy button's name"),
        pytest.param(f'<dd>{CUT}<input type=hidden value="{LOGIN}"></dd>', id="hidden field"),
        pytest.param(f'<dd title="{LOGIN}">https://login.exa...saml2</dd>', id="cut in the middle"),
        pytest.param(f'<dd><input readonly value="{CUT}" title="{LOGIN}"></dd>', id="field"),
        pytest.param(f'<dd style="width:60px;overflow:hidden;text-overflow:ellipsis">{LOGIN}</dd>', id="by style"),
    ],
)
async def test_a_value_that_is_cut_short_is_read_whole(browser: Browser, value: str) -> None:
    body = f'<dl><dt>Login URL</dt>{value}<dt>Logout URL</dt><dd title="{OTHER}">{CUT}</dd></dl>'
    assert await login_url(browser, body) == (LOGIN,)
    row = value.replace("<dd", "<td").replace("</dd", "</td")
    body = f"<table><tr><td>Login URL</td>{row}</tr><tr><td>Logout URL</td><td>{OTHER}</td></tr></table>"
    assert await login_url(browser, body) == (LOGIN,)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(f"<dl><dt>Login URL</dt><dd>{CUT}</dd></dl>", id="nowhere whole"),
        pytest.param(
            f"<dl><dt>Login URL</dt><dd>{CUT}</dd><dt>Logout URL</dt><dd title={OTHER}>{CUT}</dd></dl>",
            id="whole in another row, which is cut too",
        ),
        pytest.param(
            f"<div><p>Login URL</p><p>{CUT}</p><p>Logout URL</p><p title={OTHER}>{OTHER}</p></div>",
            id="whole in another line",
        ),
        pytest.param(
            f"<dl><dt>Login URL</dt><dd>{CUT}<a title={OTHER}>a</a><a title={LOGIN}>b</a></dd></dl>",
            id="two that it could be",
        ),
    ],
)
async def test_a_value_that_is_not_there_whole_is_not_guessed(browser: Browser, body: str) -> None:
    assert await login_url(browser, body) == ()
