// Opens a query in a new tab.

import { useGraphiQL, useGraphiQLActions } from "@graphiql/react";
import { useCallback } from "react";
import type { SharedQuery } from "./share";

export function useOpen(): (what: SharedQuery) => void {
  const { addTab } = useGraphiQLActions();
  const queryEditor = useGraphiQL((state) => state.queryEditor);
  const variableEditor = useGraphiQL((state) => state.variableEditor);
  return useCallback(
    (what) => {
      addTab();
      queryEditor?.setValue(what.query);
      variableEditor?.setValue(what.variables);
      queryEditor?.focus();
    },
    [addTab, queryEditor, variableEditor],
  );
}
