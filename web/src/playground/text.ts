// The current text of an editor.

import { useGraphiQL } from "@graphiql/react";
import { useEffect, useState } from "react";

type Editor = "queryEditor" | "variableEditor" | "responseEditor";

export function useText(name: Editor): string {
  const editor = useGraphiQL((state) => state[name]);
  const [text, setText] = useState("");
  useEffect(() => {
    if (!editor) return;
    const read = () => setText(editor.getValue());
    read();
    const subscription = editor.onDidChangeModelContent(read);
    return () => subscription.dispose();
  }, [editor]);
  return text;
}
