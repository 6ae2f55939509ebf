// The explorer: what happens on the map becomes a state in the address, and a state in the address becomes the map.

import type { Placed } from "../map/model";
import { Unanswered } from "../map/service";
import type { Detail, MapView } from "../map/view";
import type { ResearchMapElement } from "../widget/element";
import { Asking, type Path } from "./asking";
import { columns } from "./columns";
import { within } from "./filtering";
import { type Done, isPath, replay } from "./replay";
import { sameNodes, type State, type Step } from "./state";
import { Timeline } from "./timeline";

export interface Choice {
  id: string;
  label: string;
}

/** A path step of the state, with the paths that were found. */
export interface Way {
  step: Step;
  paths: Path[];
}

const PAUSE = 400;
const ROOMY = matchMedia("(width >= 46rem)");

/** Tells `change` whenever there is something new to show around the map. */
export class Explorer extends EventTarget {
  readonly timeline = new Timeline(() => {
    this.#sliding = false;
    void this.show();
  });
  readonly view: MapView;
  /** The ends of a path that is being asked for; null while none is. */
  picking: { from: Choice | null; to: Choice | null; said: string } | null = null;
  ways: Way[] = [];
  readonly #asking: Asking;
  #shown: State | null = null;
  #turn = 0;
  #applying = false;
  #saving = 0;
  #sliding = false;

  constructor(element: ResearchMapElement) {
    super();
    this.view = element.view as MapView;
    this.#asking = new Asking(this.state.wish, element.data);
    Object.assign(this.view.options, {
      beside: true,
      click: "select",
      columns: columns(this.view),
      address: () => location.href,
      expand: (node: Placed) => this.#asking.around(node.id, this.state.wish),
      more: [{ label: "Path from here", act: (node: Placed) => this.pick({ from: node, to: null }) }],
      retry: () => void this.show(),
    });
    this.#listen();
  }

  get state(): State {
    return this.timeline.state;
  }

  /** The nodes that the map is around; what the graph does not know has its id as its name. */
  get seeds(): Choice[] {
    const names = new Map(this.view.slice?.nodes.map((node) => [node.id, node.label]));
    return this.state.wish.around.map((id) => ({ id, label: names.get(id) ?? id }));
  }

  /** Changes what is shown, so that it can be undone. */
  async change(part: Partial<State>): Promise<void> {
    this.#push(part);
    await this.show();
  }

  async add(id: string): Promise<void> {
    const { around } = this.state.wish;
    if (around.includes(id)) return this.view.select(id, true);
    await this.change({ wish: { ...this.state.wish, around: [...around, id] }, at: null });
  }

  async leave(id: string): Promise<void> {
    const around = this.state.wish.around.filter((each) => each !== id);
    if (around.length) await this.change({ wish: { ...this.state.wish, around }, at: null });
    else location.assign(location.pathname);
  }

