// Makes the map what a state says: its nodes by what was done to it, and how they are looked at.

import { Unanswered } from "../map/service";
import type { MapView } from "../map/view";
import type { Asking, Path } from "./queries";
import { within } from "./filtering";
import { type Done, isPath, replay } from "./replay";
import { sameNodes, type State, type Step } from "./state";

/** A path step of a state, with the paths that were found. */
export interface Way {
  step: Step;
  paths: Path[];
}

const ROOMY = matchMedia("(width >= 46rem)");

export class Showing {
  ways: Way[] = [];
  /** Whether what the view tells of is this, and no hand. */
  busy = false;
  #shown: State | null = null;
  #turn = 0;

  constructor(
    private readonly view: MapView,
    private readonly asking: Asking,
  ) {}

  /** Shows a state; false where another came in between, or where the service failed and the map says so. */
  async show(state: State): Promise<boolean> {
    const turn = ++this.#turn;
    if (!this.#shown || !sameNodes(this.#shown, state)) {
      this.view.root.setAttribute("aria-busy", "true");
      const done = await this.#hold(state, () => turn === this.#turn);
      if (turn !== this.#turn) return false;
      this.view.root.removeAttribute("aria-busy");
      if (!done) return false;
      this.#shown = state;
    }
    this.#quietly(() => this.#look(state));
    return true;
  }

  /** The view holds the nodes of this state already. */
  holds(state: State): void {
    this.#shown = state;
    this.#quietly(() => this.filter(state.years));
  }

  /** Shows papers of these years, and what belongs to them. */
  filter(years: State["years"]): void {
    this.view.show(years && within(this.view.graph, years));
  }

  /** Puts the nodes of a state on the map; whether that could be done. */
  async #hold(state: State, current: () => boolean): Promise<boolean> {
    try {
      const [base, answers] = await Promise.all([
        this.asking.slice(state.wish),
        Promise.allSettled(state.steps.map((step) => this.#answer(step, state))),
      ]);
      if (!current()) return false;
      const done = answers.flatMap((answer) => (answer.status === "fulfilled" ? [answer.value] : []));
      this.#quietly(() => {
        if (base !== this.view.slice || !this.#shown) this.view.load(base);
        this.view.restore(replay(base, this.view.spread, done));
      });
      this.ways = state.steps.flatMap((step, at) => way(step, answers[at]));
      if (done.length < answers.length) this.view.say("A part of this map could not be loaded.");
      return true;
    } catch (error) {
      if (current()) this.#fail(error);
      return false;
    }
  }

  async #answer(step: Step, state: State): Promise<Done> {
    if ("drop" in step) return step;
    if ("grow" in step) return { ...step, slice: await this.asking.around(step.grow, state.wish) };
    return { paths: await this.asking.paths(...step.path) };
  }

  #fail(error: unknown): void {
    this.#shown = null;
    const offline = error instanceof Unanswered && error.offline;
    const message = error instanceof Error ? error.message : "";
    this.view.failed(offline ? { kind: "offline" } : { kind: "failed", message });
  }

  #look(state: State): void {
    const { view } = this;
    view.list = { open: state.list ?? ROOMY.matches, sort: state.sort };
    view.hidden = state.hidden;
    this.filter(state.years);
    const edges = this.ways.flatMap((way) => way.paths.flatMap((path) => path.edges));
    view.marked = new Set(edges.map((edge) => `${edge.source} ${edge.target}`));
    if (view.selected?.id !== state.selected) view.select(state.selected);
    if (state.at) view.at = { x: state.at[0] * view.spread.x, y: state.at[1] * view.spread.y, zoom: state.at[2] };
    else if (view.at) view.fit();
  }

  /** Does what the view tells of, without its being heard. */
  #quietly(does: () => void): void {
    this.busy = true;
    try {
      does();
    } finally {
      this.busy = false;
    }
  }
}

function way(step: Step, answer: PromiseSettledResult<Done> | undefined): Way[] {
  const paths = answer?.status === "fulfilled" && "paths" in answer.value ? answer.value.paths : [];
  return isPath(step) && paths.length ? [{ step, paths }] : [];
}
