/** Reads WGSL with naga, the front end of wgpu, compiled to WebAssembly. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { initSync, WgslFrontend } from "web-naga";
import type { Unreadable } from "./unreadable.ts";

/** A function that gives the first mistake of a text, or null. A text is a module, or the inside of a function. */
export function wgsl(): (text: string) => Unreadable | null {
  const folder = dirname(createRequire(import.meta.url).resolve("web-naga"));
  initSync({ module: readFileSync(join(folder, "web_naga_bg.wasm")) });
  return (text) => {
    const asModule = mistakeIn(text);
    if (asModule === null || !asModule.message.startsWith("expected global item")) return unreadable(asModule, text, 0);
    return unreadable(mistakeIn(`${opening}${text}}`), text, opening.length);
  };
}

const opening = "fn fragment() {\n";

interface Mistake {
  readonly message: string;
  /** In bytes of UTF-8. */
  readonly start: number;
}

/** naga reads the whole text before it looks names up, so a name that it does not know stands in a text that parses. */
function mistakeIn(text: string): Mistake | null {
  try {
    WgslFrontend.new().parse(text).free();
    return null;
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    const { message = said, start = "0" } = /message: "(?<message>(?:[^"\\]|\\.)*)", labels: \[\(Span \{ start: (?<start>\d+)/.exec(said)?.groups ?? {};
    if (/^(no definition in scope|unknown (type|identifier|function))/.test(message)) return null;
    return { message: message.replace(/\\(.)/g, "$1"), start: Number(start) };
  }
}

/** The place in the fragment, whose text begins after `before` bytes. */
function unreadable(mistake: Mistake | null, text: string, before: number): Unreadable | null {
  if (mistake === null) return null;
  const lines = Buffer.from(text).subarray(0, Math.max(0, mistake.start - before)).toString("utf8").split("\n");
  return { row: lines.length - 1, column: lines.at(-1)?.length ?? 0, message: mistake.message };
}
