/** What runs on every page: `assets/book.js`. Each behaviour is a module that adds to the page, which is whole without it. */
import { addAnchors } from "./anchors.ts";
import { addCopying } from "./copy.ts";
import { unfoldChosen } from "./folds.ts";
import { addKeys } from "./keys.ts";
import { addPreviews } from "./previews.ts";
import { followReading } from "./progress.ts";
import { addSearching } from "./searching.ts";
import { addSettings } from "./settings.ts";
import { dataStoreFrom } from "./dataStore.ts";
import { awaitReach } from "./reach.ts";
import { followContents } from "./sidebar.ts";
import { foldSolutions } from "./solutions.ts";

// the address is known only while the script runs for the first time
const own = document.currentScript;
if (own instanceof HTMLScriptElement) {
  window.book = dataStoreFrom(own.src);
  // one that fails must not take the others with it
  if (document.querySelector("article :is(.note, .aside, .mini-index)") !== null) window.book.load("margin").catch(() => undefined);
  if (document.querySelector("article [data-guess]") !== null) window.book.load("guesses").catch(() => undefined);
  if (document.querySelector("article [data-guesses]") !== null) window.book.load("calibration").catch(() => undefined);
  for (const add of [addSettings, unfoldChosen, addSearching, addAnchors, addKeys, addCopying, foldSolutions, followContents, followReading, addPreviews, awaitReach]) attempt(add);
  oncePainted(() => {
    if (document.querySelector("article :is(.use, .name)") !== null) window.book.load("listings").catch(() => undefined);
    if (document.querySelector("article :is(.block:is(.exercise, .derivation, .cost), figure:is([data-train], [data-mine]))") !== null) window.book.load("offers").catch(() => undefined);
  });
}

function attempt(add: () => void): void {
  try {
    add();
  } catch (error) {
    console.error(error);
  }
}

/** For what changes nothing that is seen: nothing seen is to wait for it. A page that is hidden is not painted. */
function oncePainted(run: () => void): void {
  if (document.hidden) run();
  else requestAnimationFrame(() => void setTimeout(run));
}