  /** Shows some years; `done` when the hand has let go. What follows until `rest` is one change. */
  slide(years: State["years"], done: boolean): void {
    this.#filter(years);
    if (!done) return;
    if (this.#sliding) this.timeline.replace({ ...this.state, years });
    else this.#push({ years });
    this.#sliding = true;
    this.#tell();
  }

  /** The hand has left the slider. */
  rest(): void {
    this.#sliding = false;
  }

  /** Begins to ask for a path, or goes on; null ends it. */
  pick(ends: { from: Choice | null; to: Choice | null } | null): void {
    this.picking = ends && { ...ends, said: "" };
    this.#tell();
    if (ends?.from && ends.to) void this.#connect(ends.from.id, ends.to.id);
  }

  /** Takes a path off the list; what it brought to the map goes with it. */
  async forget(step: Step): Promise<void> {
    await this.change({ steps: this.state.steps.filter((each) => each !== step) });
  }

  /** Makes the map what the state says. */
  async show(): Promise<void> {
    const turn = ++this.#turn;
    const { state, view } = this;
    if (!this.#shown || !sameNodes(this.#shown, state)) {
      view.root.setAttribute("aria-busy", "true");
      const done = await this.#hold(state, () => turn === this.#turn);
      if (turn !== this.#turn) return;
      view.root.removeAttribute("aria-busy");
      if (!done) return;
      this.#shown = state;
    }
    this.#quietly(() => this.#look(state));
    document.title = `${this.seeds.map((seed) => seed.label).join(", ")} · Explorer · Peergraph`;
    this.#tell();
  }

  /** Puts the nodes of a state on the map; whether that could be done. */
  async #hold(state: State, current: () => boolean): Promise<boolean> {
    try {
      const [base, answers] = await Promise.all([
        this.#asking.slice(state.wish),
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
    if ("grow" in step) return { ...step, slice: await this.#asking.around(step.grow, state.wish) };
    return { paths: await this.#asking.paths(...step.path) };
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
    this.#filter(state.years);
    const edges = this.ways.flatMap((way) => way.paths.flatMap((path) => path.edges));
    view.marked = new Set(edges.map((edge) => `${edge.source} ${edge.target}`));
    if (view.selected?.id !== state.selected) view.select(state.selected);
    if (state.at) view.at = { x: state.at[0] * view.spread.x, y: state.at[1] * view.spread.y, zoom: state.at[2] };
    else if (view.at) view.fit();
  }

  #filter(years: State["years"]): void {
    this.view.show(years && within(this.view.graph, years));
  }

  async #connect(from: string, to: string): Promise<void> {
    const asked = this.picking;
    let said = "Nothing connects them within 6 links.";
    try {
      const paths = await this.#asking.paths(from, to);
      if (asked !== this.picking) return;
      if (paths.length) {
        this.picking = null;
        return await this.change({ steps: [...this.state.steps, { path: [from, to] }], selected: null, at: null });
      }
    } catch (error) {
      said = error instanceof Unanswered && error.offline ? this.view.words.offline : (error as Error).message;
    }
    if (asked && asked === this.picking) asked.said = said;
    this.#tell();
  }

  #listen(): void {
    const hear = (type: string, does: (detail: Detail) => void) =>
      this.view.addEventListener(type, (event) => {
        if (!this.#applying) does((event as CustomEvent<Detail>).detail);
      });
    hear("select", ({ id }) => this.#selected(id ?? null));
    hear("expand", ({ id }) => this.#did({ grow: id as string }));
    hear("remove", ({ id }) => this.#did({ drop: id as string }));
    hear("kinds", () => {
      this.#push({ hidden: [...this.view.hidden] });
      this.#tell();
    });
    hear("list", () => this.timeline.replace({ ...this.state, list: this.view.list.open, sort: this.view.list.sort }));
    hear("move", () => this.#later());
  }

  #push(part: Partial<State>): void {
    this.#sliding = false;
    this.timeline.push({ ...this.state, ...part });
  }

  /** What the view has done already. */
  #did(step: Step): void {
    this.#push({ steps: [...this.state.steps, step], selected: this.view.selected?.id ?? null });
    this.#shown = this.state;
    this.#quietly(() => this.#filter(this.state.years));
    this.#tell();
  }

  #selected(id: string | null): void {
    this.timeline.replace({ ...this.state, selected: id });
    this.#later();
    const node = this.view.selected;
    if (!this.picking || !node) return;
    const { from, to } = this.picking;
    if (!from) this.pick({ from: node, to });
    else if (!to && from.id !== node.id) this.pick({ from, to: node });
  }

  /** Keeps where the picture has been moved to, once it rests. */
  #later(): void {
    clearTimeout(this.#saving);
    this.#saving = window.setTimeout(() => {
      const { at, spread } = this.view;
      this.timeline.replace({ ...this.state, at: at && [at.x / spread.x, at.y / spread.y, at.zoom] });
    }, PAUSE);
  }

  /** Does what the view tells of, without hearing it. */
  #quietly(does: () => void): void {
    this.#applying = true;
    try {
      does();
    } finally {
      this.#applying = false;
    }
  }

  #tell(): void {
    this.dispatchEvent(new Event("change"));
  }
}

function way(step: Step, answer: PromiseSettledResult<Done> | undefined): Way[] {
  const paths = answer?.status === "fulfilled" && "paths" in answer.value ? answer.value.paths : [];
  return isPath(step) && paths.length ? [{ step, paths }] : [];
}
