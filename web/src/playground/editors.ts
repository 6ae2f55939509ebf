// Settings of the editors: long lines wrap, and Escape leaves an editor for its frame, from which Tab goes on and Enter
// goes back.

import { useGraphiQL } from "@graphiql/react";
import { useEffect } from "react";

const HINT = "Esc, then Tab leaves the editor";
/** `KeyCode.Escape` and `OverlayWidgetPositionPreference.BOTTOM_RIGHT_CORNER` of Monaco. */
const ESCAPE = 9;
const BOTTOM_RIGHT = 1;
/** Escape first closes what is open in the editor. */
const NOTHING_OPEN = [
  "suggestWidgetVisible",
  "findWidgetVisible",
  "parameterHintsVisible",
  "editorHoverVisible",
  "inSnippetMode",
  "editorHasMultipleSelections",
]
  .map((each) => `!${each}`)
  .join(" && ");

type Editor = NonNullable<Parameters<Parameters<typeof useGraphiQL>[0]>[0]["queryEditor"]>;

/** Shows the hint while the editor has the focus. */
function showHint(editor: Editor): void {
  const hint = Object.assign(document.createElement("p"), { className: "leave", textContent: HINT, hidden: true });
  hint.setAttribute("aria-hidden", "true");
  editor.addOverlayWidget({
    getId: () => "peergraph.leave",
    getDomNode: () => hint,
    getPosition: () => ({ preference: BOTTOM_RIGHT }),
  });
  editor.onDidFocusEditorText(() => (hint.hidden = false));
  editor.onDidBlurEditorText(() => (hint.hidden = true));
  hint.hidden = !editor.hasTextFocus();
}

function prepare(editor: Editor, name: string): void {
  editor.updateOptions({ wordWrap: "on", ariaLabel: `${name}. ${HINT}.` });
  editor.addAction({
    id: "peergraph-leave",
    label: "Leave the editor",
    keybindings: [ESCAPE],
    keybindingContext: NOTHING_OPEN,
    run: () => editor.getContainerDomNode().focus(),
  });
  showHint(editor);
}

/** Wraps long lines, and lets the keyboard leave. It shows nothing itself. */
export function Editors(): null {
  const queryEditor = useGraphiQL((state) => state.queryEditor);
  const variableEditor = useGraphiQL((state) => state.variableEditor);
  const headerEditor = useGraphiQL((state) => state.headerEditor);
  useEffect(() => queryEditor && prepare(queryEditor, "Query"), [queryEditor]);
  useEffect(() => variableEditor && prepare(variableEditor, "Variables"), [variableEditor]);
  useEffect(() => headerEditor && prepare(headerEditor, "Headers"), [headerEditor]);
  return null;
}
