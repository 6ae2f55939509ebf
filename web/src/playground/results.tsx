/** @jsxImportSource react */
// The answer: its cost, its errors, and its data as a table, a chart or a file.

import { isMacOs, useGraphiQL } from "@graphiql/react";
import { useMemo, useState } from "react";
import { readAnswer, type Answer, type Failure } from "./answer";
import { Chart } from "./chart";
import { chartColumns } from "./chart-columns";
import { counted } from "./cost";
import { csv, save } from "./csv";
import { listPaths, pathLabel, table, type Table } from "./table";
import { useText } from "./text";
import { useView, VIEW_NAMES, VIEWS, type View } from "./view";

/** Rows of the table; the file has all. */
const MAX_ROWS = 300;
const MAX_ERRORS = 5;

function Summary({ answer }: { answer: Answer }) {
  return (
    <span className="spent" title="The cost of the answer, its number of objects, and its size.">
      {answer.cost && (
        <>
          Paid <b>{counted(answer.cost.work)}</b> ·{" "}
        </>
      )}
      got <b>{counted(answer.objects)}</b> · {counted(Math.ceil(answer.bytes / 1024))} KB
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

function Errors({ errors }: { errors: Failure[] }) {
  const more = errors.length - MAX_ERRORS;
  return (
    <div className="failures" role="alert">
      <ul>
        {errors.slice(0, MAX_ERRORS).map(({ message, path, code }, at) => (
          <li key={at}>
            {message} {path && <code>{path}</code>} {code && <code>{code}</code>}
          </li>
        ))}
      </ul>
      {more > 0 && <p>{counted(more)} more errors are in the JSON.</p>}
    </div>
  );
}

/** What can be the rows, and what is first: for a chart, the outermost list with numbers. */
function useRows(answer: Answer | null, view: View) {
  const [selectedPath, setSelectedPath] = useState("");
  const data = answer?.data ?? null;
  const paths = useMemo(() => {
    const all = listPaths(data);
    const drawable = view === "chart" ? all.filter((path) => chartColumns(table(data, path))) : [];
    return drawable.length ? drawable : all;
  }, [data, view]);
  const path = paths.includes(selectedPath) ? selectedPath : paths[0];
  const rows = useMemo(() => (data === null || view === "json" ? null : table(data, path)), [data, path, view]);
  return { paths, path, rows, setSelectedPath };
}

export function Results() {
  const text = useText("responseEditor");
  const isFetching = useGraphiQL((state) => state.isFetching);
  const [view, setView] = useView();
  const answer = useMemo(() => readAnswer(text), [text]);
  const { paths, path, rows, setSelectedPath } = useRows(answer, view);
  const data = answer?.data ?? null;
  const file = () => save(csv(table(data, path)), "peergraph.csv", "text/csv;charset=utf-8");
  return (
    <>
      <div className="answer" role="toolbar" aria-label="Answer">
        <span className="views">
          {VIEWS.map((each) => (
            <button key={each} type="button" aria-pressed={view === each} onClick={() => setView(each)}>
              {VIEW_NAMES[each]}
            </button>
          ))}
        </span>
        {view !== "json" && paths.length > 1 && (
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
        <button type="button" disabled={data === null} onClick={file}>
          CSV
        </button>
        {answer && <Summary answer={answer} />}
      </div>
      {answer && answer.errors.length > 0 && <Errors errors={answer.errors} />}
      {!answer && !isFetching && <p className="nothing">{isMacOs ? "⌘ Enter" : "Ctrl+Enter"} runs the query.</p>}
      {view === "table" && rows && <Rows rows={rows} />}
      {view === "chart" && rows && <Chart table={rows} />}
    </>
  );
}
