/** The settings: a disclosure in the running head, whose script is fetched when it is opened. */
import { make } from "./dom.ts";

/** Adds them to the running head. */
export function addSettings(): void {
  const tools = document.querySelector(".tools");
  if (!tools) return;
  const panel = make("div", { class: "panel" });
  const settings = make("details", { class: "settings" }, make("summary", {}, "Settings"), panel);
  tools.append(settings);
  settings.addEventListener("toggle", () => void window.book.load("panel").catch(() => (panel.textContent = "They cannot be loaded.")), { once: true });
  settings.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !settings.open) return;
    settings.open = false;
    settings.querySelector("summary")?.focus();
  });
  document.addEventListener("click", ({ target }) => {
    if (target instanceof Node && !settings.contains(target)) settings.open = false;
  });
}
