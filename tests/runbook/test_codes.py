"""Invariant 12: a one-time code is used once, and a sign-in that waits for the next one says so."""

import asyncio
import stat
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from runbook.errors import RunbookError
from runbook.sign_ins.codes import CodeBook, FolderOfCodes, one_time_code

RFC_SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
SECRET = SecretStr(RFC_SECRET)
ACCOUNT = "azure admin@contoso.example"


class Time:
    """A clock that goes on only while somebody sleeps."""

    def __init__(self, now: float) -> None:
        self.now = now
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        assert seconds > 0
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Time:
    """Ten seconds into a window."""
    time = Time(30_000_010.0)
    monkeypatch.setattr("runbook.sign_ins.codes.asyncio.sleep", time.sleep)
    return time


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def book(tmp_path: Path, time: Time, said: list[str]) -> Callable[[], CodeBook]:
    """Makes code books that share one place, as runs that follow each other do."""
    return lambda: CodeBook(FolderOfCodes(tmp_path / "codes"), said.append, time)


@pytest.mark.parametrize(
    ("at", "code"),
    [
        (59, "287082"),
        (1111111109, "081804"),
        (1111111111, "050471"),
        (1234567890, "005924"),
        (2000000000, "279037"),
        (20000000000, "353130"),
    ],
)
def test_codes_are_those_of_rfc_6238(at: int, code: str) -> None:
    assert one_time_code(RFC_SECRET, at) == code
    assert one_time_code(RFC_SECRET.lower(), at) == code


@given(st.integers(0, 2**33), st.floats(0, 29.9))
def test_code_stays_the_same_for_one_window(window: int, seconds: float) -> None:
    assert one_time_code(RFC_SECRET, window * 30) == one_time_code(RFC_SECRET, window * 30 + seconds)


async def test_first_code_is_the_present_ones_and_comes_at_once(
    book: Callable[[], CodeBook], time: Time, said: list[str]
) -> None:
    assert await book().code(ACCOUNT, SECRET) == one_time_code(RFC_SECRET, time.now)
    assert time.slept == []
    assert said == []


async def test_second_code_waits_for_the_next_window_and_says_so(
    book: Callable[[], CodeBook], time: Time, said: list[str]
) -> None:
    one = book()
    await one.code(ACCOUNT, SECRET)
    assert await one.code(ACCOUNT, SECRET) == one_time_code(RFC_SECRET, 30_000_030)
    assert time.slept == [20]
    (line,) = said
    assert "waiting 20 s" in line
    assert ACCOUNT in line
    assert "was used" in line


async def test_windows_are_used_once_also_by_a_later_run(book: Callable[[], CodeBook], time: Time) -> None:
    codes = [await book().code(ACCOUNT, SECRET) for _ in range(4)]
    assert codes == [one_time_code(RFC_SECRET, 30_000_000 + 30 * number) for number in range(4)]
    assert sum(time.slept) == 20 + 30 + 30


async def test_sign_ins_at_the_same_time_get_different_windows(book: Callable[[], CodeBook], time: Time) -> None:
    one, other = book(), book()
    codes = await asyncio.gather(*(each.code(ACCOUNT, SECRET) for each in (one, one, other, one, other)))
    windows = {one_time_code(RFC_SECRET, 30_000_000 + 30 * number) for number in range(len(codes))}
    assert len(set(codes)) == len(codes)
    assert set(codes) == windows
    assert time.now < 30_000_000 + 30 * len(codes)


async def test_code_taken_by_another_process_in_the_same_moment_is_not_given_out_again(
    tmp_path: Path, said: list[str], time: Time
) -> None:
    """The other one comes between this one's look at the clock and what follows from it."""
    taken: list[str] = []

    def other_process() -> None:
        taken.append(asyncio.run(CodeBook(FolderOfCodes(tmp_path), said.append, time).code(ACCOUNT, SECRET)))

    def clock() -> float:
        if not taken:
            with ThreadPoolExecutor() as pool:
                pool.submit(other_process).result()
        return time()

    code = await CodeBook(FolderOfCodes(tmp_path), said.append, clock).code(ACCOUNT, SECRET)
    assert taken == [one_time_code(RFC_SECRET, 30_000_000)]
    assert code == one_time_code(RFC_SECRET, 30_000_030)


