// Shows a state on the map: its nodes, filters, selection and position.

import { ServiceError } from "../map/service";
import type { MapView } from "../map/view";
import type { Queries, Path } from "./queries";
import { within } from "./filtering";
import { type CompletedStep, isPath, replay } from "./replay";
import { sameNodes, type State, type Step } from "./state";

/** A path step of a state, with its paths. */
export interface PathGroup {
  step: Step;
  paths: Path[];
}

const WIDE_SCREEN = matchMedia("(width >= 46rem)");

export class Display {
  pathGroups: PathGroup[] = [];
  /** Whether events of the view are caused by this class and not by the reader. */
  busy = false;
  #shown: State | null = null;
  #revision = 0;

  constructor(
    private readonly view: MapView,
    private readonly queries: Queries,
  ) {}

  /** Shows a state; false if a newer one replaced it, or if the service failed, which the map reports. */
  async show(state: State): Promise<boolean> {
    const revision = ++this.#revision;
    if (!this.#shown || !sameNodes(this.#shown, state)) {
      this.view.root.setAttribute("aria-busy", "true");
      const completed = await this.#apply(state, () => revision === this.#revision);
      if (revision !== this.#revision) return false;
      this.view.root.removeAttribute("aria-busy");
      if (!completed) return false;
      this.#shown = state;
    }
    this.#withoutEvents(() => this.#applyView(state));
    return true;
  }

  /** Marks that the view already shows the nodes of this state. */
  markApplied(state: State): void {
    this.#shown = state;
    this.#withoutEvents(() => this.filter(state.years));
  }

  /** Filters by years. */
  filter(years: State["years"]): void {
    this.view.show(years && within(this.view.graph, years));
  }

  /** Puts the nodes of a state on the map; false on failure. */
  async #apply(state: State, current: () => boolean): Promise<boolean> {
    try {
      const [base, answers] = await Promise.all([
        this.queries.slice(state.params),
        Promise.allSettled(state.steps.map((step) => this.#answer(step, state))),
      ]);
      if (!current()) return false;
      const completed = answers.flatMap((answer) => (answer.status === "fulfilled" ? [answer.value] : []));
      this.#withoutEvents(() => {
        if (base !== this.view.slice || !this.#shown) this.view.load(base);
        this.view.restore(replay(base, this.view.spread, completed));
      });
      this.pathGroups = state.steps.flatMap((step, at) => pathGroup(step, answers[at]));
      if (completed.length < answers.length) this.view.announce("A part of this map could not be loaded.");
      return true;
    } catch (error) {
      if (current()) this.#fail(error);
      return false;
    }
  }

  async #answer(step: Step, state: State): Promise<CompletedStep> {
    if ("drop" in step) return step;
    if ("grow" in step) return { ...step, slice: await this.queries.around(step.grow, state.params) };
    return { paths: await this.queries.paths(...step.path) };
  }

  #fail(error: unknown): void {
    this.#shown = null;
    const offline = error instanceof ServiceError && error.offline;
    const message = error instanceof Error ? error.message : "";
    this.view.failed(offline ? { kind: "offline" } : { kind: "failed", message });
  }

  #applyView(state: State): void {
    const { view } = this;
    view.list = { open: state.list ?? WIDE_SCREEN.matches, sort: state.sort };
    view.hidden = state.hidden;
    view.shaded = state.shaded;
    this.filter(state.years);
    const edges = this.pathGroups.flatMap((pathGroup) => pathGroup.paths.flatMap((path) => path.edges));
    view.marked = new Set(edges.map((edge) => `${edge.source} ${edge.target}`));
    if (view.selected?.id !== state.selected) view.select(state.selected);
    if (state.at) view.at = { x: state.at[0] * view.spread.x, y: state.at[1] * view.spread.y, zoom: state.at[2] };
    else if (view.at) view.fit();
  }

  /** Runs an action whose view events are ignored. */
  #withoutEvents(action: () => void): void {
    this.busy = true;
    try {
      action();
    } finally {
      this.busy = false;
    }
  }
}

function pathGroup(step: Step, answer: PromiseSettledResult<CompletedStep> | undefined): PathGroup[] {
  const paths = answer?.status === "fulfilled" && "paths" in answer.value ? answer.value.paths : [];
  return isPath(step) && paths.length ? [{ step, paths }] : [];
}
