// The form for a path between two nodes, and the list of paths.

import type { MapEdge, MapNode } from "../map/model";
import { linkText } from "../map/announce";
import type { Path } from "./queries";
import { Icon } from "./bar";
import type { Choice, Explorer } from "./explorer";
import { Finder } from "./finder";

interface PathFormProperties {
  explorer: Explorer;
  from: Choice | null;
  to: Choice | null;
  message: string;
}

export function PathForm({ explorer, from, to, message }: PathFormProperties) {
  const isLoading = from && to && !message;
  return (
    <section class="path-form" aria-label="Find a path">
      <End name="from" label="From" choice={from} pick={(each) => explorer.pick({ from: each, to })} />
      <End name="to" label="To" choice={to} pick={(each) => explorer.pick({ from, to: each })} />
      <p role="status">
        {message || (isLoading ? "Searching for a path…" : "Search, or choose a node on the map or in the list.")}
      </p>
      <button type="button" aria-label="Close" onClick={() => explorer.pick(null)}>
        <Icon path="M6 6l12 12M18 6L6 18" />
      </button>
    </section>
  );
}

interface EndProperties {
  name: string;
  label: string;
  choice: Choice | null;
  pick(choice: Choice | null): void;
}

function End({ name, label, choice, pick }: EndProperties) {
  if (!choice) return <Finder name={name} label={label} pick={pick} />;
  return (
    <p class="seed">
      <span class="name" title={choice.label}>
        <span class="faint">{label}</span> {choice.label}
      </span>
      <button type="button" aria-label={`Change ${choice.label}`} onClick={() => pick(null)}>
        <Icon path="M6 6l12 12M18 6L6 18" />
      </button>
    </p>
  );
}

/** The paths on the map. */
export function PathList({ explorer }: { explorer: Explorer }) {
  if (!explorer.pathGroups.length) return null;
  return (
    <section class="ways" aria-label="Paths on the map">
      {explorer.pathGroups.map(({ step, paths }) => (
        <div key={JSON.stringify(step)}>
          <ol>
            {paths.map((path) => (
              <li key={path.nodes.map((node) => node.id).join(" ")}>
                <Line explorer={explorer} path={path} />
              </li>
            ))}
          </ol>
          <button type="button" aria-label="Remove this path" onClick={() => explorer.forget(step)}>
            <Icon path="M6 6l12 12M18 6L6 18" />
          </button>
        </div>
      ))}
    </section>
  );
}

function Line({ explorer, path }: { explorer: Explorer; path: Path }) {
  return path.nodes.map((node, at) => (
    <>
      {at > 0 && <span class="faint"> {reason(explorer, path.edges[at - 1], path.nodes[at - 1])} </span>}
      <button type="button" class="plain" onClick={() => explorer.view.select(node.id, true)}>
        {node.label}
      </button>
    </>
  ));
}

function reason(explorer: Explorer, edge: MapEdge | undefined, from: MapNode | undefined): string {
  return edge && from ? linkText(edge, from.id, explorer.view.messages, explorer.view.locale) : "";
}
