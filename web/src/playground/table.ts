// An answer as a table. Each list of objects in it can be what the rows are: a row then has what stands beside the list
// and above it, and lists within a row are joined. `nodes`, `edges` and `node` say nothing in the name of a column.

export type Cell = string | number | boolean | null;

export interface Table {
  columns: string[];
  rows: Cell[][];
}

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Path = readonly string[];
type Values = Map<string, Cell[]>;

const WRAPPERS = new Set(["nodes", "edges", "node"]);
const LISTING = new Set(["nodes", "edges", "node", "totalCount"]);
const UNSAID = new Set(["pageInfo"]);
const BETWEEN = "; ";

export function isObject(value: Json | undefined): value is Record<string, Json> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The paths of all lists of objects, those that are outermost first. */
export function lists(data: Json): string[] {
  const found = new Set<string>();
  const walk = (value: Json, path: Path) => {
    if (Array.isArray(value)) {
      if (value.some(isObject)) found.add(path.join("."));
      for (const each of value) walk(each, path);
    } else if (isObject(value)) {
      for (const [key, inner] of Object.entries(value)) if (!UNSAID.has(key)) walk(inner, [...path, key]);
    }
  };
  walk(data, []);
  return [...found].sort((one, other) => one.split(".").length - other.split(".").length);
}

/** How a path is told to people. */
export function said(path: string): string {
  const parts = path.split(".").filter((part) => !WRAPPERS.has(part));
  return parts.join(" › ") || path;
}

/** Whether a path is on the way, or its end. */
function leads(path: string, way: string): boolean {
  return way === path || way.startsWith(`${path}.`);
}

/** The values below an object, but for the way to the list that the rows are of. */
function collect(value: Json, path: Path, values: Values, way: string): void {
  const here = path.join(".");
  if (Array.isArray(value)) {
    if (here !== way) for (const each of value) collect(each, path, values, way);
  } else if (isObject(value)) {
    for (const [key, inner] of Object.entries(value)) {
      const below = [...path, key].join(".");
      if (!UNSAID.has(key) && !leads(below, way)) collect(inner, [...path, key], values, way);
    }
  } else {
    const there = values.get(here);
    if (there) there.push(value);
    else values.set(here, [value]);
  }
}

/** The rows of the list at `way`, each with what stands above it. */
function rowsOf(value: Json, path: Path, above: Values, way: string): Values[] {
  if (path.join(".") === way && Array.isArray(value)) {
    return value.map((each) => {
      const row = new Map(above);
      collect(each, path, row, "");
      return row;
    });
  }
  if (Array.isArray(value)) return value.flatMap((each) => rowsOf(each, path, above, way));
  if (!isObject(value)) return [];
  const next = Object.keys(value).find((key) => leads([...path, key].join("."), way));
  if (next === undefined) return [];
  const row = new Map(above);
  collect(value, path, row, way);
  // How many there are in all says nothing of one of them.
  if (WRAPPERS.has(next)) row.delete([...path, "totalCount"].join("."));
  return rowsOf(value[next] ?? null, [...path, next], row, way);
}

/** Names without wrappers, where no two columns would have the same; without the root field that all stand below. */
function named(all: string[]): string[] {
  const root = `${all[0]?.split(".")[0] ?? ""}.`;
  const paths = all.every((path) => path.startsWith(root)) ? all.map((path) => path.slice(root.length)) : all;
  const short = paths.map((path) => {
    const parts = path.split(".").filter((part) => !WRAPPERS.has(part));
    return parts.join(".");
  });
  return short.map((name, at) =>
    short.indexOf(name) === short.lastIndexOf(name) && name ? name : (paths[at] ?? name),
  );
}

function joined(values: Cell[] | undefined): Cell {
  if (!values) return null;
  if (values.length === 1) return values[0] ?? null;
  return values.filter((value) => value !== null).join(BETWEEN);
}

/** The table whose rows are the list at a path; without lists, one row of all that there is. */
export function table(data: Json, way: string | undefined): Table {
  let rows: Values[];
  if (way === undefined) {
    const row: Values = new Map();
    collect(data, [], row, "");
    rows = row.size ? [row] : [];
  } else {
    rows = rowsOf(data, [], new Map(), way);
  }
  const paths = [...new Set(rows.flatMap((row) => [...row.keys()]))];
  return { columns: named(paths), rows: rows.map((row) => paths.map((path) => joined(row.get(path)))) };
}

/** How many objects an answer holds, as its cost counts them: lists and edges are none themselves. */
export function held(value: Json): number {
  if (Array.isArray(value)) return value.reduce((sum: number, each) => sum + held(each), 0);
  if (!isObject(value)) return 0;
  const itself = Object.keys(value).some((key) => LISTING.has(key)) ? 0 : 1;
  return Object.entries(value).reduce((sum, [key, inner]) => sum + (UNSAID.has(key) ? 0 : held(inner)), itself);
}

export type { Json };
