/** What a page with live cells adds to them, and to the chunks that they run: `assets/cells.js`. */
import { followAddress } from "./cells/address.ts";
import { editChunk } from "./cells/editChunk.ts";
import { hydrate } from "./cells/hydrate.ts";
import type { Kept } from "./cells/kept.ts";
import { editedProgram } from "./cells/program.ts";

const program = editedProgram();
const memory: Kept[] = [];
const listings = [...document.querySelectorAll<HTMLElement>("article .listing[data-live]")];
const cells = listings.map((listing, index) => hydrate(listing, { number: index + 1, of: listings.length, program, memory }));
const chunks = [...document.querySelectorAll<HTMLElement>("article .listing:is(.file-role, .chunk-role):has(> pre)")];
followAddress([...cells, ...chunks.map((listing) => editChunk(listing, { program, cells }))]);
