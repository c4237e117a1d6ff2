/** `assets/sketch.js`: the axes over which a curve is sketched, fetched when such a guess is opened. */
import { make } from "./dom.ts";
import { comparison, sketchFields, type Sketching } from "./guesses/sketch.ts";

document.head.append(make("link", { rel: "stylesheet", href: new URL("assets/sketch.css", window.book.root).href }));
window.book.give("sketch", { sketchFields, comparison } satisfies Sketching);
