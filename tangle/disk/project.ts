/** The folder of this project, whose packages serve where a book's own folder has none. */
import { dirname } from "node:path";

/** Absolute. */
export const projectFolder = dirname(dirname(import.meta.dirname));
