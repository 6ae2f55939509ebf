// A table as CSV. Source: RFC 4180; OWASP, "CSV Injection".

import type { Cell, Table } from "./table";

/** Text that a spreadsheet would run as a formula. */
const FORMULA = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/;
/** Byte order mark, by which spreadsheets detect UTF-8. */
const MARK = "\ufeff";

function cell(value: Cell): string {
  if (value === null) return "";
  const text = typeof value === "string" && FORMULA.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function csv({ columns, rows }: Pick<Table, "columns" | "rows">): string {
  return MARK + [columns, ...rows].map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}

/** Saves a text as a file. */
export function save(text: string, name: string, media: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: media }));
  const link = Object.assign(document.createElement("a"), { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
