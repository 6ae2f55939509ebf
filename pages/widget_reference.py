"""The reference tables of `<research-map>` on `/widget`. A test compares them with the element."""

from typing import Final

ATTRIBUTES: Final = (
    ("paper", "The centre of the map: an id, a DOI, an arXiv id or a URL. Separate several by spaces."),
    ("author", "An author's id or ORCID iD."),
    ("institution", "An institution's id or ROR."),
    ("topic", "A topic's id."),
    ("venue", "A venue's id."),
    ("around", "Ids of any kind, separated by spaces."),
    ("endpoint", "The GraphQL endpoint. Default: that of the service that serves the script."),
    (
        "kinds",
        "The kinds of nodes: PAPER, AUTHOR, INSTITUTION, TOPIC, VENUE, separated by commas. Default: all but VENUE.",
    ),
    ("nodes", "The largest number of nodes, 1 to 500. Default: 60."),
    ("hops", "The largest distance from the centre in links, 1 to 3. Default: 1."),
    (
        "network",
        "CO_CITATION: papers that are cited together; CO_AUTHORSHIP: authors who wrote together. Default: RELATIONS.",
    ),
    ("from", "Only papers of this year and later."),
    ("to", "Only papers of this year and earlier."),
    ("theme", "light, dark or auto. Default: auto, which follows the CSS color-scheme of the page."),
    ("locale", "The language of buttons and numbers: en, de, es, fr. Default: the language of the page."),
    ("height", "The height, in pixels or as a CSS length. Default: 480."),
    ("wheel", "If present, the mouse wheel zooms at once; otherwise with Ctrl, or after a click on the map."),
    ("shade", "year shades papers by year: the latest have the full colour."),
    ("head", "none hides the title and the link to the explorer."),
)
PROPERTIES: Final = (
    ("data", "The map as returned by the API (type ResearchMap). Set it to show a map that the page already has."),
    ("selected", "The id of the selected node, or null. Set it to select one."),
    ("endpoint", "The endpoint in use. Read only."),
    ("view", "The view, to merge, filter and remove nodes. Null while the element is not in a document. Read only."),
    ("reload()", "Loads the map again."),
    ("fit()", "Shows all nodes."),
    ("zoom(factor)", "Zooms in (factor above 1) or out."),
)
EVENTS: Final = (
    ("load", "A map was loaded. detail: nodes, edges (counts)."),
    ("error", "The map could not be loaded. detail: message, offline."),
    ("nodeselect", "A node was selected or deselected. detail: id, or null."),
    ("nodeopen", "A node is about to open. detail: id, kind, label, url. Call preventDefault() to handle it yourself."),
    ("nodeexpand", "The map grew around a node. detail: id, added (ids)."),
    ("change", "The visible nodes changed. detail: nodes (count)."),
)
PARTS: Final = ("map", "head", "canvas", "tools", "legend", "card", "tooltip", "list", "status")
CUSTOM_PROPERTIES: Final = (
    ("--research-map-height", "480px"),
    ("--research-map-radius", "12px"),
    ("--research-map-border", "1px solid, light grey"),
    ("--research-map-font", "the system's"),
    ("--research-map-ground", "#ffffff, dark #11151f"),
    ("--research-map-text", "#1c2333, dark #e9ecf3"),
    ("--research-map-faint", "#5b6475, dark #a3adc0"),
    ("--research-map-rule", "#dfe3ea, dark #2a3142"),
    ("--research-map-raised", "#f5f7fa, dark #1a2030"),
    ("--research-map-accent", "#2f5fd0, dark #7ea6ff"),
    ("--research-map-line", "#8a93a6, dark #66708a"),
    ("--research-map-close", "#b45309, dark #f5a524"),
    ("--research-map-paper", "#2f5fd0, dark #7ea6ff"),
    ("--research-map-author", "#c2410c, dark #ff9a66"),
    ("--research-map-institution", "#0f766e, dark #4fd1c1"),
    ("--research-map-topic", "#7c3aed, dark #bc9bff"),
    ("--research-map-venue", "#be185d, dark #ff8cb8"),
)
KEYS: Final = (
    ("Arrow keys", "Move to the linked node in that direction"),
    ("Enter", "Open the selected node"),
    ("Space", "Expand the selected node"),
    ("Delete", "Remove the selected node"),
    ("Esc", "Return to the previous node"),
    ("+ and -", "Zoom"),
    ("0", "Show all"),
    ("Home", "Target the centre"),
)
