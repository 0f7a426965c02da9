"""The CSV file of customers: whatever a spreadsheet exports is read, and what is wrong is told by line."""

import csv
import io
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runbook.inventory.customers_csv import Row, read_rows
from runbook.inventory.mistakes import Mistakes

KEYS = ("name", "azure_tenant", "azure_app", "ooma_account", "azure_password")
HEADER = "name,azure_tenant,ooma_account\n"


def read(path: Path) -> tuple[list[Row], list[str]]:
    """The rows, and what is said, without the folder."""
    mistakes = Mistakes()
    rows = read_rows(path, KEYS, mistakes)
    return rows, [str(mistake).removeprefix(f"{path.parent}/") for mistake in mistakes.found]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "customers.csv"


def cells(path: Path) -> list[dict[str, str]]:
    rows, said = read(path)
    assert said == []
    return [row.cells for row in rows]


# What spreadsheets write

ROWS = [
    {"name": "contoso", "azure_tenant": "contoso.com", "ooma_account": "Contoso; Ltd, \"East\"\tand 'West'"},
    {"name": "\u00fcbung", "azure_tenant": "x.com", "ooma_account": "\u6771\u4eac"},
]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_delimiters_encodings_and_line_ends_are_recognized(
    path: Path, encoding: str, delimiter: str, newline: str
) -> None:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator=newline)
    writer.writerow(["name", "azure_tenant", "ooma_account"])
    writer.writerows([list(row.values()) for row in ROWS])
    path.write_bytes(text.getvalue().encode(encoding))
    assert cells(path) == ROWS


# A carriage return alone is not quoted by `csv.writer`.
CELL = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), max_size=12)


@given(
    rows=st.lists(st.lists(CELL, min_size=3, max_size=3), max_size=6),
    delimiter=st.sampled_from([",", ";", "\t"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    newline=st.sampled_from(["\n", "\r\n"]),
    quoted=st.booleans(),
    sep=st.booleans(),
)
def test_what_is_written_is_read(
    tmp_path_factory: pytest.TempPathFactory,
    *,
    rows: list[list[str]],
    delimiter: str,
    encoding: str,
    newline: str,
    quoted: bool,
    sep: bool,
) -> None:
    text = io.StringIO()
    writer = csv.writer(
        text, delimiter=delimiter, lineterminator=newline, quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL
    )
    names = ["name", "azure_tenant", "ooma_account"]
    writer.writerows([names, *rows])
    head = f"sep={delimiter}{newline}" if sep else ""
    path = tmp_path_factory.getbasetemp() / "customers.csv"
    path.write_bytes((head + text.getvalue()).encode(encoding))
    expected = [{key: cell.strip() for key, cell in zip(names, row, strict=True) if cell.strip()} for row in rows]
    assert cells(path) == [row for row in expected if row]


def test_lines_are_those_that_an_editor_shows(path: Path) -> None:
    path.write_text('sep=,\n\nname,azure_tenant\na,a.com\n\n,,\n"b\nb",b.com\nc,c.com\n')
    rows, said = read(path)
    assert said == []
    assert [(row.line, row.cells["azure_tenant"]) for row in rows] == [(4, "a.com"), (7, "b.com"), (9, "c.com")]


def test_header_may_be_written_as_people_write(path: Path) -> None:
    path.write_text(" Name ;Azure Tenant;OOMA-ACCOUNT;;\nx;x.com;X;;\n")
    assert cells(path) == [{"name": "x", "azure_tenant": "x.com", "ooma_account": "X"}]


def test_one_column_needs_no_delimiter(path: Path) -> None:
    path.write_text("azure_tenant\na.com\nb.com\n")
    assert cells(path) == [{"azure_tenant": "a.com"}, {"azure_tenant": "b.com"}]


def test_short_rows_lack_what_is_empty_elsewhere(path: Path) -> None:
    path.write_text(HEADER + "x,x.com\n")
    assert cells(path) == [{"name": "x", "azure_tenant": "x.com"}]


# What goes wrong


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04rest", "customers.csv: is a workbook (.xlsx, .ods) or another packed file, not a text; in Excel"),
        (b"\xd0\xcf\x11\xe0rest", "customers.csv: is an old Excel workbook (.xls), not a text; in Excel"),
        (b"%PDF-1.7", "customers.csv: is a PDF file, not a text; in Excel"),
        (
            HEADER.encode() + "m\u00fcller,m.com,M\n".encode("cp1252"),
            "customers.csv:2: is not UTF-8; save it as UTF-8; in Excel, 'Save as' with the type 'CSV UTF-8'",
        ),
        (HEADER.encode("utf-16-le"), "customers.csv:1: is not UTF-8, or holds characters that no text has"),
        (b"", "customers.csv: is empty"),
        (b"\r\n;;\r\n", "customers.csv: is empty"),
        (b"Customers 2026\nname,azure_tenant\n", "customers.csv:1: has no header: the first row names the key"),
        (b"contoso,contoso.com\n", "customers.csv:1: has no header: the first row names the key"),
        (
            b"name,azure_tennant\nx,x.com\n",
            "customers.csv:1: header: azure_tennant is not a tenant key; did you mean azure_tenant?",
        ),
        (
            b"name,Telephone\nx,1\n",
            "customers.csv:1: header: Telephone is not a tenant key; delete the column if it isn't meant for runbook",
        ),
        (b"name,Name\nx,y\n", "customers.csv:1: header: Name names two columns"),
        (b"name,,azure_tenant\nx,y,z\n", "customers.csv:1: header: column 2 holds values and has no name"),
        (
            HEADER.encode() + b"x,x.com,Smith, Jones\n",
            "customers.csv:2: has 4 cells, and the header names 3: a value with a comma in it stands in quotes",
        ),
        (
            b"name;azure_tenant\nx;x.com;y\n",
            "customers.csv:2: has 3 cells, and the header names 2: a value with a semicolon in it stands in quotes",
        ),
        (HEADER.encode() + b'x,x.com,"X\ny,y.com,Y\n', "customers.csv:2: can't be read (unexpected end of data)"),
        (HEADER.encode() + b'a,a.com,A\nx,x.com,"X"Y\n', "customers.csv:3: can't be read (',' expected after '\"')"),
    ],
)
def test_each_mistake_is_told_with_its_line_and_advice(path: Path, content: bytes, said: str) -> None:
    path.write_bytes(content)
    (told,) = read(path)[1]
    assert told.startswith(said)


def test_rows_beside_a_wrong_one_are_still_read(path: Path) -> None:
    path.write_text(HEADER + "a,a.com,A,too,many\nb,b.com,B\n")
    rows, said = read(path)
    assert [row.cells["name"] for row in rows] == ["b"]
    assert len(said) == 1


def test_file_that_is_not_there_or_is_a_folder_is_told(tmp_path: Path) -> None:
    assert read(tmp_path / "none.csv")[1] == ["none.csv: is not there"]
    (tmp_path / "folder.csv").mkdir()
    assert read(tmp_path / "folder.csv")[1] == ["folder.csv: is a folder"]


def test_no_message_repeats_a_cell(path: Path) -> None:
    path.write_text('name,azure_password,,x\nhunter2,hunter2,hunter2,hunter2,hunter2\nhunter2,"hunter2\n')
    assert "hunter2" not in str(read(path)[1])


def test_invisible_signs_stay_for_the_check_of_values(path: Path) -> None:
    path.write_text(HEADER + "x,x.com,Con\u200btoso\n", encoding="utf-8")
    (row,) = cells(path)
    assert unicodedata.category(row["ooma_account"][3]) == "Cf"
