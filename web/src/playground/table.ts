// An answer as a table. The rows are the items of one list of objects; a row also has the values beside and above the
// list, and lists within a row are joined. Column names omit `nodes`, `edges` and `node`.

export type Cell = string | number | boolean | null;

export interface Table {
  columns: string[];
  /** Whether a column is of the items themselves, not above or beside their list. */
  own: boolean[];
  rows: Cell[][];
}

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Path = readonly string[];
type Values = Map<string, Cell[]>;

const WRAPPERS = new Set(["nodes", "edges", "node"]);
const LIST_FIELDS = new Set(["nodes", "edges", "node", "totalCount"]);
const IGNORED_FIELDS = new Set(["pageInfo"]);
const SEPARATOR = "; ";

export function isObject(value: Json | undefined): value is Record<string, Json> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The paths of all lists of objects, outermost first. */
export function listPaths(data: Json): string[] {
  const paths = new Set<string>();
  const walk = (value: Json, path: Path) => {
    if (Array.isArray(value)) {
      if (value.some(isObject)) paths.add(path.join("."));
      for (const each of value) walk(each, path);
    } else if (isObject(value)) {
      for (const [key, inner] of Object.entries(value)) if (!IGNORED_FIELDS.has(key)) walk(inner, [...path, key]);
    }
  };
  walk(data, []);
  return [...paths].sort((one, other) => one.split(".").length - other.split(".").length);
}

/** The label of a path. */
export function pathLabel(path: string): string {
  const parts = path.split(".").filter((part) => !WRAPPERS.has(part));
  return parts.join(" › ") || path;
}

/** Whether a path leads to the list. */
function leads(path: string, listPath: string): boolean {
  return listPath === path || listPath.startsWith(`${path}.`);
}

/** Collects the values below an object, except those on the path to the list. */
function collect(value: Json, path: Path, values: Values, listPath: string): void {
  const key = path.join(".");
  if (Array.isArray(value)) {
    if (key !== listPath) for (const each of value) collect(each, path, values, listPath);
  } else if (isObject(value)) {
    for (const [key, inner] of Object.entries(value)) {
      const below = [...path, key].join(".");
      if (!IGNORED_FIELDS.has(key) && !leads(below, listPath)) collect(inner, [...path, key], values, listPath);
    }
  } else {
    const existing = values.get(key);
    if (existing) existing.push(value);
    else values.set(key, [value]);
  }
}

/** The rows of the list at `listPath`, each with the values above it. */
function rowsOf(value: Json, path: Path, above: Values, listPath: string): Values[] {
  if (path.join(".") === listPath && Array.isArray(value)) {
    return value.map((each) => {
      const row = new Map(above);
      collect(each, path, row, "");
      return row;
    });
  }
  if (Array.isArray(value)) return value.flatMap((each) => rowsOf(each, path, above, listPath));
  if (!isObject(value)) return [];
  const next = Object.keys(value).find((key) => leads([...path, key].join("."), listPath));
  if (next === undefined) return [];
  const row = new Map(above);
  collect(value, path, row, listPath);
  // `totalCount` does not describe a single item.
  if (WRAPPERS.has(next)) row.delete([...path, "totalCount"].join("."));
  return rowsOf(value[next] ?? null, [...path, next], row, listPath);
}

/** Column names without wrappers if they stay unique, and without a common root field. */
function columnNames(all: string[]): string[] {
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

function join(values: Cell[] | undefined): Cell {
  if (!values) return null;
  if (values.length === 1) return values[0] ?? null;
  return values.filter((value) => value !== null).join(SEPARATOR);
}

/** The table of the list at a path; without lists, one row of all values. */
export function table(data: Json, listPath: string | undefined): Table {
  let rows: Values[];
  if (listPath === undefined) {
    const row: Values = new Map();
    collect(data, [], row, "");
    rows = row.size ? [row] : [];
  } else {
    rows = rowsOf(data, [], new Map(), listPath);
  }
  const paths = [...new Set(rows.flatMap((row) => [...row.keys()]))];
  return {
    columns: columnNames(paths),
    own: paths.map((path) => listPath === undefined || leads(listPath, path)),
    rows: rows.map((row) => paths.map((path) => join(row.get(path)))),
  };
}

/** The number of objects in an answer, counted like its cost: lists and edges do not count. */
export function countObjects(value: Json): number {
  if (Array.isArray(value)) return value.reduce((sum: number, each) => sum + countObjects(each), 0);
  if (!isObject(value)) return 0;
  const itself = Object.keys(value).some((key) => LIST_FIELDS.has(key)) ? 0 : 1;
  return Object.entries(value).reduce(
    (sum, [key, inner]) => sum + (IGNORED_FIELDS.has(key) ? 0 : countObjects(inner)),
    itself,
  );
}

export type { Json };
