/** Reads WGSL with naga, the front end of wgpu, compiled to WebAssembly. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { initSync, WgslFrontend } from "web-naga";
import type { Unreadable } from "./unreadable.ts";

/** A function that gives the first mistake of a text, or null. A text is a module, or the inside of a function; names need not be known. */
export function wgsl(): (text: string) => Unreadable | null {
  start();
  return (text) => {
    const asModule = parseMistakeIn(text);
    if (asModule === null || !asModule.message.startsWith("expected global item")) return unreadable(asModule, text, 0);
    return unreadable(parseMistakeIn(`${opening}${text}}`), text, opening.length);
  };
}

/** A mistake in a whole module, and how many characters it takes. */
export interface ShaderMistake extends Unreadable {
  readonly length: number;
}

/** A function that gives the first mistake of a whole module, unknown names and wrong types among them, or null. */
export function wgslModule(): (text: string) => ShaderMistake | null {
  start();
  return (text) => {
    const found = mistakeIn(text);
    const place = unreadable(found, text, 0);
    if (found === null || place === null) return null;
    return { ...place, length: Buffer.from(text).subarray(found.start, found.end).toString("utf8").length };
  };
}

function start(): void {
  const folder = dirname(createRequire(import.meta.url).resolve("web-naga"));
  initSync({ module: readFileSync(join(folder, "web_naga_bg.wasm")) });
}

const opening = "fn fragment() {\n";

interface Mistake {
  readonly message: string;
  /** In bytes of UTF-8. */
  readonly start: number;
  readonly end: number;
}

/** naga reads the whole text before it looks names up, so a name that it does not know stands in a text that parses. */
function parseMistakeIn(text: string): Mistake | null {
  const found = mistakeIn(text);
  return found !== null && /^(no definition in scope|unknown (type|identifier|function))/.test(found.message) ? null : found;
}

function mistakeIn(text: string): Mistake | null {
  try {
    WgslFrontend.new().parse(text).free();
    return null;
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    const { message = said, start = "0", end = start } = /message: "(?<message>(?:[^"\\]|\\.)*)", labels: \[\(Span \{ start: (?<start>\d+), end: (?<end>\d+)/.exec(said)?.groups ?? {};
    return { message: message.replace(/\\(.)/g, "$1"), start: Number(start), end: Number(end) };
  }
}

/** The place in the fragment, whose text begins after `before` bytes. */
function unreadable(mistake: Mistake | null, text: string, before: number): Unreadable | null {
  if (mistake === null) return null;
  const lines = Buffer.from(text).subarray(0, Math.max(0, mistake.start - before)).toString("utf8").split("\n");
  return { row: lines.length - 1, column: lines.at(-1)?.length ?? 0, message: mistake.message };
}
