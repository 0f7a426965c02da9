"""TOML with the lines of its keys, and with all of its faults."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runbook.inventory.toml_places import TomlDocument, parse_toml


def faults(text: str) -> list[tuple[int, str]]:
    return [(fault.line, fault.text) for fault in parse_toml(text).faults]


DOCUMENT = '''\
# a comment with [brackets] and an = sign
tenants_csv = "customers.csv"   # another

[defaults]
note = """
[tenant]
name = "not a key"
"""
list = [
  # a comment in a list
  "]", "[[x]]",
]
a.b.c = 1
a.b.d = { e = 1, "f.g" = 2 }

[sign_in.partner]
password = 'env:X'
[sign_in . "msp.example"]
password = 'env:Y'

[[tenant]]
name = "one"
[tenant.inner]
key = 1

[[ tenant ]]
name = "two"
[tenant.inner]
key = 2
'''


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("tenants_csv",), 2),
        (("defaults",), 4),
        (("defaults", "note"), 5),
        (("defaults", "list"), 9),
        (("defaults", "a", "b", "c"), 13),
        (("defaults", "a", "b", "d", "f.g"), 14),
        (("sign_in", "partner", "password"), 17),
        (("sign_in", "msp.example"), 18),
        (("sign_in", "msp.example", "password"), 19),
        (("tenant", 0), 21),
        (("tenant", 0, "name"), 22),
        (("tenant", 0, "inner", "key"), 24),
        (("tenant", 1), 26),
        (("tenant", 1, "name"), 27),
        (("tenant", 1, "inner", "key"), 29),
    ],
)
def test_each_key_has_its_line(path: tuple[str | int, ...], line: int, newline: str) -> None:
    document = parse_toml(DOCUMENT.replace("\n", newline))
    assert document.faults == ()
    assert document.values == tomllib.loads(DOCUMENT)
    assert document.line(path) == line


def test_what_is_missing_is_told_at_the_table_where_it_should_be() -> None:
    document = parse_toml(DOCUMENT)
    assert document.line(("tenant", 1, "azure_tenant")) == 26
    assert document.line(("tenant", 7, "name")) == 21
    assert document.line(("nowhere",)) == 1


@pytest.mark.parametrize(
    ("written", "line", "said"),
    [
        ("a = 1\nb = Ooma\n", 2, "invalid value; text stands in straight quotes"),
        ("a = 1\nb = \n", 2, "invalid value; text stands in straight quotes"),
        ("b\n", 1, "expected '='"),
        ('b = "Ooma\n', 1, "text stands in straight quotes"),
        ("b = \u201cOoma\u201d\n", 1, "these are curly quotes"),
        ('b = "C:\\Users\\me"\n', 1, "a path with backslashes stands in single quotes"),
        ('b = "file:C:\\secret"\n', 1, "a path with backslashes stands in single quotes"),
        ('a = 1\nb = """\nno end\n', 2, "a list or text that begins here has no end"),
        ("a = 1\nb = [1,\n2\n", 2, "a list or text that begins here has no end"),
        ("[defaults\na = 1\n", 1, "expected ']'"),
        ("[[tenant]\na = 1\n", 1, "expected ']]'"),
        ("a = 1\na = 2\n", 2, "a stands in line 1 already"),
        ("a.b = 1\na.b = 2\n", 2, "b stands in line 1 already"),
        ("[t]\n[[u]]\nx = 1\n[t]\n", 4, "[t] stands in line 1 already; only lists of tables"),
        ("[[tenant]]\n[tenant]\n", 2, "[tenant] is a list of tables elsewhere: write [[tenant]]"),
    ],
)
def test_each_fault_has_its_line_and_advice(written: str, line: int, said: str) -> None:
    ((found, text),) = faults(written)
    assert found == line
    assert said in text


def test_all_faults_are_told_at_once_and_what_comes_after_is_still_read() -> None:
    text = 'a = Ooma\nb = "good"\nc = [\n[[tenant]]\nname = "x"\nname = "y"\n[[tenant]]\n'
    text += 'd = \u201cx\u201d\ne = """\nf = 1\n'
    assert [line for line, _ in faults(text)] == [1, 3, 6, 8, 9]


def test_what_only_the_whole_document_shows_is_a_fault_too() -> None:
    assert faults("[a]\nb = 1\n[a.b]\nc = 1\n")[0][0] == 3
    assert faults("a = 1\n[[a]]\n")[0][0] == 2


def test_no_fault_repeats_a_value() -> None:
    text = 'password = hunter2\npassword2 = "hunter2\n"hunter2" "hunter2"\nx = "hunter2\\q"\n'
    said = faults(text)
    assert len(said) == 4
    assert "hunter2" not in str(said)


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment", "a = 1", "\r\n# x\r\n"])
def test_nothing_much_is_no_fault(text: str) -> None:
    assert parse_toml(text) == TomlDocument(tomllib.loads(text), (), parse_toml(text).lines)


VALUES = st.sampled_from(
    ['"x"', "'x'", "1", "true", '"""\nx = [1\n"""', "'''\n[tenant]\n'''", '[\n"a",\n# c\n]', "{ k = 1 }", '"\\"#\\""']
)
FILLING = st.sampled_from(["", "\n", "# comment\n", "   \n# [x]\n\n"])


@given(st.lists(st.tuples(FILLING, VALUES), max_size=12), st.integers(1, 3))
def test_lines_are_right_wherever_values_go_on_over_several(keys: list[tuple[str, str]], tables: int) -> None:
    text = ""
    expected = {}
    for table in range(tables):
        text += "[[tenant]]\n"
        for number, (filling, value) in enumerate(keys):
            text += filling
            expected["tenant", table, f"key{number}"] = text.count("\n") + 1
            text += f"key{number} = {value}\n"
    document = parse_toml(text)
    assert document.faults == ()
    assert {path: document.line(path) for path in expected} == expected


PIECES = ["a", "b", "a.b", '"a b"', "tenant", " = ", '"x"', "1", "[", "[[", "]", "]]", "{", "}", ",", "#c"]
ENDS = ["\n", "\n\n", "\r\n", "\r", '"""', "'''", '"', "\\", "\u201c"]


@given(st.lists(st.sampled_from(PIECES + ENDS), max_size=25).map("".join))
def test_whatever_is_written_is_read_as_tomllib_does_or_told(text: str) -> None:
    document = parse_toml(text)
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        assert document.faults
        assert document.values == {}
    else:
        assert document.faults == ()
        assert document.values == values
