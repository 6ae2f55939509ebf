// Light, dark, or the system's theme. A cookie stores the choice, so that the server renders it.

const THEMES = ["auto", "light", "dark"] as const;
type Theme = (typeof THEMES)[number];
const NAMES: Record<Theme, string> = { auto: "Auto", light: "Light", dark: "Dark" };
const YEAR = 365 * 24 * 3600;

export function startTheme(): void {
  const button = document.querySelector<HTMLButtonElement>("button.theme");
  if (!button) return;
  const show = (theme: Theme) => {
    document.documentElement.dataset["theme"] = theme;
    button.textContent = NAMES[theme];
    button.setAttribute("aria-label", `Theme: ${NAMES[theme]}`);
  };
  show((document.documentElement.dataset["theme"] as Theme | undefined) ?? "auto");
  button.hidden = false;
  button.addEventListener("click", () => {
    const now = THEMES.indexOf((document.documentElement.dataset["theme"] as Theme | undefined) ?? "auto");
    const next = THEMES[(now + 1) % THEMES.length] ?? "auto";
    document.cookie = `theme=${next};path=/;max-age=${next === "auto" ? 0 : YEAR};samesite=lax`;
    show(next);
  });
}
