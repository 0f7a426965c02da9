"""In which ways the Azure portal's SAML page is drawn.

Some choices are about what stands in the portal, so the model or the server is made by them: `azure_mode` 'tiles' (no
method is chosen yet), `azure_existing` 'some' (the application has identifiers and reply URLs of its own),
`azure_early` 'yes' (it has a certificate, which the first full save replaces), and `azure_frame` 'other_site'.
"""

from collections.abc import Mapping

AZURE: dict[str, tuple[str, ...]] = {
    # What the page is made with.
    "azure_kit": ("plain", "plain", "ibiza", "fluent", "bootstrap"),
    "azure_elements": ("button", "role", "link", "bare", "input"),
    "azure_names": ("semantic", "hashed", "ibiza", "fluent", "none"),
    "azure_wrap": ("none", "one", "two", "three"),
    "azure_frame": ("none", "frame", "same_origin", "other_site", "two_frames", "replaced", "shadow"),
    "azure_glyphs": ("no", "no", "yes"),
    "azure_balloons": ("no", "yes"),
    "azure_landing": ("direct", "direct", "direct", "home"),
    "azure_account": ("text", "label", "title", "menu", "two_places"),
    "azure_menu": ("open", "closed", "none"),
    # The five cards.
    "azure_words": ("old", "new"),
    "azure_cards": ("divs", "dl", "table", "sections", "collapsible"),
    "azure_number": ("badge", "svg", "list", "above", "in_title"),
    "azure_edit": ("button", "pencil", "link"),
    "azure_edit_at": ("head", "title", "foot"),
    "azure_edit_name": ("edit", "card"),
    "azure_values": ("text", "readonly_input", "cut", "copy"),
    "azure_copy": ("none", "title", "label", "badge"),
    "azure_urls": ("lines", "list", "commas"),
    "azure_redraw": ("none", "cards_late", "twice", "spinner"),
    # Card 3.
    "azure_certificate": ("lines", "table", "status_badge", "sha256_thumbprint", "grouped_thumbprint"),
    "azure_certificate_order": ("usual", "shuffled"),
    "azure_dates": ("american", "american", "british", "german", "swedish"),
    "azure_early": ("no", "no", "yes"),
    "azure_no_certificate": ("absent", "disabled", "message"),
    "azure_download": ("link", "button", "role_link", "icon"),
    "azure_download_name": ("word", "row", "described"),
    "azure_download_way": ("blob", "slow_blob", "data"),
    # The panel of card 1.
    "azure_panel": ("side", "context_pane", "dialog", "page"),
    "azure_panel_host": ("blade", "blade", "shell"),
    "azure_panel_comes": ("at_once", "skeleton", "slides"),
    "azure_close": ("content", "close", "title", "drawing", "glyph"),
    "azure_rows": ("add_link", "empty_row", "grid", "grid_add"),
    "azure_existing": ("none", "none", "some"),
    "azure_default": ("checkbox", "radio", "none"),
    "azure_labels": ("above", "group", "heading", "tied", "placeholder"),
    "azure_hints": ("yes", "no"),
    "azure_heard": ("typing", "typing", "leaving"),
    "azure_optional": ("there", "folded"),
    # Saving it, and what comes after.
    "azure_save": ("command_bar", "footer", "icon_button"),
    "azure_save_time": ("quick", "slow"),
    "azure_greyed": ("disabled", "aria", "look", "never"),
    "azure_after": ("stays", "closes"),
    "azure_toast": ("corner", "foot", "bar", "bell"),
    "azure_unsaved": ("no", "changed"),
    "azure_stale": ("no", "yes"),
    "azure_prompt": ("none", "soon", "late"),
    # What else is there.
    "azure_mode": ("saml", "saml", "tiles"),
    "azure_interruption": ("none", "bubble", "survey", "toast", "news", "copilot"),
    "azure_interruption_at": ("start", "panel", "random"),
    "azure_decoys": ("none", "second_save", "parked", "other_app", "verification_certificates"),
}

_SCRIPTS = ("base", "kits", "surfaces", "cards", "certificate", "rows", "panel", "extras", "shell", "start")


def azure_scripts(_: Mapping[str, str]) -> list[str]:
    """The scripts of a page, in their order; what a kit needs besides, its scripts ask for themselves."""
    return ["generated/markup.js", *(f"generated/azure_{name}.js" for name in _SCRIPTS)]
