/** `system` follows what the person chose for the whole machine. */
export type Theme = "system" | "light" | "dark";

const STORAGE_KEY = "quad.theme";

/** The theme this browser was last told to use. */
export function storedTheme(): Theme {
  const stored = localStorage.getItem(STORAGE_KEY);
  return stored === "light" || stored === "dark" ? stored : "system";
}

/** Shows the page in this theme and remembers it. Call it before the first paint, too. */
export function applyTheme(theme: Theme): void {
  if (theme === "system") {
    document.documentElement.removeAttribute("data-theme");
    localStorage.removeItem(STORAGE_KEY);
  } else {
    document.documentElement.setAttribute("data-theme", theme);
    localStorage.setItem(STORAGE_KEY, theme);
  }
}
