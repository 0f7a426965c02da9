"""In which ways the Ooma Admin Portal is drawn. An option that is listed more often is drawn more often."""

from collections.abc import Mapping

OOMA: dict[str, tuple[str, ...]] = {
    # Markup: what elements are, what they are called, and what is around them.
    "kit": ("plain", "plain", "plain", "bootstrap", "jqueryui", "mui"),
    "names": ("semantic", "hashed", "modules", "utility", "none"),
    "elements": ("button", "role", "link", "bare", "input"),
    "wrap": ("none", "one", "three", "mixed"),
    "shadow": ("none", "none", "page", "controls"),
    "frame": ("none", "none", "same", "content"),
    "icons": ("svg", "image", "background"),
    "icon_names": ("title", "aria", "both"),
    "bar": ("words", "icons", "both"),
    "bar_at": ("top", "top", "fixed"),
    # How one gets from place to place.
    "loads": ("app", "app", "pages"),
    "routes": ("hash", "path", "none"),
    "kept": ("session", "query", "hash", "path"),
    "remembers": ("no", "no", "yes"),
    "apps": ("menu", "page"),
    "way": ("phone_system", "side_nav", "hover_menu", "settings_menu"),
    "closed_menus": ("removed", "hidden"),
    # Accounts.
    "accounts": ("sliding", "tree", "table", "select", "combobox", "page", "endless"),
    "accounts_way": ("menu", "apps"),
    "accounts_late": ("no", "no", "empty_first", "late"),
    "row_press": ("row", "name", "button", "details", "hover_button"),
    "search": ("input", "keyup", "enter", "button"),
    "after_entering": ("home", "stays"),
    "current": (
        "heading",
        "chip",
        "badge",
        "tooltip",
        "banner",
        "crumb",
        "bar",
        "avatar",
        "footer_strip",
    ),
    "notice": ("none", "banner", "toast", "toast_stays"),
    # The company account page and its tab.
    "tab": ("tabs", "links", "accordion", "page", "buttons"),
    "tab_roles": ("aria", "none"),
    "panels": ("one", "all"),
    "values": ("text", "readonly_input", "code", "dl", "table", "cut"),
    "copy": ("none", "badge", "icon"),
    "tab_rows": ("few", "all", "shuffled"),
    "redraw": ("none", "spinner", "late_values", "twice", "polling"),
    "decoys": ("none", "second_save", "other_switches", "other_tabs", "favourites"),
    # The switches.
    "switch": ("checkbox", "aria", "zero_size", "radios", "select", "button", "slider", "kit"),
    "switch_label": ("before", "above", "after"),
    "switch_tie": ("tied", "aria", "loose"),
    "saving": ("itself", "question", "form", "slow"),
    # The dialog.
    "dialog": ("dialog", "drawer", "page", "inline", "full_screen"),
    "dialog_tag": ("div", "div", "dialog"),
    "dialog_role": ("none", "role", "named"),
    "dialog_close": ("cross", "cross", "word", "none"),
    "dialog_save": ("always", "when_complete"),
    "save_at": ("foot", "foot", "head"),
    "form_tag": ("div", "form"),
    "label": ("for", "aria", "placeholder", "beside", "above", "floating", "wrapped"),
    "order": ("guide", "shuffled"),
    "extra_fields": ("none", "some", "all"),
    "required_mark": ("none", "star", "before", "word", "optional"),
    "hints": ("none", "below"),
    "inputs": ("plain", "controlled", "textarea"),
    "claim_default": ("", "email"),
    "dialog_late": ("no", "no", "spinner"),
    "after_save": ("toast", "alert", "none"),
    # The certificate.
    "certificate": (
        "name",
        "cut",
        "subject",
        "fingerprint",
        "serial",
        "expiry",
        "name_and_expiry",
        "input",
        "chip",
        "table_row",
    ),
    "fingerprint": ("sha1", "sha256", "sha1_colons", "sha256_lower", "sha1_spaces"),
    "tab_certificate": ("none", "same", "name"),
    "upload": ("button_input", "label", "drop_zone", "native", "monster"),
    "upload_input": ("hidden", "invisible", "made_on_press"),
    "upload_busy": ("inactive", "hidden"),
    "upload_accept": ("given", "none"),
    "remove": ("trash", "trash", "button", "cross"),
    "remove_asks": ("no", "no", "question", "native"),
    "icon_remove_name": ("named", "none"),
    # What else lies over the page.
    "interruption": ("none", "none", "survey", "news", "tour", "cookies", "toast", "chat", "menu_closer"),
    "interruption_at": ("start", "menu", "dialog", "random"),
    "interruption_close": ("cross", "named_cross", "words"),
}

_LIBRARIES: dict[str, tuple[str, ...]] = {
    "bootstrap": ("bootstrap.bundle.min.js",),
    "jqueryui": ("jquery.min.js", "jquery-ui.min.js"),
    "mui": ("react.production.min.js", "react-dom.production.min.js", "material-ui.production.min.js"),
}
_PARTS = ("state", "around", "accounts", "browsers", "shell", "places", "certificate", "dialog", "tab", "app")


def ooma_scripts(choices: Mapping[str, str]) -> list[str]:
    """The scripts of a page of Ooma's, in order. The style sheets of the libraries are fetched by their scripts."""
    kit = choices["kit"]
    library = [f"vendor/{name}" for name in _LIBRARIES.get(kit, ())]
    drawn_with = [f"generated/kit_{kit}.js"] if kit in _LIBRARIES else []
    helpers = ["generated/markup.js", *drawn_with, "generated/widgets.js", "generated/controls.js"]
    return [*library, *helpers, *(f"generated/ooma_{part}.js" for part in _PARTS)]
