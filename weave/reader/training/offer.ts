/** Offers the training of a figure, on a page that has one; all that it needs is fetched when it is asked for. */
import { make } from "../dom.ts";
import { trained } from "./trained.ts";

/** What `assets/training.js` gives. */
export interface Trainings {
  /** Opens the training of a figure, in the place of the button that offered it. */
  readonly open: (figure: HTMLElement) => void;
}

/** Adds the buttons. Who has trained before finds that again, and who comes by a link to an experiment finds it set. */
export function offerTrainings(): void {
  const figures = [...document.querySelectorAll<HTMLElement>("figure[data-train]")];
  for (const figure of figures) {
    const button = make("button", { type: "button" }, "Train it here", make("span", { class: "hidden" }, ` (${figure.querySelector(".label")?.textContent ?? ""})`));
    const bar = make("div", { class: "live-bar train-offer" }, make("div", { class: "live-buttons" }, button));
    button.addEventListener("click", () => void window.book.take("training").then((given) => (given as Trainings).open(figure)));
    figure.after(bar);
  }
  const known = trained();
  const isKnown = ({ id, dataset }: HTMLElement): boolean => known.includes(id) || known.includes(dataset["mine"]?.split(" ")[0] ?? "");
  if (location.hash.startsWith("#train=") || [...document.querySelectorAll<HTMLElement>("figure:is([data-train], [data-mine])")].some(isKnown)) void window.book.load("training").catch(() => undefined);
}
