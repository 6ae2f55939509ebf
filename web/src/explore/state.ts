// All that an explorer shows, as a value, and that value as the parameters of its address: a link reproduces the view.

import { KINDS, type Kind } from "../map/model";
import type { Wish } from "../map/service";

/** What somebody did to a map, in the order in which it was done. */
export type Step = { grow: string } | { drop: string } | { path: readonly [from: string, to: string] };

export interface State {
  /** What the map is around, and how much of it is asked for. */
  wish: Wish;
  steps: readonly Step[];
  /** Kinds that are switched off. */
  hidden: readonly Kind[];
  /** Papers of these years alone, both included. */
  years: readonly [number, number] | null;
  selected: string | null;
  /** Whether the list is open; null as the window has room for it. */
  list: boolean | null;
  sort: string | null;
  /** What is in the middle, in the units of the service's layout, and how large; null where all is shown. */
  at: readonly [x: number, y: number, zoom: number] | null;
  /** Theme and language, where the address says them. */
  looks: readonly [name: string, value: string][];
}

/** More than a map of 500 nodes needs; each asks the service. */
const MOST_STEPS = 200;

export function read(parameters: URLSearchParams): State {
  return {
    wish: {
      around: parameters.getAll("around").filter(Boolean),
      kinds: parameters.has("kinds") ? kinds(parameters.get("kinds")) : undefined,
      nodes: whole(parameters.get("nodes")),
      hops: whole(parameters.get("hops")),
      since: whole(parameters.get("from")),
      until: whole(parameters.get("to")),
    },
    steps: [...parameters].flatMap(([name, value]) => step(name, value) ?? []).slice(0, MOST_STEPS),
    hidden: kinds(parameters.get("hide")),
    years: years(parameters.get("years")),
    selected: parameters.get("select"),
    list: { open: true, closed: false }[parameters.get("list") ?? ""] ?? null,
    sort: parameters.get("sort"),
    at: place(parameters.get("at")),
    looks: [...parameters].filter(([name]) => name === "theme" || name === "locale"),
  };
}

/** The parameters, without those that say what is usual. */
export function written(state: State): string {
  const { wish } = state;
  const pairs: [string, string | number | null | undefined][] = [
    ...wish.around.map((id): [string, string] => ["around", id]),
    ["kinds", wish.kinds?.join()],
    ["nodes", wish.nodes],
    ["hops", wish.hops],
    ["from", wish.since],
    ["to", wish.until],
    ...state.steps.map(pair),
    ["hide", state.hidden.join() || null],
    ["years", state.years?.join("-")],
    ["select", state.selected],
    ["list", state.list === null ? null : state.list ? "open" : "closed"],
    ["sort", state.sort],
    ["at", state.at?.map((value) => String(Math.round(value * 100) / 100)).join()],
    ...state.looks,
  ];
  const given = pairs.filter(([, value]) => value !== null && value !== undefined);
  const text = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return text.replaceAll("%3A", ":").replaceAll("%2F", "/").replaceAll("%2C", ",");
}

/** Whether two states hold the same nodes, in the same places. */
export function sameNodes(one: State, other: State): boolean {
  const held = ({ wish, steps }: State) => JSON.stringify([wish, steps]);
  return held(one) === held(other);
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
  const named = text?.toUpperCase().split(",") ?? [];
  return KINDS.filter((kind) => named.includes(kind));
}

function whole(text: string | null): number | undefined {
  return text && /^-?\d{1,9}$/.test(text) ? Number(text) : undefined;
}

function years(text: string | null): [number, number] | null {
  const found = /^(\d{1,4})-(\d{1,4})$/.exec(text ?? "");
  return found ? [Number(found[1]), Number(found[2])] : null;
}

function place(text: string | null): [number, number, number] | null {
  const [x, y, zoom] = (text ?? "").split(",").map(Number);
  const all = [x, y, zoom].every((value) => value !== undefined && Number.isFinite(value));
  return all && zoom ? [x as number, y as number, zoom] : null;
}
