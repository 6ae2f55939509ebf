/** @jsxImportSource react */
// GraphiQL with examples, costs, tables, charts and shared links.

import { HISTORY_PLUGIN } from "@graphiql/plugin-history";
import { GraphiQL } from "graphiql";
import { useState } from "react";
import { Editors } from "./editors";
import { EXAMPLES, examplesPlugin, WELCOME } from "./examples";
import { explorer } from "./explorer";
import { fetcher } from "./fetcher";
import { Cost } from "./cost";
import { Results } from "./results";
import { Share } from "./share-button";
import type { SharedQuery } from "./share";
import { useTheme } from "./theme";
import { ViewContext, type View } from "./view";

const PLUGINS = [examplesPlugin, explorer, HISTORY_PLUGIN];

export function Playground({ from }: { from: SharedQuery | null }) {
  const theme = useTheme();
  const view = useState<View>("json");
  return (
    <ViewContext value={view}>
      <GraphiQL
        fetcher={fetcher}
        plugins={PLUGINS}
        {...(WELCOME && { visiblePlugin: examplesPlugin })}
        forcedTheme={theme}
        defaultEditorToolsVisibility={true}
        className={view[0] === "json" ? "" : "tabular"}
        defaultTabs={EXAMPLES.slice(0, 1)}
        {...(from && { initialQuery: from.query, initialVariables: from.variables })}
      >
        <GraphiQL.Logo>
          <Cost />
          <Share />
          <Editors />
        </GraphiQL.Logo>
        <GraphiQL.Footer>
          <Results />
        </GraphiQL.Footer>
      </GraphiQL>
    </ViewContext>
  );
}
