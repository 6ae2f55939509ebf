// Links to a query and its variables, compressed in the fragment of the URL, which is not sent to servers. Headers are
// left out, because they can contain secrets.

export interface SharedQuery {
  query: string;
  variables: string;
}

const PREFIX = "#q=";

/** Largest fragment in characters and largest decompressed text in bytes, against decompression bombs. */
const MAX_FRAGMENT = 100_000;
const MAX_BYTES = 1_000_000;

async function transform(
  bytes: Uint8Array<ArrayBuffer>,
  pipe: GenericTransformStream,
): Promise<Uint8Array<ArrayBuffer>> {
  const reader = new Blob([bytes]).stream().pipeThrough<Uint8Array<ArrayBuffer>>(pipe).getReader();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    parts.push(part.value);
    length += part.value.length;
    if (length > MAX_BYTES) {
      await reader.cancel();
      throw new RangeError("The link is too large.");
    }
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

/** Encodes a query and its variables as a fragment. */
export async function writeFragment(what: SharedQuery): Promise<string> {
  const text = new TextEncoder().encode(JSON.stringify([what.query, what.variables]));
  const packed = await transform(text, new CompressionStream("deflate-raw"));
  const letters = Array.from(packed, (byte) => String.fromCharCode(byte)).join("");
  return PREFIX + btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** Decodes a fragment; null if it is invalid. */
export async function readFragment(hash: string): Promise<SharedQuery | null> {
  if (!hash.startsWith(PREFIX) || hash.length > MAX_FRAGMENT) return null;
  try {
    const letters = atob(hash.slice(PREFIX.length).replaceAll("-", "+").replaceAll("_", "/"));
    const packed = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
    const text = await transform(packed, new DecompressionStream("deflate-raw"));
    const [query, variables]: unknown[] = JSON.parse(new TextDecoder().decode(text));
    return typeof query === "string" && typeof variables === "string" ? { query, variables } : null;
  } catch {
    return null;
  }
}
