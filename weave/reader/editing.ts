/** What makes a field for code an editor: `assets/editing.js`, fetched when the first editor is opened. */
import { addColours } from "./editing/colours.ts";
import { addCompletion } from "./editing/completion.ts";
import { namesOfPage } from "./editing/names.ts";

/** Adds to a field that stands in an element of its own. */
export type Enhance = (field: HTMLTextAreaElement) => void;

const names = namesOfPage();
const enhance: Enhance = (field) => {
  addColours(field);
  addCompletion(field, names);
};
window.book.give("editing", enhance);
