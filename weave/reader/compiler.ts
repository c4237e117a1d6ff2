/** What compiles edited code: `assets/compiler.js`, fetched when a reader edits. */
import { compile } from "./cells/compile.ts";

window.book.give("compiler", compile);
