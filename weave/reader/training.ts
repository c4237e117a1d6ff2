/** Training in the page, and the figures that show what came of it: `assets/training.js`, fetched when a reader asks for it or has trained before. */
import { make } from "./dom.ts";
import { recall } from "./state.ts";
import { experimentIn } from "./training/link.ts";
import { offerMine } from "./training/mine.ts";
import type { Trainings } from "./training/offer.ts";
import { FigureTraining } from "./training/ofFigure.ts";

const opened = new Map<string, FigureTraining>();

document.head.append(make("link", { rel: "stylesheet", href: new URL("assets/training.css", window.book.root).href }));
const figures = [...document.querySelectorAll<HTMLElement>("figure[data-train]")];
const mine = [...document.querySelectorAll<HTMLElement>("figure[data-mine]")];
const known = recall("trained");

window.book.give("training", { open: (figure) => void opening(figure).open({ link: null, clicked: true }) } satisfies Trainings);
for (const figure of mine) void offerMine(figure);
followLink();
window.addEventListener("hashchange", followLink);
for (const figure of figures) if (Array.isArray(known) && known.includes(figure.id) && !opened.has(figure.id)) void opening(figure).open({ link: null, clicked: false });

/** The training of a figure, in the place of the button that offers it. */
function opening(figure: HTMLElement): FigureTraining {
  if (figure.nextElementSibling?.classList.contains("train-offer")) figure.nextElementSibling.remove();
  const training = opened.get(figure.id) ?? new FigureTraining(figure, changed);
  opened.set(figure.id, training);
  return training;
}

function changed(training: string): void {
  for (const figure of mine) if (figure.dataset["mine"]?.split(" ")[0] === training && figure.querySelector(".mine-shown") === null) void offerMine(figure);
}

/** Shows the experiment of the address, if it is one of this page. */
function followLink(): void {
  const experiment = experimentIn(location.hash);
  const figure = figures.find(({ id }) => id === experiment?.figure);
  if (experiment === null || figure === undefined) return;
  const before = opened.get(figure.id);
  if (before === undefined) void opening(figure).open({ link: experiment.settings, clicked: false });
  else void before.receive(experiment.settings);
  figure.scrollIntoView();
}
