/** @jsxImportSource react */
// Below and beside an answer: what it cost, and the same as a table or a file.

import { useMemo, useState } from "react";
import { csv, save } from "./csv";
import { counted, type Cost } from "./cost";
import { held, isObject, lists, said, table, type Json, type Table } from "./table";
import { useText } from "./text";

/** Rows that are shown; the file has them all. */
const SHOWN = 300;

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

function Spent({ answer }: { answer: Answer }) {
  // `data` itself is no object of the graph.
  const objects = held(answer.data) - 1;
  return (
    <span className="spent" title="The cost that the answer says, the objects that it holds, and its length.">
      {answer.cost && (
        <>
          Paid <b>{counted(answer.cost.objects)}</b> ·{" "}
        </>
      )}
      got <b>{counted(objects)}</b> · {counted(Math.ceil(answer.bytes / 1024))} KB
    </span>
  );
}

function Rows({ shown }: { shown: Table }) {
  const more = shown.rows.length - SHOWN;
  return (
    <div className="tabled" tabIndex={0} role="region" aria-label="Answer as a table">
      <table>
        <thead>
          <tr>
            {shown.columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.rows.slice(0, SHOWN).map((row, at) => (
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
  const [wished, setWished] = useState("");
  const answer = useMemo(() => read(text), [text]);
  const ways = useMemo(() => (answer ? lists(answer.data) : []), [answer]);
  const way = ways.includes(wished) ? wished : ways[0];
  const shown = useMemo(() => (answer && tabular ? table(answer.data, way) : null), [answer, way, tabular]);
  const file = () => answer && save(csv(table(answer.data, way)), "peergraph.csv", "text/csv;charset=utf-8");
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
        {tabular && ways.length > 1 && (
          <label>
            Rows
            <select value={way} onChange={(event) => setWished(event.target.value)}>
              {ways.map((each) => (
                <option key={each} value={each}>
                  {said(each)}
                </option>
              ))}
            </select>
          </label>
        )}
        <button type="button" disabled={!answer} onClick={file}>
          CSV
        </button>
        {answer && <Spent answer={answer} />}
      </div>
      {shown && <Rows shown={shown} />}
      {tabular && !shown && <p className="nothing">Run a query: what it answers stands here as a table.</p>}
    </>
  );
}
