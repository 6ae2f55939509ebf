// Opens a query in a tab of its own.

import { useGraphiQL, useGraphiQLActions } from "@graphiql/react";
import { useCallback } from "react";
import type { Shared } from "./share";

export function useOpen(): (what: Shared) => void {
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
