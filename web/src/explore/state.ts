// The state of an explorer, and its encoding in the URL: a link reproduces the view.

import { KINDS, NETWORKS, type Kind } from "../map/model";
import type { MapParams } from "../map/service";

/** A step of the reader on the map. */
export type Step = { grow: string } | { drop: string } | { path: readonly [from: string, to: string] };

export interface State {
  /** The centre and the extent of the map. */
  params: MapParams;
  steps: readonly Step[];
  /** Hidden kinds. */
  hidden: readonly Kind[];
  /** First and last year of the filter, both included. */
  years: readonly [number, number] | null;
  selected: string | null;
  /** Whether the list is open; null: depends on the width of the window. */
  list: boolean | null;
  sort: string | null;
  /** Centre in units of the service's layout, and zoom; null: fit all nodes. */
  at: readonly [x: number, y: number, zoom: number] | null;
  /** Whether papers are shaded by year. */
  shaded: boolean;
  /** Theme and language in the URL. */
  looks: readonly [name: string, value: string][];
}

/** More than a map of 500 nodes needs; each step is a request. */
const MAX_STEPS = 200;

export function read(parameters: URLSearchParams): State {
  return {
    params: {
      around: parameters.getAll("around").filter(Boolean),
      kinds: parameters.has("kinds") ? kinds(parameters.get("kinds")) : undefined,
      nodes: integer(parameters.get("nodes")),
      hops: integer(parameters.get("hops")),
      network: NETWORKS.find((name) => name === parameters.get("network")?.toUpperCase()),
      since: integer(parameters.get("from")),
      until: integer(parameters.get("to")),
    },
    steps: [...parameters].flatMap(([name, value]) => step(name, value) ?? []).slice(0, MAX_STEPS),
    hidden: kinds(parameters.get("hide")),
    years: years(parameters.get("years")),
    selected: parameters.get("select"),
    list: { open: true, closed: false }[parameters.get("list") ?? ""] ?? null,
    sort: parameters.get("sort"),
    at: position(parameters.get("at")),
    shaded: parameters.get("shade") === "year",
    looks: [...parameters].filter(([name]) => name === "theme" || name === "locale"),
  };
}

/** The URL parameters of a state, without defaults. */
export function written(state: State): string {
  const { params } = state;
  const pairs: [string, string | number | null | undefined][] = [
    ...params.around.map((id): [string, string] => ["around", id]),
    ["kinds", params.kinds?.join()],
    ["nodes", params.nodes],
    ["hops", params.hops],
    ["from", params.since],
    ["to", params.until],
    ["network", params.network],
    ...state.steps.map(pair),
    ["hide", state.hidden.join() || null],
    ["years", state.years?.join("-")],
    ["select", state.selected],
    ["list", state.list === null ? null : state.list ? "open" : "closed"],
    ["sort", state.sort],
    ["at", state.at?.map((value) => String(Math.round(value * 100) / 100)).join()],
    ["shade", state.shaded ? "year" : null],
    ...state.looks,
  ];
  const present = pairs.filter(([, value]) => value !== null && value !== undefined);
  const text = new URLSearchParams(present.map(([name, value]) => [name, String(value)])).toString();
  return text.replaceAll("%3A", ":").replaceAll("%2F", "/").replaceAll("%2C", ",");
}

/** Whether two states have the same nodes at the same positions. */
export function sameNodes(one: State, other: State): boolean {
  const key = ({ params, steps }: State) => JSON.stringify([params, steps]);
  return key(one) === key(other);
}

function step(name: string, value: string): Step | null {
  const [from, to] = value.split(" ");
  if (name === "grow") return { grow: value };
  if (name === "drop") return { drop: value };
  return name === "path" && from && to ? { path: [from, to] } : null;
}

function pair(step: Step): [string, string] {
  if ("grow" in step) return ["grow", step.grow];
  return "drop" in step ? ["drop", step.drop] : ["path", step.path.join(" ")];
}

function kinds(text: string | null): Kind[] {
  const names = text?.toUpperCase().split(",") ?? [];
  return KINDS.filter((kind) => names.includes(kind));
}

function integer(text: string | null): number | undefined {
  return text && /^-?\d{1,9}$/.test(text) ? Number(text) : undefined;
}

function years(text: string | null): [number, number] | null {
  const match = /^(\d{1,4})-(\d{1,4})$/.exec(text ?? "");
  return match ? [Number(match[1]), Number(match[2])] : null;
}

function position(text: string | null): [number, number, number] | null {
  const [x, y, zoom] = (text ?? "").split(",").map(Number);
  const all = [x, y, zoom].every((value) => value !== undefined && Number.isFinite(value));
  return all && zoom ? [x as number, y as number, zoom] : null;
}
