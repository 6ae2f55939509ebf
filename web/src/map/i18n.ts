// Texts of the map in each language. Names of nodes come from the service.

import type { EdgeKind, Kind } from "./model";

export interface Messages {
  loading: string;
  empty: string;
  failed: string;
  offline: string;
  missing: string;
  retry: string;
  map: string;
  keys: string;
  zoomIn: string;
  zoomOut: string;
  fit: string;
  list: string;
  shade: string;
  save: string;
  explorer: string;
  open: string;
  expand: string;
  expanded: string;
  remove: string;
  close: string;
  links: string;
  name: string;
  kind: string;
  none: string;
  full: string;
  noLinkInDirection: string;
  clear: string;
  copy: string;
  copied: string;
  kinds: Record<Kind, [one: string, several: string]>;
  edges: Record<EdgeKind, [forwards: string, backwards: string]>;
}

const en: Messages = {
  loading: "Building this graph slice",
  empty: "There is nothing to show: this graph has no node with this id.",
  failed: "The map could not be loaded.",
  offline: "You seem to be offline.",
  missing: "The map has no centre: set the attribute `paper`, `author`, `institution` or `topic`.",
  retry: "Try again",
  map: "Research map",
  keys: "Arrow keys follow links, Enter opens, Space expands, Escape goes back, plus and minus zoom, 0 shows all.",
  zoomIn: "Zoom in",
  zoomOut: "Zoom out",
  fit: "Show all",
  list: "List of all nodes",
  shade: "Shade papers by year",
  save: "Save or share",
  explorer: "Open full explorer",
  open: "Open",
  expand: "Expand",
  expanded: "added",
  remove: "Remove",
  close: "Close",
  links: "Links",
  name: "Name",
  kind: "Kind",
  none: "No further nodes around it.",
  full: "The map is full: remove a node first.",
  noLinkInDirection: "No link in this direction.",
  clear: "Nothing selected.",
  copy: "Copy link",
  copied: "Copied",
  kinds: {
    PAPER: ["Paper", "Papers"],
    AUTHOR: ["Author", "Authors"],
    INSTITUTION: ["Institution", "Institutions"],
    TOPIC: ["Topic", "Topics"],
    VENUE: ["Venue", "Venues"],
  },
  edges: {
    CITES: ["cites", "is cited by"],
    AUTHORED: ["wrote", "was written by"],
    FROM: ["has authors at", "is the affiliation of authors of"],
    AFFILIATED_WITH: ["is affiliated with", "is the affiliation of"],
    ABOUT: ["is about", "is the topic of"],
    WITHIN: ["is in the area of", "is the area of"],
    BROADER: ["is part of", "contains"],
    PUBLISHED_IN: ["was published in", "published"],
    NEIGHBOUR: ["is related to", "is related to"],
    CO_CITED: ["is cited together with", "is cited together with"],
    CO_AUTHORED: ["wrote papers with", "wrote papers with"],
  },
};

const de: Messages = {
  loading: "Dieser Ausschnitt des Graphen entsteht",
  empty: "Nichts zu zeigen: Kein Knoten dieses Graphen hat diese Kennung.",
  failed: "Die Karte konnte nicht geladen werden.",
  offline: "Offenbar besteht keine Verbindung.",
  missing: "Worum geht es? Das Element braucht `paper`, `author`, `institution` oder `topic`.",
  retry: "Noch einmal versuchen",
  map: "Forschungskarte",
  keys: "Pfeiltasten folgen Verbindungen, Eingabe öffnet, Leertaste erweitert, Escape geht zurück, Plus und Minus zoomen, 0 zeigt alles.",
  zoomIn: "Vergrößern",
  zoomOut: "Verkleinern",
  fit: "Alles zeigen",
  list: "Liste aller Knoten",
  shade: "Artikel nach Jahr schattieren",
  save: "Speichern oder teilen",
  explorer: "Im Explorer öffnen",
  open: "Öffnen",
  expand: "Erweitern",
  expanded: "hinzugefügt",
  remove: "Entfernen",
  close: "Schließen",
  links: "Verbindungen",
  name: "Name",
  kind: "Art",
  none: "Weiter ist nichts in der Nähe.",
  full: "Die Karte ist voll: Entfernen Sie zuerst etwas.",
  noLinkInDirection: "In dieser Richtung ist keine Verbindung.",
  clear: "Nichts ausgewählt.",
  copy: "Link kopieren",
  copied: "Kopiert",
  kinds: {
    PAPER: ["Arbeit", "Arbeiten"],
    AUTHOR: ["Autor", "Autoren"],
    INSTITUTION: ["Institution", "Institutionen"],
    TOPIC: ["Thema", "Themen"],
    VENUE: ["Ort", "Orte"],
  },
  edges: {
    CITES: ["zitiert", "wird zitiert von"],
    AUTHORED: ["schrieb", "wurde geschrieben von"],
    FROM: ["kommt von", "ist Heimat von"],
    AFFILIATED_WITH: ["arbeitete bei", "beschäftigte"],
    ABOUT: ["handelt von", "ist Thema von"],
    WITHIN: ["gehört zum Gebiet", "ist das Gebiet von"],
    BROADER: ["ist Teil von", "enthält"],
    PUBLISHED_IN: ["erschien in", "veröffentlichte"],
    NEIGHBOUR: ["ist verwandt mit", "ist verwandt mit"],
    CO_CITED: ["wird zusammen zitiert mit", "wird zusammen zitiert mit"],
    CO_AUTHORED: ["schrieb Artikel mit", "schrieb Artikel mit"],
  },
};

