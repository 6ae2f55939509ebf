// The import of a library: a chosen file fills in the text.

import "../site/site";

const row = document.querySelector<HTMLElement>("[data-file-for]");
const text = document.getElementById("text") as HTMLTextAreaElement | null;
const file = row?.querySelector("input");
if (row && text && file) {
  row.hidden = false;
  file.addEventListener("change", () => {
    void file.files?.[0]?.text().then((content) => {
      text.value = content;
    });
  });
}
