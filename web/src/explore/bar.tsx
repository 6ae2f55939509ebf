// The bar above the map: centres, search, undo and redo, paths, extent.

import { useEffect, useReducer } from "preact/hooks";
import { KINDS, NETWORKS, type Kind, type Network } from "../map/model";
import type { Explorer } from "./explorer";
import { Finder } from "./finder";
import { PathForm, PathList } from "./paths";

/** Renders a component again whenever the explorer changes. */
export function useExplorer(explorer: Explorer): void {
  const [, rerender] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    explorer.addEventListener("change", rerender);
    return () => explorer.removeEventListener("change", rerender);
  }, [explorer]);
}

export function Bar({ explorer }: { explorer: Explorer }) {
  useExplorer(explorer);
  const { timeline, picking, seeds } = explorer;
  return (
    <>
      <div class="bar">
        <ul class="seeds" aria-label="Around">
          {seeds.map(({ id, label }) => (
            <li key={id} class="seed">
              <button type="button" class="name" title={label} onClick={() => explorer.view.select(id, true)}>
                {label}
              </button>
              <button type="button" aria-label={`Remove ${label}`} onClick={() => explorer.leave(id)}>
                <Icon path="M6 6l12 12M18 6L6 18" />
              </button>
            </li>
          ))}
        </ul>
        <Finder name="seed" label="Add to the map" pick={({ id }) => void explorer.add(id)} />
        <div class="acts">
          <button type="button" title="Undo (Ctrl+Z)" disabled={!timeline.canUndo} onClick={() => timeline.undo()}>
            <Icon path="M9 5L4 10l5 5M4 10h10a5.5 5.5 0 0 1 0 11h-3" />
            <span class="unseen">Undo</span>
          </button>
          <button type="button" title="Redo (Ctrl+Y)" disabled={!timeline.canRedo} onClick={() => timeline.redo()}>
            <Icon path="M15 5l5 5-5 5M20 10H10a5.5 5.5 0 0 0 0 11h3" />
            <span class="unseen">Redo</span>
          </button>
          <button
            type="button"
            aria-expanded={picking !== null}
            onClick={() => explorer.pick(picking ? null : { from: explorer.view.selected, to: null })}
          >
            Find a path
          </button>
          <Extent explorer={explorer} />
        </div>
      </div>
      {picking && <PathForm explorer={explorer} {...picking} />}
      <PathList explorer={explorer} />
    </>
  );
}

const NODES = [20, 40, 60, 100, 200, 400];
const NETWORK_NAMES: Record<Network, string> = {
  RELATIONS: "All relations",
  CO_CITATION: "Co-citation of papers",
  CO_AUTHORSHIP: "Co-authorship",
};
const USUAL: readonly Kind[] = KINDS.filter((kind) => kind !== "VENUE");

/** The extent of the map around its centres. */
function Extent({ explorer }: { explorer: Explorer }) {
  const { params } = explorer.state;
  const { messages } = explorer.view;
  const kinds = params.kinds ?? USUAL;
  const nodes = params.nodes ?? 60;
  const network = params.network ?? "RELATIONS";
  const change = (part: object) => void explorer.change({ params: { ...params, ...part }, at: null });
  const toggle = (kind: Kind) => {
    const selected = KINDS.filter((each) => (each === kind) !== kinds.includes(each));
    if (selected.length) change({ kinds: selected.join() === USUAL.join() ? undefined : selected });
  };
  return (
    <details class="extent" onKeyDown={close} onFocusOut={leave}>
      <summary>Extent</summary>
      <div class="sheet">
        <label>
          Network
          <select
            value={network}
            onChange={(event) => {
              const next = event.currentTarget.value as Network;
              change({ network: next === "RELATIONS" ? undefined : next, hops: undefined });
            }}
          >
            {NETWORKS.map((each) => (
              <option key={each} value={each}>
                {NETWORK_NAMES[each]}
              </option>
            ))}
          </select>
        </label>
        <label>
          Nodes at most
          <select value={nodes} onChange={(event) => change({ nodes: Number(event.currentTarget.value) })}>
            {[...new Set([...NODES, nodes])]
              .sort((a, b) => a - b)
              .map((each) => (
                <option key={each}>{each}</option>
              ))}
          </select>
        </label>
        <label>
          Links away
          <select
            value={params.hops ?? 1}
            disabled={network !== "RELATIONS"}
            onChange={(event) => change({ hops: Number(event.currentTarget.value) })}
          >
            {[1, 2, 3].map((each) => (
              <option key={each}>{each}</option>
            ))}
          </select>
        </label>
        <fieldset disabled={network !== "RELATIONS"}>
          <legend>Kinds to look for</legend>
          {KINDS.map((kind) => (
            <label key={kind}>
              <input type="checkbox" checked={kinds.includes(kind)} onChange={() => toggle(kind)} />
              {messages.kinds[kind][1]}
            </label>
          ))}
        </fieldset>
      </div>
    </details>
  );
}

function close(event: KeyboardEvent & { currentTarget: HTMLDetailsElement }): void {
  if (event.key !== "Escape") return;
  event.currentTarget.open = false;
  event.currentTarget.querySelector("summary")?.focus();
}

function leave(event: FocusEvent & { currentTarget: HTMLDetailsElement }): void {
  const next = event.relatedTarget;
  if (next instanceof Node && !event.currentTarget.contains(next)) event.currentTarget.open = false;
}

export function Icon({ path }: { path: string }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" class="icon">
      <path d={path} />
    </svg>
  );
}
