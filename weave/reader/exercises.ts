/** What an exercise's answer is written, run and compared in: `assets/exercises.js`, fetched when a reader first opens one. */
import { fillAnswer } from "./exercises/fill.ts";

window.book.give("exercises", fillAnswer);
