"""A .env file reads as it was meant, or is refused with its line: no setting is lost, cut, or run into the next."""

import os
import re
import string
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runbook.errors import SettingsError
from runbook.settings import collect, variables
from tests.helpers.properties import examples


@pytest.fixture
def dotenv(tmp_path: Path) -> Path:
    return tmp_path / ".env"


def told(dotenv: Path, text: str | bytes) -> list[str]:
    """What is said about a file, a line for each mistake, without the folder and without a word of the content."""
    dotenv.write_bytes(text.encode() if isinstance(text, str) else text)
    with pytest.raises(SettingsError) as refusal:
        variables({}, dotenv)
    said = f"{refusal.value!r} {refusal.value.message} {refusal.value.hint}"
    assert "hunter2" not in said.lower()
    assert refusal.value.__cause__ is None
    return refusal.value.message.replace(str(dotenv), ".env").splitlines()


def read(text: str) -> dict[str, str]:
    """The variables of a file that says this."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, ".env")
        path.write_bytes(text.encode())
        return variables({}, path)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        # What python-dotenv can't read
        ("RUNBOOK_OOMA_ACCOUNT='Joe's Hunter2'", "is not NAME=value: look for a quote without its partner"),
        ('RUNBOOK_OOMA_ACCOUNT="Hunter2', "is not NAME=value"),
        ("RUNBOOK_OOMA_ACCOUNT Hunter2", "is not NAME=value"),
        ("set RUNBOOK_OOMA_ACCOUNT=Hunter2", "is not NAME=value"),
        ("=Hunter2", "is not NAME=value"),
        ("MSP_PASSWORD='hunter2", "is not NAME=value"),
        # Without an equal sign
        ("RUNBOOK_AZURE_PASSWORD:Hunter2Secret!", "has no =: write NAME=value; a comment begins with #"),
        ("RUNBOOK_OOMA_URL", "has no ="),
        ("export RUNBOOK_OOMA_URL", "has no ="),
        ("hunter2", "has no ="),
        ("RUNBOOK_AZURE_PASSWORD#hunter2=x", "has no ="),
        # Names
        ("RUNBOOK_AZURE_PASSWORD:Hunter2=", "has no name that a setting can have"),
        ("RUNBOOK-OOMA-ACCOUNT=Hunter2", "has no name that a setting can have"),
        ("$env:RUNBOOK_OOMA_ACCOUNT = 'Hunter2'", "has no name that a setting can have"),
        ("RUN'BOOK_OOMA_ACCOUNT=Hunter2", "has no name that a setting can have"),
        ('"RUNBOOK_OOMA_ACCOUNT"=Hunter2', "has no name that a setting can have"),
        ("\u200bRUNBOOK_OOMA_ACCOUNT=Hunter2", "has no name that a setting can have"),
        ("\ufeffRUNBOOK_OOMA_ACCOUNT=Hunter2", "has no name that a setting can have"),
        ("RUNBOOK_\u041e\u041eMA_ACCOUNT=Hunter2", "has no name that a setting can have"),
        ("runbook_ooma_account=Hunter2", "has a setting's name in small letters"),
        ("Runbook_OOMA_ACCOUNT=Hunter2", "has a setting's name in small letters"),
        # Values over several lines
        ("RUNBOOK_OOMA_ACCOUNT='Hunter2\nX='", "sets a value that holds a line break"),
        ("RUNBOOK_OOMA_ACCOUNT='Hunter2\u2028x'", "sets a value that holds a line break"),
        ("X='Hunter2\nRUNBOOK_OOMA_ACCOUNT='", "begins a value that goes on over a line with another setting"),
        ("X='Hunter2\n  export RUNBOOK_OOMA_ACCOUNT='", "begins a value that goes on over a line with another"),
        ("X='Hunter2\n\nrunbook_x=1\nY='", "begins a value that goes on over a line with another setting"),
        # Escapes
        (r'RUNBOOK_BROWSER="C:\new\hunter2.exe"', "sets a value in which a backslash stands for a line break"),
        (r'RUNBOOK_BROWSER="C:\tools\hunter2.exe"', "sets a value in which a backslash stands for a line break"),
        # Comments
        ("RUNBOOK_OOMA_ACCOUNT=Hunter #2", "sets a value that ends at a #: put the value in quotes, or the comment"),
        ("RUNBOOK_OOMA_ACCOUNT=Hunter\t#2", "sets a value that ends at a #"),
        ("RUNBOOK_OOMA_ACCOUNT=Hunter\u00a0#2", "sets a value that ends at a #"),
        ("RUNBOOK_OOMA_ACCOUNT= # hunter2", "sets a value that ends at a #"),
        ("RUNBOOK_OOMA_ACCOUNT='Hunter'#2", "has a comment that may be a part of the value"),
        ("RUNBOOK_OOMA_ACCOUNT='Hunter' #2'", "has a comment that may be a part of the value"),
        # Quotes of which one is missing, or that are none
        ("RUNBOOK_OOMA_ACCOUNT=Hunter2'", "sets a value that ends with a quote and doesn't begin with one"),
        ('RUNBOOK_OOMA_ACCOUNT=Hunter2 Ltd"', "sets a value that ends with a quote and doesn't begin with one"),
        ("RUNBOOK_OOMA_ACCOUNT=\u201cHunter2\u201d", "sets a value with curly quotes around it"),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_what_would_be_lost_or_altered_is_told_with_its_line_alone(
    dotenv: Path, line: str, said: str, end: str
) -> None:
    text = f"\n# comment\nA=1\n\n \n{line}\n"
    (mistake,) = told(dotenv, text.replace("\n", end))
    assert mistake.startswith(f".env:6: {said}")


def test_all_mistakes_are_told_with_the_lines_where_they_begin(dotenv: Path) -> None:
    lines = [
        "RUNBOOK_TENANT='hunter2", "", "RUNBOOK_AZURE_APP=Ooma #2", "OTHER='it", "goes on'", "hunter2",
        "RUNBOOK_AZURE_APP=Ooma", "RUNBOOK_AZURE_APP=Ooma", "x y", "", "runbook_log=x",
    ]  # fmt: skip
    for end in ("\n", "\r\n", "\r"):
        found = [line.split(":")[1] for line in told(dotenv, end.join(lines))]
        # The quote of line 1 ends in line 4, where text follows that is none.
        assert found == ["1", "5", "6", "8", "9", "11"]


def test_setting_that_stands_twice_is_told_with_both_lines(dotenv: Path) -> None:
    assert told(dotenv, "RUNBOOK_LOG=hunter2\nA=1\nA=2\n\nRUNBOOK_LOG='hunter2'\n") == [
        ".env:5: sets again what line 1 sets: keep one of the two"
    ]


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("RUNBOOK_X=", ""),
        ("RUNBOOK_X=''", ""),
        (" export  RUNBOOK_X = a b ", "a b"),
        ("'RUNBOOK_X'=a", "a"),
        ("RUNBOOK_X=Joe's Pizza", "Joe's Pizza"),
        ('RUNBOOK_X="Joe\'s Pizza"', "Joe's Pizza"),
        (r"RUNBOOK_X='Joe\'s Pizza'", "Joe's Pizza"),
        ("RUNBOOK_X=Contoso#2", "Contoso#2"),
        ("RUNBOOK_X=#2", "#2"),
        ("RUNBOOK_X='Contoso #2'", "Contoso #2"),
        ("RUNBOOK_X='Contoso #2' # the second one #1", "Contoso #2"),
        ("RUNBOOK_X=a=b", "a=b"),
        ("RUNBOOK_X=pa${HOME}$1", "pa${HOME}$1"),
        (r"RUNBOOK_X='C:\new'", r"C:\new"),
        (r'RUNBOOK_X="C:\Users"', r"C:\Users"),
        ("RUNBOOK_X='a\tb'", "a\tb"),
        ("RUNBOOK_X='\u201cContoso\u201d'", "\u201cContoso\u201d"),
        ("RUNBOOK_X=Gen\u00e8ve \u2019n", "Gen\u00e8ve \u2019n"),
    ],
)
def test_what_is_plain_reads_as_it_is_meant(line: str, value: str) -> None:
    assert read(f"{line}\n") == {"RUNBOOK_X": value}


def test_other_programs_lines_are_left_to_them(dotenv: Path) -> None:
    dotenv.write_text("KEY='-----BEGIN\nx\n-----END'\nmy.key=1 # one\nA=1\nA=2 'x'\nMSP_RUNBOOK_PASSWORD=x\n")
    assert collect({}, dotenv) == {}
    assert variables({}, dotenv)["KEY"] == "-----BEGIN\nx\n-----END"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_file_of_any_windows_program_is_read(dotenv: Path, encoding: str, end: str) -> None:
    dotenv.write_bytes(f"RUNBOOK_TENANT=M\u00fcller{end}RUNBOOK_AZURE_APP=Ooma{end}".encode(encoding))
    assert variables({}, dotenv) == {"RUNBOOK_TENANT": "M\u00fcller", "RUNBOOK_AZURE_APP": "Ooma"}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("A=1\nRUNBOOK_OOMA_ACCOUNT=M\u00fcller hunter2\n".encode("cp1252"), ".env:2: is not UTF-8; save it as UTF-8"),
        ("RUNBOOK_OOMA_ACCOUNT=hunter2\n".encode("utf-16-le"), ".env:1: is not UTF-8, or holds characters"),
        (b"RUNBOOK_OOMA_PASSWORD=hunter2\xff\xfe\n", ".env:1: is not UTF-8; save it as UTF-8"),
        (b"PK\x03\x04hunter2", ".env: is a workbook (.xlsx, .ods) or another packed file, not a text"),
    ],
)
def test_file_that_is_no_such_text_is_told_in_plain_words(dotenv: Path, content: bytes, said: str) -> None:
    (mistake,) = told(dotenv, content)
    assert mistake.startswith(said)


def test_no_file_is_no_mistake_and_neither_is_a_folder(dotenv: Path) -> None:
    assert variables({}, dotenv) == {}
    dotenv.mkdir()
    assert variables({}, dotenv) == {}


@pytest.mark.skipif(os.name != "posix", reason="links need a right there")
def test_link_that_leads_nowhere_is_a_mistake(dotenv: Path) -> None:
    dotenv.symlink_to("none")
    with pytest.raises(SettingsError, match=r"\.env: is not there"):
        variables({}, dotenv)


@pytest.mark.skipif(os.name != "posix", reason="no such pipes there")
def test_pipe_is_not_waited_for(dotenv: Path) -> None:
    os.mkfifo(dotenv)
    with pytest.raises(SettingsError, match=r"\.env: is a pipe"):
        variables({}, dotenv)


@pytest.mark.skipif(os.name != "posix", reason="no such names there")
def test_name_of_the_file_is_printable(tmp_path: Path) -> None:
    path = tmp_path / "odd\x1b[31m\n.env"
    path.write_text("x\n")
    with pytest.raises(SettingsError) as refusal:
        variables({}, path)
    assert refusal.value.message.isprintable()


def test_lines_that_the_page_on_upgrading_calls_wrong_are_refused_and_their_corrections_read() -> None:
    page = (Path(__file__).parents[2] / "docs" / "upgrading.md").read_text("utf-8")
    rows = [row.split(" | ") for row in re.findall(r"^\| (`(?:RUNBOOK|runbook)_.+) \|$", page, re.MULTILINE)]
    assert len(rows) > 8
    for wrong, _, right in rows:
        with pytest.raises(SettingsError):
            read(f"{wrong.strip('`')}\n")
        if right.startswith("`RUNBOOK_"):
            assert len(read(f"{right.strip('`').partition('`')[0]}\n")) == 1


# Whatever is written

NAMES = ("RUNBOOK_TENANT", "RUNBOOK_OOMA_ACCOUNT", "RUNBOOK_OOMA_PASSWORD", "RUNBOOK_AZURE_APP")
# What matters to whoever reads the file, and some that doesn't.
SIGNS = st.sampled_from("'\"\\#= \t$()\u201c\u2019\u00fc\u00a0abnt2") | st.characters(exclude_categories=("Cc", "Cs"))
VALUES = st.text(SIGNS, max_size=12).filter(lambda text: len(text.splitlines()) < 2 and text.strip() == text)
SETTINGS = st.dictionaries(st.sampled_from(NAMES), VALUES, min_size=1)


def quoted(value: str) -> str:
    """A value in single quotes, as python-dotenv's documentation has it."""
    escaped = value.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


