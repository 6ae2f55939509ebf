// The lists of references and citations on the page: sorted, filtered and continued in place.

/** Handles the forms and links of the lists below an element. */
export function startLists(root: ParentNode): void {
  for (const form of root.querySelectorAll<HTMLFormElement>("form[data-list]")) {
    const send = () => void replace(form, query(form));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      send();
    });
    form.querySelector("select")?.addEventListener("change", send);
  }
  for (const link of root.querySelectorAll<HTMLAnchorElement>("a[data-list-link], [data-more-rows] a")) {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      void (link.matches("[data-list-link]") ? replace(link, link.href) : append(link));
    });
  }
}

function query(form: HTMLFormElement): string {
  const fields = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === "string" && value) fields.append(name, value);
  return `${form.action}?${fields}`;
}

/** The same part of another page of the list; the browser goes there where it cannot be loaded. */
async function load(address: string, name: string): Promise<HTMLElement | null> {
  const response = await fetch(address).catch(() => null);
  const page = response?.ok ? new DOMParser().parseFromString(await response.text(), "text/html") : null;
  const part = page?.querySelector<HTMLElement>(`[data-list-part="${name}"]`) ?? null;
  if (!part) location.assign(address);
  return part;
}

async function replace(from: HTMLElement, address: string): Promise<void> {
  const target = from.closest<HTMLElement>("[data-list-part]");
  if (!target) return;
  target.setAttribute("aria-busy", "true");
  target.dataset["address"] = address;
  const part = await load(address, target.dataset["listPart"] ?? "");
  // A later change of the filter was sent meanwhile.
  if (target.dataset["address"] !== address) return;
  target.removeAttribute("aria-busy");
  if (!part) return;
  const focused = target.contains(document.activeElement) ? document.activeElement?.getAttribute("name") : null;
  target.replaceChildren(...part.childNodes);
  startLists(target);
  if (focused) target.querySelector<HTMLElement>(`[name="${focused}"]`)?.focus();
}

/** Adds the next rows below, and focuses the first of them. */
async function append(link: HTMLAnchorElement): Promise<void> {
  const target = link.closest<HTMLElement>("[data-list-part]");
  if (!target) return;
  const part = await load(link.href, target.dataset["listPart"] ?? "");
  const [rows, more] = [part?.querySelector("[data-rows]"), part?.querySelector("[data-more-rows]")];
  if (!rows) return;
  const first = rows.querySelector<HTMLElement>("a");
  target.querySelector("[data-rows]")?.append(...rows.childNodes);
  const next = target.querySelector("[data-more-rows]");
  if (more) {
    next?.replaceWith(more);
    startLists(more);
  } else next?.remove();
  first?.focus({ preventScroll: true });
}