def test_many_processes_never_share_a_window(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Books in threads of their own, all in the same window: just one gets its code, the others wait."""

    class Waited(Exception):
        pass

    async def give_up(_: float) -> None:
        raise Waited

    def sign_in(_: int) -> str | None:
        try:
            return asyncio.run(
                CodeBook(FolderOfCodes(tmp_path), lambda _: None, lambda: 30_000_010.0).code(ACCOUNT, SECRET)
            )
        except Waited:
            return None

    monkeypatch.setattr("runbook.sign_ins.codes.asyncio.sleep", give_up)
    with ThreadPoolExecutor(8) as pool:
        codes = list(pool.map(sign_in, range(40)))
    assert [code for code in codes if code is not None] == [one_time_code(RFC_SECRET, 30_000_010)]


async def test_accounts_do_not_wait_for_each_other(book: Callable[[], CodeBook], time: Time) -> None:
    one = book()
    await one.code("azure admin", SECRET)
    await one.code("ooma admin", SECRET)
    await book().code("azure admin2", SECRET)
    assert time.slept == []


async def test_code_that_is_about_to_expire_is_not_given_out(
    book: Callable[[], CodeBook], time: Time, said: list[str]
) -> None:
    time.now = 30_000_028.0
    assert await book().code(ACCOUNT, SECRET) == one_time_code(RFC_SECRET, 30_000_030)
    assert time.slept == [2]
    assert "about to expire" in said[0]


async def test_clock_that_is_set_back_gives_no_code_twice(book: Callable[[], CodeBook], time: Time) -> None:
    first = await book().code(ACCOUNT, SECRET)
    await book().code(ACCOUNT, SECRET)
    time.now = 30_000_010.0
    assert await book().code(ACCOUNT, SECRET) not in {first, one_time_code(RFC_SECRET, 30_000_030)}


async def test_sleep_that_ends_too_early_gives_no_code_twice(
    book: Callable[[], CodeBook], time: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def doze(seconds: float) -> None:
        await time.sleep(min(seconds, 7))

    monkeypatch.setattr("runbook.sign_ins.codes.asyncio.sleep", doze)
    codes = [await book().code(ACCOUNT, SECRET) for _ in range(2)]
    assert len(set(codes)) == 2
    assert time.now >= 30_000_030


async def test_what_is_remembered_holds_neither_secret_nor_account_nor_code(
    book: Callable[[], CodeBook], tmp_path: Path
) -> None:
    code = await book().code(ACCOUNT, SECRET)
    files = [path for path in (tmp_path / "codes").rglob("*") if path.is_file()]
    assert files
    kept = " ".join(f"{path.name} {path.read_text()}" for path in files)
    for word in (RFC_SECRET, ACCOUNT, "admin", code):
        assert word not in kept
    if sys.platform != "win32":
        assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
        assert stat.S_IMODE((tmp_path / "codes").stat().st_mode) == 0o700


async def test_what_is_remembered_does_not_grow_without_end(
    book: Callable[[], CodeBook], tmp_path: Path, time: Time
) -> None:
    for _ in range(40):
        await book().code(ACCOUNT, SECRET)
        time.now += 30
    assert len(list((tmp_path / "codes").iterdir())) < 20


# What another version left where this is remembered.


def names_set_aside(folder: Path) -> list[str]:
    return [path.name for path in folder.glob("*set-aside*")]


@pytest.mark.parametrize("left", ["a file", "a link that leads nowhere"])
async def test_what_cannot_be_read_is_set_aside_and_the_present_window_counts_as_used(
    book: Callable[[], CodeBook], tmp_path: Path, time: Time, said: list[str], left: str
) -> None:
    codes = tmp_path / "codes"
    if left == "a file":
        codes.write_text("[]")
    else:
        codes.symlink_to(tmp_path / "nothing")
    assert await book().code(ACCOUNT, SECRET) == one_time_code(RFC_SECRET, 30_000_030)
    (line,) = said
    (new,) = names_set_aside(tmp_path)
    assert new == "codes-set-aside-19701214T052000Z"
    assert line == (
        f"waiting 20 s for the next one-time code of {ACCOUNT}: the present one may have been used:"
        f" the used codes could not be read, and were renamed to {tmp_path / new}"
    )
    assert await book().code("another account", SECRET) == one_time_code(RFC_SECRET, 30_000_030)
    assert time.slept == [20]


async def test_after_that_no_process_uses_the_present_window(
    book: Callable[[], CodeBook], tmp_path: Path, time: Time, said: list[str]
) -> None:
    (tmp_path / "codes").write_text("")
    await book().code(ACCOUNT, SECRET)
    time.now = 30_000_015.0
    assert await book().code("another account", SECRET) == one_time_code(RFC_SECRET, 30_000_030)
    assert said[1] == "waiting 15 s for the next one-time code of another account: the present one may have been used"


async def test_what_else_is_in_the_folder_is_none_of_this(
    book: Callable[[], CodeBook], tmp_path: Path, time: Time, said: list[str]
) -> None:
    (tmp_path / "codes").mkdir()
    for name in (".DS_Store", "desktop.ini", "copy-of-x"):
        (tmp_path / "codes" / name).touch()
    (tmp_path / "codes" / "sub").mkdir()
    (tmp_path / "codes-set-aside-by-hand").touch()
    assert await book().code(ACCOUNT, SECRET) == one_time_code(RFC_SECRET, time.now)
    assert said == []


@pytest.mark.skipif(sys.platform == "win32", reason="folders have no mode there")
async def test_a_folder_that_cannot_be_had_is_an_error_that_names_the_setting(
    tmp_path: Path, time: Time, said: list[str]
) -> None:
    (tmp_path / "state").write_text("a file")
    with pytest.raises(RunbookError, match="can't be written down") as failure:
        await CodeBook(FolderOfCodes(tmp_path / "state" / "codes"), said.append, time).code(ACCOUNT, SECRET)
    assert "RUNBOOK_STATE" in failure.value.hint


async def test_what_protects_a_customer_gets_a_code_that_can_not_be_written_down_and_gets_it_once(
    tmp_path: Path, time: Time, said: list[str]
) -> None:
    (tmp_path / "state").write_text("a file")
    book = CodeBook(FolderOfCodes(tmp_path / "state" / "codes"), said.append, time)
    assert await book.code(ACCOUNT, SECRET, unrecorded=True) == one_time_code(RFC_SECRET, time.now)
    assert time.slept == []
    second = await book.code(ACCOUNT, SECRET, unrecorded=True)
    assert time.slept != []
    assert second == one_time_code(RFC_SECRET, time.now)
    with pytest.raises(RunbookError, match="can't be written down"):
        await book.code(ACCOUNT, SECRET)
