// Links to a query and its variables. They stand in the address's fragment, compressed, which no server ever sees;
// headers are left out, because they may hold secrets.

export interface Shared {
  query: string;
  variables: string;
}

const PREFIX = "#q=";

/** Characters of the longest fragment that is read, and of the longest text in it: what is small can unpack to much. */
const LONGEST = 100_000;
const MOST = 1_000_000;

async function through(bytes: Uint8Array<ArrayBuffer>, pipe: GenericTransformStream): Promise<Uint8Array<ArrayBuffer>> {
  const reader = new Blob([bytes]).stream().pipeThrough<Uint8Array<ArrayBuffer>>(pipe).getReader();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    parts.push(part.value);
    length += part.value.length;
    if (length > MOST) {
      await reader.cancel();
      throw new RangeError("The link holds too much.");
    }
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

/** The fragment that stands for a query and its variables. */
export async function fragment(what: Shared): Promise<string> {
  const text = new TextEncoder().encode(JSON.stringify([what.query, what.variables]));
  const packed = await through(text, new CompressionStream("deflate-raw"));
  const letters = Array.from(packed, (byte) => String.fromCharCode(byte)).join("");
  return PREFIX + btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** What a fragment stands for; null for one that is none of ours. */
export async function shared(hash: string): Promise<Shared | null> {
  if (!hash.startsWith(PREFIX) || hash.length > LONGEST) return null;
  try {
    const letters = atob(hash.slice(PREFIX.length).replaceAll("-", "+").replaceAll("_", "/"));
    const packed = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
    const text = await through(packed, new DecompressionStream("deflate-raw"));
    const [query, variables]: unknown[] = JSON.parse(new TextDecoder().decode(text));
    return typeof query === "string" && typeof variables === "string" ? { query, variables } : null;
  } catch {
    return null;
  }
}
