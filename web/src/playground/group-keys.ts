// The keys of a group as columns: `keys: [{key: "COUNTRY", value: "CA"}, {key: "YEAR", value: "2015"}]` becomes
// `keys: {COUNTRY: "CA", YEAR: "2015"}`. Keys without the field `key` are numbered, and a single one is itself.

import { isObject, type Json } from "./table";

type JsonObject = Record<string, Json>;

/** A group has one key or two. */
const MAX_KEYS = 2;
const FIELDS = new Set(["key", "value", "node"]);

function areKeys(value: Json): value is JsonObject[] {
  return (
    Array.isArray(value) &&
    value.length >= 1 &&
    value.length <= MAX_KEYS &&
    value.every((each) => isObject(each) && Object.keys(each).every((field) => FIELDS.has(field)))
  );
}

/** A key without its name, and without a field name where it has one field alone. */
function content(key: JsonObject): Json {
  const fields = Object.entries(key).filter(([field]) => field !== "key");
  return fields.length === 1 && fields[0]?.[0] === "value" ? fields[0][1] : Object.fromEntries(fields);
}

function keyed(keys: JsonObject[]): Json {
  const names = keys.map(({ key }) => key);
  if (names.every((name) => typeof name === "string") && new Set(names).size === names.length) {
    return Object.fromEntries(keys.map((key, at) => [String(names[at]), content(key)]));
  }
  if (keys.length === 1) return keys[0] ?? null;
  return Object.fromEntries(keys.map((key, at) => [String(at + 1), content(key)]));
}

export function separateKeys(value: Json): Json {
  if (Array.isArray(value)) return value.map(separateKeys);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      name === "keys" && areKeys(inner) ? keyed(inner) : separateKeys(inner),
    ]),
  );
}