def lines_of(values: dict[str, str], comments: list[str]) -> list[str]:
    """A line for each, between comments and empty lines, and a comment after each second."""
    lines = []
    for number, ((name, value), comment) in enumerate(zip(values.items(), comments, strict=False)):
        lines += [f"# {comment}", "", f"{name}={quoted(value)}" + (f" # {comment}" if number % 2 else "")]
    return [*lines, "OTHER=x"]


COMMENTS = st.lists(st.text(string.ascii_letters + " #=", max_size=8), min_size=len(NAMES), max_size=len(NAMES))


@given(SETTINGS, COMMENTS, st.sampled_from(["\n", "\r\n"]))
@examples(200)
def test_what_is_quoted_well_reads_exactly(values: dict[str, str], comments: list[str], end: str) -> None:
    assert read(end.join(lines_of(values, comments))) == {**values, "OTHER": "x"}


@given(SETTINGS, COMMENTS, st.data())
@examples(600)
def test_one_slip_is_told_or_changes_no_more_than_the_value_in_which_it_was_made(
    values: dict[str, str], comments: list[str], data: st.DataObject
) -> None:
    """A quote too few or too many, or no equal sign.

    Every other setting reads as it was written. In the one where the slip was made the value may have another quote, as
    if that had been typed on purpose; nothing else of it is missing, and nothing of another line has come to it. Else
    there is a message with that line, or with an earlier one.
    """
    lines = lines_of(values, comments)
    at = data.draw(st.sampled_from([number for number, line in enumerate(lines) if line.startswith("RUNBOOK_")]))
    line = lines[at]
    name = line.partition("=")[0]
    slip = data.draw(st.sampled_from(["quote too few", "quote too many", "no equal sign"]))
    if slip == "no equal sign":
        lines[at] = line.replace("=", "", 1)
    elif slip == "quote too few":
        lost = data.draw(st.sampled_from([number for number, sign in enumerate(line) if sign in "'\""]))
        lines[at] = line[:lost] + line[lost + 1 :]
    else:
        added = data.draw(st.integers(0, len(line)))
        lines[at] = line[:added] + data.draw(st.sampled_from("'\"")) + line[added:]
    try:
        found = read("\n".join(lines))
    except SettingsError as error:
        numbers = [int(one) for one in re.findall(r"\.env:(\d+): ", error.message)]
        assert min(numbers) <= at + 1
    else:
        assert slip != "no equal sign"
        assert found.keys() == {*values, "OTHER"}
        assert {key: value for key, value in found.items() if key != name} == {
            key: value for key, value in {**values, "OTHER": "x"}.items() if key != name
        }
        assert re.sub(r"['\"\\]", "", found[name]) == re.sub(r"['\"\\]", "", values[name])


def refusal(path: Path) -> SettingsError | None:
    """Why a file is refused; None if it isn't."""
    try:
        collect({}, path)
    except SettingsError as error:
        return error
    return None


WORD = "hunter2"
PIECES = st.sampled_from(
    [WORD, f"RUNBOOK_OOMA_PASSWORD={WORD}", f"RUNBOOK_X={WORD}", "'", '"', "#", " ", "=", "\n", "\r\n", "\\", ":",
     "export ", "RUNBOOK_", "RUNBOOK_OOMA_PASSWORD", "OTHER=", "\ufeff", "\u2028"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=12))
@examples(400)
def test_no_message_repeats_what_stands_in_the_file(pieces: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, ".env")
        path.write_bytes("".join(pieces).encode())
        error = refusal(path)
    if error is not None:
        assert WORD not in f"{error!r} {error} {error.message} {error.hint}"
        assert all(line.startswith(f"{path}:") for line in error.message.splitlines())
