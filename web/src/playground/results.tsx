/** @jsxImportSource react */
// The answer: its cost, and its data as a table or a file.

import { useMemo, useState } from "react";
import { csv, save } from "./csv";
import { counted, type Cost } from "./cost";
import { countObjects, isObject, listPaths, pathLabel, table, type Json, type Table } from "./table";
import { useText } from "./text";

/** Rows of the table; the file has all. */
const MAX_ROWS = 300;

interface Answer {
  data: Json;
  cost: Cost | null;
  bytes: number;
}

function read(text: string): Answer | null {
  try {
    const body: Json = JSON.parse(text);
    if (!isObject(body) || !isObject(body["data"])) return null;
    const extensions = isObject(body["extensions"]) ? body["extensions"] : {};
    return { data: body["data"], cost: (extensions["cost"] ?? null) as Cost | null, bytes: text.length };
  } catch {
    return null;
  }
}

function Summary({ answer }: { answer: Answer }) {
  // `data` itself is not an object of the graph.
  const objects = countObjects(answer.data) - 1;
  return (
    <span className="spent" title="The cost of the answer, its number of objects, and its size.">
      {answer.cost && (
        <>
          Paid <b>{counted(answer.cost.work)}</b> ·{" "}
        </>
      )}
      got <b>{counted(objects)}</b> · {counted(Math.ceil(answer.bytes / 1024))} KB
    </span>
  );
}

function Rows({ rows }: { rows: Table }) {
  const more = rows.rows.length - MAX_ROWS;
  return (
    <div className="tabled" tabIndex={0} role="region" aria-label="Answer as a table">
      <table>
        <thead>
          <tr>
            {rows.columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.rows.slice(0, MAX_ROWS).map((row, at) => (
            <tr key={at}>
              {row.map((value, column) => (
                <td
                  key={column}
                  className={typeof value === "number" ? "number" : undefined}
                  title={typeof value === "string" ? value : undefined}
                >
                  {value === null ? "" : String(value)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {more > 0 && <p>{counted(more)} more rows are in the file.</p>}
    </div>
  );
}

export function Results({ tabular, onTabular }: { tabular: boolean; onTabular: (tabular: boolean) => void }) {
  const text = useText("responseEditor");
  const [selectedPath, setSelectedPath] = useState("");
  const answer = useMemo(() => read(text), [text]);
  const paths = useMemo(() => (answer ? listPaths(answer.data) : []), [answer]);
  const path = paths.includes(selectedPath) ? selectedPath : paths[0];
  const rows = useMemo(() => (answer && tabular ? table(answer.data, path) : null), [answer, path, tabular]);
  const file = () => answer && save(csv(table(answer.data, path)), "peergraph.csv", "text/csv;charset=utf-8");
  return (
    <>
      <div className="answer" role="toolbar" aria-label="Answer">
        <span className="views">
          {[false, true].map((as) => (
            <button key={String(as)} type="button" aria-pressed={tabular === as} onClick={() => onTabular(as)}>
              {as ? "Table" : "JSON"}
            </button>
          ))}
        </span>
        {tabular && paths.length > 1 && (
          <label>
            Rows
            <select value={path} onChange={(event) => setSelectedPath(event.target.value)}>
              {paths.map((each) => (
                <option key={each} value={each}>
                  {pathLabel(each)}
                </option>
              ))}
            </select>
          </label>
        )}
        <button type="button" disabled={!answer} onClick={file}>
          CSV
        </button>
        {answer && <Summary answer={answer} />}
      </div>
      {rows && <Rows rows={rows} />}
      {tabular && !rows && <p className="nothing">Run a query to see its answer as a table.</p>}
    </>
  );
}
