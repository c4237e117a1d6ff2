/** Light, dark, or as the system has it. */
import { recallText, remember } from "./state.ts";

/** The choices. */
export const themes = ["system", "light", "dark"] as const;

/** One of them. */
export type Theme = (typeof themes)[number];

/** What the reader chose; `system` where nothing was chosen. */
export function chosenTheme(): Theme {
  const known = recallText("theme");
  return themes.find((theme) => theme === known) ?? "system";
}

/** Changes the page at once, and those that are opened later. */
export function chooseTheme(theme: Theme): void {
  remember("theme", theme === "system" ? null : theme);
  applyTheme(theme);
}

/** Sets the page's theme. */
export function applyTheme(theme: Theme): void {
  const { dataset } = document.documentElement;
  if (theme === "system") delete dataset["theme"];
  else dataset["theme"] = theme;
}
