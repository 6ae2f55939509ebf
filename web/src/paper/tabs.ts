// The tabs of the page mark the section in view, and a link to a folded part opens it.

export function startTabs(): void {
  const links = [...document.querySelectorAll<HTMLAnchorElement>(".tabs a")];
  const sections = links.map((link) => document.querySelector<HTMLElement>(link.hash));
  const mark = () => {
    const current = sections.findLastIndex((section) => section && section.getBoundingClientRect().top < 140);
    links.forEach((link, index) => {
      if (index === current) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    });
  };
  let frame = 0;
  addEventListener(
    "scroll",
    () => {
      frame ||= requestAnimationFrame(() => {
        frame = 0;
        mark();
      });
    },
    { passive: true },
  );
  mark();
  addEventListener("hashchange", open);
  open();
}

/** Opens the folded part that the address names. */
function open(): void {
  const target = location.hash.length > 1 ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
  if (target instanceof HTMLDetailsElement) target.open = true;
}
