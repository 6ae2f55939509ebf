"""What `<research-map>` takes and tells: the tables of `/widget`. A test holds them against the element."""

from typing import Final

ATTRIBUTES: Final = (
    ("paper", "What the map is around: an id, a DOI, an arXiv id or an address. Several, with spaces between them."),
    ("author", "An author's id or ORCID iD."),
    ("institution", "An institution's id or ROR."),
    ("topic", "A topic's id."),
    ("venue", "A venue's id."),
    ("around", "Ids of any kind, with spaces between them."),
    ("endpoint", "The GraphQL endpoint. Not given: that of the service which the script came from."),
    ("kinds", "The kinds of nodes: PAPER, AUTHOR, INSTITUTION, TOPIC, VENUE, with commas. Not given: all but VENUE."),
    ("nodes", "How many nodes at most, 1 to 500. Not given: 60."),
    ("hops", "How many links away from the centre at most, 1 to 3. Not given: 1."),
    ("from", "Papers of this year and later alone."),
    ("to", "Papers of this year and earlier alone."),
    ("theme", "light, dark or auto. auto, or not given: as the page is, by its CSS color-scheme."),
    ("locale", "The language of buttons and numbers: en, de, es, fr. Not given: the page's."),
    ("height", "The height, in pixels or as a CSS length. Not given: 480."),
    ("wheel", "If there, the mouse wheel zooms at once; else with Ctrl, or after a click into the map."),
    ("head", "none leaves out the title and the link to the explorer."),
)
PROPERTIES: Final = (
    ("data", "The map as the API answers it (type ResearchMap). Set it to show one that the page has already."),
    ("selected", "The id of the selected node, or null. Set it to select one."),
    ("endpoint", "The endpoint in use. Read only."),
    ("view", "The view, to merge, filter and remove nodes. Null while the element is in no page. Read only."),
    ("reload()", "Asks the service anew."),
    ("fit()", "Shows all nodes."),
    ("zoom(factor)", "Zooms in (more than 1) or out."),
)
EVENTS: Final = (
    ("load", "A map is there. detail: nodes, edges (how many)."),
    ("error", "There is none. detail: message, offline."),
    ("nodeselect", "A node was selected, or none any more. detail: id, or null."),
    ("nodeopen", "A node is to be opened. detail: id, kind, label, url. Prevent it to do something else."),
    ("nodeexpand", "The map grew around a node. detail: id, added (ids)."),
    ("change", "The shown nodes changed. detail: nodes (how many)."),
)
PARTS: Final = ("map", "head", "canvas", "tools", "legend", "card", "tooltip", "list", "status")
CUSTOM_PROPERTIES: Final = (
    ("--research-map-height", "480px"),
    ("--research-map-radius", "12px"),
    ("--research-map-border", "1px solid, a faint grey"),
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
    ("Arrow keys", "Along a link, to the linked node that lies in that direction"),
    ("Enter", "Opens the selected node"),
    ("Space", "Expands it"),
    ("Delete", "Takes it off the map"),
    ("Esc", "Back to the node before"),
    ("+ and -", "Zoom"),
    ("0", "Shows all"),
    ("Home", "To the centre"),
)
