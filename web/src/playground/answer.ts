// The text of the answer: its data, its errors and its cost.

import { separateKeys } from "./group-keys";
import { countObjects, isObject, type Json } from "./table";

export interface Cost {
  work: number;
  planning: number;
  limit: number;
}

export interface Failure {
  message: string;
  /** The field with the error, e.g. `papers.nodes.0.title`. */
  path: string;
  code: string;
}

export interface Answer {
  /** With the keys of groups as columns. Null if the whole request failed. */
  data: Json;
  errors: Failure[];
  cost: Cost | null;
  /** The number of objects of the graph in `data`. */
  objects: number;
  bytes: number;
}

function failure(error: Json): Failure {
  if (!isObject(error)) return { message: String(error), path: "", code: "" };
  const { message, path, extensions } = error;
  const code = isObject(extensions) ? extensions["code"] : null;
  return {
    message: typeof message === "string" ? message : JSON.stringify(error),
    path: Array.isArray(path) ? path.join(".") : "",
    code: typeof code === "string" ? code : "",
  };
}

/** Reads an answer; null for an empty text. A text that is not JSON is one error. */
export function readAnswer(text: string): Answer | null {
  if (!text.trim()) return null;
  let body: Json;
  try {
    body = JSON.parse(text);
  } catch {
    body = { errors: [{ message: text.slice(0, 500) }] };
  }
  if (!isObject(body)) body = { errors: [{ message: "The answer is not a JSON object." }] };
  const { data, errors, extensions } = body;
  return {
    data: isObject(data) ? separateKeys(data) : null,
    errors: Array.isArray(errors) ? errors.map(failure) : [],
    cost: isObject(extensions) ? ((extensions["cost"] ?? null) as Cost | null) : null,
    // `data` itself is not an object of the graph.
    objects: isObject(data) ? countObjects(data) - 1 : 0,
    bytes: text.length,
  };
}
