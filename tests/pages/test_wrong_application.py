"""The wrong application is never taken: the search for a list or a title with which it would be."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from pages.azure.cards import parse_cards
from pages.azure.rows import Cell, Link, Row, Seen, named, searched_for
from pages.azure.titles import Title, names_application, title_that_names
from pages.driver.names import canonical, did_you_mean, near, same
from pages.driver.values import tidy
from tests.helpers.applications import Listed, equal_to, is_same, like, lists
from tests.helpers.cards import TODAY, with_values
from tests.helpers.properties import examples

ID = "6b0c1f8e-7d0a-4a55-9a51-{:012}"
NAMES = st.sampled_from(["Ooma", "Ooma Test", "Caf\u00e9 Ooma"])
SEPARATORS = st.sampled_from([" | ", "|", " > ", ": ", " - ", " \u2013 "])
PAGES = st.sampled_from(["SAML-based Sign-on", "Single sign-on", "Overview", "Test", "EU", "single sign-on", "SAML"])


@st.composite
def drawn(draw: st.DrawFn) -> tuple[Listed, list[Row]]:
    """A list, in one of the ways in which a portal may have drawn it; other columns may say the wanted name."""
    listed = draw(lists())
    heading = draw(st.sampled_from(["Name", "Display name", ""]))
    linked, ids = draw(st.booleans()), draw(st.booleans())
    others = draw(st.lists(st.sampled_from(["Homepage", "Publisher"]), max_size=2, unique=True))
    before = bool(heading) and draw(st.booleans())
    rows = []
    for at, name in enumerate(listed.names):
        cells = [Cell(heading, (name,), (Link((name,), (name,)),) if linked else ())]
        if ids:
            cells.append(Cell("Object ID" if heading else "", (ID.format(at),)))
        cells += [Cell(column if heading else "", (listed.wanted,)) for column in others]
        if before:
            cells.insert(0, Cell("Publisher", (listed.wanted,), (Link((listed.wanted,), (listed.wanted,)),)))
        rows.append(Row(0, f"#objectId/{ID.format(at)}", tuple(cells)))
    return listed, rows


@examples(2000)
@given(drawn())
def test_no_row_is_taken_but_the_only_one_of_its_name(case: tuple[Listed, list[Row]]) -> None:
    listed, rows = case
    seen = Seen(listed.wanted)
    seen.add(rows)
    taken = [rows.index(row) for row in seen.equal]
    assert (taken[0] if len(taken) == 1 else None) == listed.right


@examples(300)
@given(lists())
def test_twins_without_anything_to_tell_them_apart_count_twice(listed: Listed) -> None:
    rows = [Row(0, "#", (Cell("", (name,), (Link((name,), (name,)),)),)) for name in listed.names]
    at_once, one_by_one = Seen(listed.wanted), Seen(listed.wanted)
    at_once.add(rows)
    for row in rows:
        one_by_one.add([row])
        one_by_one.add([Row(1, "#", (Cell("", ("Refresh",)),))])
        one_by_one.add([Row(0, "#", (Cell("", ("Zebra",)),))])
    count = sum(is_same(name, listed.wanted) for name in listed.names)
    assert len(at_once.equal) == len(one_by_one.equal) == count


@examples(2000)
@given(NAMES.flatmap(lambda app: st.tuples(st.just(app), st.sampled_from(like(app)))), SEPARATORS, PAGES, st.booleans())
def test_title_of_an_application_whose_name_is_like_it_proves_nothing(
    names: tuple[str, str], separator: str, page: str, heading: bool
) -> None:
    app, other = names
    kind = "heading" if heading else "line"
    shown = [Title(f"{other}{separator}{page}", kind), Title(f"{other}{separator}SAML-based Sign-on", "heading")]
    assert not names_application(shown[0], app)
    # A part of its name may stand by itself, and a link may lead to the right one.
    assert title_that_names(app, [*shown, Title(app, "crumb", before=("Home",))]) is None
    # The page's own title is another's, whatever else it says; unless the name itself reads like the right title.
    own = Title(other, "heading", 1)
    for right in (Title(f"{app} | Single sign-on", "heading", 2), Title(app, "crumb", before=("Home",)), Title(app)):
        assert names_application(own, app) or title_that_names(app, [own, right]) is None


@examples(300)
@given(NAMES.flatmap(lambda app: st.tuples(st.just(app), st.sampled_from(equal_to(app)))), SEPARATORS)
def test_title_of_the_application_in_any_spelling_is_its_title(names: tuple[str, str], separator: str) -> None:
    app, spelled = names
    for title in (
        Title(f"{spelled}{separator}SAML-based Sign-on", "heading"),
        Title(f"{spelled}{separator}Single sign-on"),
        Title(spelled, "crumb", before=("Home", "Contoso")),
        Title(spelled, "heading", level=1),
        Title(f"Enterprise application: {spelled}"),
    ):
        assert title_that_names(app, [Title("Microsoft Azure"), title]) == title


def test_bare_name_is_a_title_only_where_it_stands_for_the_page() -> None:
    for title in (
        Title("Ooma"),
        Title("Ooma", "crumb"),
        Title("Ooma | Single sign-on", "crumb"),
        Title("Ooma", "crumb", before=("Recent",)),
        Title("Ooma", "crumb", before=("Home",), after=("Ooma Test",)),
    ):
        assert not names_application(title, "Ooma"), title
    assert names_application(Title("Ooma", "crumb", before=("Home",), after=("Single sign-on",)), "Ooma")
    # What every page of single sign-on is called names none.
    assert not names_application(Title("SSO", "heading", level=1), "SSO")


def test_name_with_more_behind_a_sign_is_no_title() -> None:
    for said in (
        "Ooma | anything",
        "Ooma: EU",
        "Ooma > Test",
        "ooma",
        "Ooma | Test | SAML-based Sign-on",
        "ooma | SAML",
    ):
        assert not names_application(Title(said, "heading"), "Ooma"), said
    assert names_application(Title("Ooma | Test | SAML-based Sign-on", "heading"), "Ooma | Test")
    # A heading is the name itself, as far as one can know.
    assert not names_application(Title("Application: Ooma", "heading"), "Ooma")


@examples(300)
@given(NAMES.flatmap(lambda app: st.tuples(st.just(app), st.sampled_from(like(app) + equal_to(app)))))
def test_card_4_names_the_application_to_the_letter(names: tuple[str, str]) -> None:
    app, other = names
    title = f"Set up {other}"
    tokens = [replace(one, text=tidy(title), letters=title) if one.text == "Set up Ooma" else one for one in TODAY]
    cards = parse_cards(tokens)
    assert cards is not None
    assert same(cards.app, app) == is_same(other, app)


def test_several_names_on_card_4_prove_none() -> None:
    at = next(at for at, one in enumerate(TODAY) if one.text == "Login URL")
    cards = parse_cards([*TODAY[:at], *with_values(TODAY[at - 2 : at - 1], "Set up Ooma", "Set up Box"), *TODAY[at:]])
    assert cards is not None
    assert not same(cards.app, "Ooma")
    assert not same(cards.app, "Box")


def test_search_begins_with_what_is_written_in_one_way_only() -> None:
    assert searched_for("Ooma") == "Ooma"
    assert searched_for(" Ooma\u00a0Test") == "Ooma"
    assert searched_for("Cafe\u0301") == searched_for("Caf\u00e9") == "Caf"
    assert searched_for("\u00c9clair") == ""


def test_names_that_are_near_are_told_and_how_they_differ() -> None:
    assert did_you_mean("Ooma", ["Box", "ooma"]) == " Did you mean 'ooma' (it differs in letter case)?"
    assert near("Ooma", ["\u041e\u043em\u0430", "Fax"]) == ("\u041e\u043em\u0430",)
    assert "U+200B" in did_you_mean("Ooma", ["Ooma\u200b"])


def test_row_is_named_by_its_link_as_a_whole_and_by_no_other_column() -> None:
    def row(*cells: Cell, kind: int = 0) -> Row:
        return Row(kind, "", cells)

    def link(*lines: str) -> tuple[Link, ...]:
        return (Link(lines, lines),)

    homepage = row(Cell("Name", ("Box",), link("Box")), Cell("Homepage", ("Ooma",), link("Ooma")))
    assert homepage.name == "Box"
    assert row(Cell("", ("Box",), link("Box")), Cell("", ("Ooma",))).name == "Box"
    assert row(Cell("", ("Ooma Test",), link("Ooma")), Cell("", ("x",))).name == "Ooma Test"
    assert row(Cell("", ("OO Ooma",), link("Ooma")), Cell("", ("x",))).name == "Ooma"
    assert row(Cell("", ("Ooma EU",), link("Ooma")), Cell("", ("x",))).name == "Ooma EU"
    assert row(Cell("", (ID.format(1),), link(ID.format(1))), Cell("", ("Ooma",), link("Ooma"))).name == "Ooma"
    assert not same(row(Cell("", ("Ooma", "Test"), link("Ooma", "Test"))).name, "Ooma Test")
    assert row(Cell("", ("O", "Ooma", ID.format(1)), link("O", "Ooma", ID.format(1)))).name == "Ooma"
    # A suggestion below the search box, beside the list.
    suggestion = row(Cell("", ("Ooma",)), kind=1)
    listed = row(Cell("Name", ("Ooma",), link("Ooma")))
    assert named("Ooma", [suggestion, listed]) == [listed]
    assert canonical(row(Cell("", ("365",), link("365"))).name) == "365"


def test_list_that_is_empty_while_more_of_it_is_loaded_does_not_count_its_rows_twice() -> None:
    row = Row(0, "#", (Cell("", ("Ooma",), (Link(("Ooma",), ("Ooma",)),)),))
    seen = Seen("Ooma")
    for rows in ([row], [], [Row(1, "#", (Cell("", ("Refresh",)),))], [row]):
        seen.add(rows)
    assert seen.equal == [row]