const fr: Messages = {
  loading: "Construction de cette partie du graphe",
  empty: "Rien à montrer : aucun nœud de ce graphe ne porte cet identifiant.",
  failed: "La carte n’a pas pu être chargée.",
  offline: "Vous semblez être hors ligne.",
  missing: "Indiquez le centre de la carte : `paper`, `author`, `institution` ou `topic`.",
  retry: "Réessayer",
  map: "Carte de recherche",
  keys: "Les flèches suivent les liens, Entrée ouvre, Espace développe, Échap revient, plus et moins zooment, 0 montre tout.",
  zoomIn: "Agrandir",
  zoomOut: "Réduire",
  fit: "Tout montrer",
  list: "Liste de tous les nœuds",
  shade: "Nuancer les articles par année",
  save: "Enregistrer ou partager",
  explorer: "Ouvrir l’explorateur",
  open: "Ouvrir",
  expand: "Développer",
  expanded: "ajoutés",
  remove: "Retirer",
  close: "Fermer",
  links: "Liens",
  name: "Nom",
  kind: "Type",
  none: "Rien de plus autour.",
  full: "La carte est pleine : retirez d’abord quelque chose.",
  noLinkInDirection: "Aucun lien dans cette direction.",
  clear: "Rien de sélectionné.",
  copy: "Copier le lien",
  copied: "Copié",
  kinds: {
    PAPER: ["Article", "Articles"],
    AUTHOR: ["Auteur", "Auteurs"],
    INSTITUTION: ["Institution", "Institutions"],
    TOPIC: ["Thème", "Thèmes"],
    VENUE: ["Revue", "Revues"],
  },
  edges: {
    CITES: ["cite", "est cité par"],
    AUTHORED: ["a écrit", "a été écrit par"],
    FROM: ["vient de", "est l’origine de"],
    AFFILIATED_WITH: ["a travaillé à", "a employé"],
    ABOUT: ["traite de", "est le thème de"],
    WITHIN: ["relève de", "est le domaine de"],
    BROADER: ["fait partie de", "contient"],
    PUBLISHED_IN: ["a paru dans", "a publié"],
    NEIGHBOUR: ["est proche de", "est proche de"],
    CO_CITED: ["est cité avec", "est cité avec"],
    CO_AUTHORED: ["a écrit des articles avec", "a écrit des articles avec"],
  },
};

const es: Messages = {
  loading: "Preparando esta parte del grafo",
  empty: "No hay nada que mostrar: ningún nodo de este grafo tiene este identificador.",
  failed: "No se pudo cargar el mapa.",
  offline: "Parece que no hay conexión.",
  missing: "Indique el centro del mapa: `paper`, `author`, `institution` o `topic`.",
  retry: "Reintentar",
  map: "Mapa de investigación",
  keys: "Las flechas siguen los enlaces, Intro abre, Espacio amplía, Escape vuelve, más y menos acercan y alejan, 0 muestra todo.",
  zoomIn: "Acercar",
  zoomOut: "Alejar",
  fit: "Mostrar todo",
  list: "Lista de todos los nodos",
  shade: "Sombrear artículos por año",
  save: "Guardar o compartir",
  explorer: "Abrir el explorador",
  open: "Abrir",
  expand: "Ampliar",
  expanded: "añadidos",
  remove: "Quitar",
  close: "Cerrar",
  links: "Enlaces",
  name: "Nombre",
  kind: "Tipo",
  none: "No hay nada más alrededor.",
  full: "El mapa está lleno: quite algo primero.",
  noLinkInDirection: "No hay enlaces en esa dirección.",
  clear: "Nada seleccionado.",
  copy: "Copiar enlace",
  copied: "Copiado",
  kinds: {
    PAPER: ["Artículo", "Artículos"],
    AUTHOR: ["Autor", "Autores"],
    INSTITUTION: ["Institución", "Instituciones"],
    TOPIC: ["Tema", "Temas"],
    VENUE: ["Revista", "Revistas"],
  },
  edges: {
    CITES: ["cita", "es citado por"],
    AUTHORED: ["escribió", "fue escrito por"],
    FROM: ["viene de", "es el origen de"],
    AFFILIATED_WITH: ["trabajó en", "empleó a"],
    ABOUT: ["trata de", "es el tema de"],
    WITHIN: ["pertenece al área de", "es el área de"],
    BROADER: ["es parte de", "contiene"],
    PUBLISHED_IN: ["se publicó en", "publicó"],
    NEIGHBOUR: ["es afín a", "es afín a"],
    CO_CITED: ["se cita junto con", "se cita junto con"],
    CO_AUTHORED: ["escribió artículos con", "escribió artículos con"],
  },
};

const LANGUAGES: Record<string, Messages> = { en, de, fr, es };

/** The texts for a locale such as `de-AT`; English for other languages. */
export function messagesFor(locale: string): Messages {
  return LANGUAGES[locale.toLowerCase().split("-")[0] ?? ""] ?? en;
}
