/** @jsxImportSource react */
// Example queries: `examples/*.graphql`, with the title in the first comment and a description in the others. Variables
// are in a JSON file of the same name.

import { useGraphiQL, useGraphiQLActions, type GraphiQLPlugin } from "@graphiql/react";
import { useOpen } from "./opening";
import type { SharedQuery } from "./share";
import { useView } from "./view";

interface Example extends SharedQuery {
  name: string;
  title: string;
  about: string;
  /** Whether the answer is groups, measures or counts by year. */
  isChart: boolean;
}

/** Width in pixels from which the examples fit beside the editor. */
export const MIN_WIDTH_FOR_SIDEBAR = 900;

const QUERIES = import.meta.glob<string>("./examples/*.graphql", { query: "?raw", import: "default", eager: true });
const VARIABLES = import.meta.glob<string>("./examples/*.json", { query: "?raw", import: "default", eager: true });

const CHARTED = /\b(groups\(|countsByYear|measures \{)/;

export const EXAMPLES: Example[] = Object.entries(QUERIES).map(([path, query]) => {
  const comments = query.split("\n").filter((line) => line.startsWith("# "));
  const [title = "", ...about] = comments.map((line) => line.slice(2));
  const variables = VARIABLES[path.replace(/graphql$/, "json")] ?? "";
  return {
    name: path.replace(/^.*\/|\.graphql$/g, ""),
    title,
    about: about.join(" ").replaceAll("`", ""),
    query,
    variables,
    isChart: CHARTED.test(query),
  };
});

/** Set when an example was used. GraphiQL's own item is removed when no panel is open. */
const USED = "peergraph:examples-used";

/** Whether the list is open because the reader is new: it folds when an example is used, and stays folded. */
let isWelcome =
  localStorage.getItem("graphiql:visiblePlugin") === null &&
  localStorage.getItem(USED) === null &&
  innerWidth >= MIN_WIDTH_FOR_SIDEBAR;

/** First-time readers see the examples. */
export const WELCOME = isWelcome;

function Examples() {
  const open = useOpen();
  const { run, setVisiblePlugin, stop } = useGraphiQLActions();
  const [, setView] = useView();
  const ready = useGraphiQL((state) => Boolean(state.queryEditor && state.variableEditor));
  const choose = (example: Example) => {
    if (isWelcome || innerWidth < MIN_WIDTH_FOR_SIDEBAR) setVisiblePlugin(null);
    isWelcome = false;
    localStorage.setItem(USED, "1");
    open(example);
  };
  const draw = (example: Example) => {
    choose(example);
    setView("chart");
    // While a subscription runs, `run` would end it alone.
    stop();
    void run();
  };
  return (
    <section className="examples" aria-label="Examples">
      <div className="graphiql-doc-explorer-title">Examples</div>
      <ul>
        {EXAMPLES.map((example) => (
          <li key={example.name}>
            <button type="button" data-example={example.name} disabled={!ready} onClick={() => choose(example)}>
              <strong>{example.title}</strong>
              {example.about}
            </button>
            {example.isChart && (
              <button
                type="button"
                className="draw"
                data-chart={example.name}
                disabled={!ready}
                aria-label={`Run as a chart: ${example.title}`}
                onClick={() => draw(example)}
              >
                Run as a chart
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Icon() {
  return (
    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden="true">
      <path d="M12 3v3m0 12v3M3 12h3m12 0h3M5.6 5.6l2.1 2.1m8.6 8.6 2.1 2.1m0-12.8-2.1 2.1m-8.6 8.6-2.1 2.1" />
      <circle cx="12" cy="12" r="3" />
    </svg>
  );
}

export const examplesPlugin: GraphiQLPlugin = { title: "Examples", icon: Icon, content: Examples };
