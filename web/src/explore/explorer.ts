// The explorer: keeps the map and the state in the URL in sync.

import type { PlacedNode } from "../map/model";
import { ServiceError } from "../map/service";
import type { Detail, MapView } from "../map/view";
import type { ResearchMapElement } from "../widget/element";
import { Queries, type Works } from "./queries";
import { columns } from "./columns";
import { Display, type PathGroup } from "./display";
import type { State, Step } from "./state";
import { Timeline } from "./timeline";

export interface Choice {
  id: string;
  label: string;
}

const DEBOUNCE_MS = 400;

/** Dispatches `change` whenever the controls around the map need an update. */
export class Explorer extends EventTarget {
  readonly timeline = new Timeline(() => {
    this.#sliding = false;
    void this.show();
  });
  readonly view: MapView;
  /** The ends of the path that the reader is choosing; null if none. */
  picking: { from: Choice | null; to: Choice | null; message: string } | null = null;
  readonly #queries: Queries;
  readonly #display: Display;
  #saving = 0;
  #sliding = false;

  constructor(element: ResearchMapElement) {
    super();
    this.view = element.view as MapView;
    this.#queries = new Queries(this.state.params, element.data);
    this.#display = new Display(this.view, this.#queries);
    Object.assign(this.view.options, {
      beside: true,
      click: "select",
      columns: columns(this.view),
      address: () => location.href,
      expand: (node: PlacedNode) => this.#queries.around(node.id, this.state.params),
      more: [{ label: "Path from here", act: (node: PlacedNode) => this.pick({ from: node, to: null }) }],
      retry: () => void this.show(),
    });
    this.#listen();
  }

  get state(): State {
    return this.timeline.state;
  }

  /** The centres of the map; an unknown one has its id as its label. */
  get seeds(): Choice[] {
    const names = new Map(this.view.slice?.nodes.map((node) => [node.id, node.label]));
    return this.state.params.around.map((id) => ({ id, label: names.get(id) ?? id }));
  }

  /** The paths on the map. */
  get pathGroups(): PathGroup[] {
    return this.#display.pathGroups;
  }

  /** The prior and derivative works of the map around the centres. */
  works(): Promise<Works> {
    return this.#queries.works(this.state.params);
  }

  /** Changes the state as a step that can be undone. */
  async change(part: Partial<State>): Promise<void> {
    this.#push(part);
    await this.show();
  }

  async add(id: string): Promise<void> {
    const { around } = this.state.params;
    if (around.includes(id)) return this.view.select(id, true);
    await this.change({ params: { ...this.state.params, around: [...around, id] }, at: null });
  }

  async leave(id: string): Promise<void> {
    const around = this.state.params.around.filter((each) => each !== id);
    if (around.length) await this.change({ params: { ...this.state.params, around }, at: null });
    else location.assign(location.pathname);
  }

  /** Filters by years; `done` at the end of a drag. All changes until `rest` are one step. */
  slide(years: State["years"], done: boolean): void {
    this.#display.filter(years);
    if (!done) return;
    if (this.#sliding) this.timeline.replace({ ...this.state, years });
    else this.#push({ years });
    this.#sliding = true;
    this.#emit();
  }

  /** Ends the use of the slider. */
  rest(): void {
    this.#sliding = false;
  }

  /** Starts or continues the choice of a path; null cancels it. */
  pick(ends: { from: Choice | null; to: Choice | null } | null): void {
    this.picking = ends && { ...ends, message: "" };
    this.#emit();
    if (!this.picking || !ends?.from || !ends.to) return;
    if (ends.from.id !== ends.to.id) return void this.#connect(ends.from.id, ends.to.id);
    this.picking.message = "Both ends are the same: choose another.";
    this.#emit();
  }

  /** Removes a path and the nodes that it added. */
  async forget(step: Step): Promise<void> {
    await this.change({ steps: this.state.steps.filter((each) => each !== step) });
  }

  /** Shows the current state on the map. */
  async show(): Promise<void> {
    if (!(await this.#display.show(this.state))) return;
    document.title = `${this.seeds.map((seed) => seed.label).join(", ")} · Explorer · Peergraph`;
    this.#emit();
  }

  async #connect(from: string, to: string): Promise<void> {
    const picking = this.picking;
    let message = "There is no connection of at most 6 links.";
    try {
      const paths = await this.#queries.paths(from, to);
      if (picking !== this.picking) return;
      if (paths.length) {
        this.picking = null;
        return await this.change({ steps: [...this.state.steps, { path: [from, to] }], selected: null, at: null });
      }
    } catch (error) {
      message = error instanceof ServiceError && error.offline ? this.view.messages.offline : (error as Error).message;
    }
    if (picking && picking === this.picking) picking.message = message;
    this.#emit();
  }

  #listen(): void {
    const on = (type: string, handle: (detail: Detail) => void) =>
      this.view.addEventListener(type, (event) => {
        if (!this.#display.busy) handle((event as CustomEvent<Detail>).detail);
      });
    on("select", ({ id }) => this.#selected(id ?? null));
    on("expand", ({ id }) => this.#record({ grow: id as string }));
    on("remove", ({ id }) => this.#record({ drop: id as string }));
    on("kinds", () => {
      this.#push({ hidden: [...this.view.hidden] });
      this.#emit();
    });
    on("shade", () => this.timeline.replace({ ...this.state, shaded: this.view.shaded }));
    on("list", () => this.timeline.replace({ ...this.state, list: this.view.list.open, sort: this.view.list.sort }));
    on("move", () => this.#schedulePosition());
  }

  #push(part: Partial<State>): void {
    this.#sliding = false;
    this.timeline.push({ ...this.state, ...part });
  }

  /** Records a step that the view has already applied. */
  #record(step: Step): void {
    this.#push({ steps: [...this.state.steps, step], selected: this.view.selected?.id ?? null });
    this.#display.markApplied(this.state);
    this.#emit();
  }

  #selected(id: string | null): void {
    this.timeline.replace({ ...this.state, selected: id });
    this.#schedulePosition();
    const node = this.view.selected;
    if (!this.picking || !node) return;
    const { from, to } = this.picking;
    if (!from) this.pick({ from: node, to });
    else if (!to && from.id !== node.id) this.pick({ from, to: node });
  }

  /** Stores the position of the picture after a pause. */
  #schedulePosition(): void {
    clearTimeout(this.#saving);
    this.#saving = window.setTimeout(() => {
      const { at, spread } = this.view;
      this.timeline.replace({ ...this.state, at: at && [at.x / spread.x, at.y / spread.y, at.zoom] });
    }, DEBOUNCE_MS);
  }

  #emit(): void {
    this.dispatchEvent(new Event("change"));
  }
}
