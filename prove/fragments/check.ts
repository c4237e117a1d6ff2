/** The check of a fragment: code that is shown and not tangled must parse in its language. */
import { closest, type Fence } from "../../tangle/index.ts";
import type { Outcome } from "../records/outcome.ts";
import { grammars } from "./grammars.ts";
import type { Unreadable } from "./unreadable.ts";

/** Parses the fence's text with its language's own parser (TypeScript's, naga's for WGSL), or with tree-sitter's. */
export async function checkFragment(fence: Fence): Promise<Outcome> {
  const text = fence.lines.map((line) => `${line.text}\n`).join("");
  if (text.trim() === "") return failed("empty-fragment", "the fragment is empty");
  const parse = await parserOf(fence.language);
  if (parse === null) return unknownLanguage(fence.language);
  const problem = parse(text);
  return problem === null ? { ok: true, result: { kind: "fragment" } } : unparsable(fence, problem);
}

type Parse = (text: string) => Unreadable | null;

/** The parser of a language; each is loaded when a fragment first needs it. */
async function parserOf(language: string): Promise<Parse | null> {
  switch (language) {
    case "ts":
      return (await import("./typescript.ts")).unreadableTypeScript;
    case "cuda": {
      const [{ asCpp }, { treeSitter }] = await Promise.all([import("./cuda.ts"), import("./treeSitter.ts")]);
      const parse = await treeSitter("cpp");
      return (text) => parse(asCpp(text));
    }
    case "wgsl":
      return (await import("./wgsl.ts")).wgsl();
    default: {
      const grammar = grammars.get(language);
      return grammar === undefined ? null : (await import("./treeSitter.ts")).treeSitter(grammar);
    }
  }
}

function unparsable(fence: Fence, { row, column, message }: Unreadable): Outcome {
  // a mistake at the end of the text stands at the end of its last line
  const line = fence.lines[row] ?? fence.lines.at(-1);
  if (line === undefined) return failed("unparsable-fragment", message);
  const index = fence.lines[row] === undefined ? line.text.length : Math.min(column, line.text.length);
  const where = { kind: "line", line: line.line, column: line.column + Math.max(0, index - line.virtual) } as const;
  return { ok: false, failures: [{ code: "unparsable-fragment", message: `the fragment does not parse as \`${fence.language}\`: ${message}`, where, notes: [] }] };
}

function unknownLanguage(language: string): Outcome {
  const known = ["ts", "cuda", "wgsl", ...grammars.keys()];
  const meant = closest(language, known);
  const cure = meant === null ? "show it as `text`, or make it a part of the program with `file=`" : `write \`${meant}\``;
  return failed("unparsable-fragment", `a fragment in \`${language}\` cannot be checked: there is no parser for it, only for ${known.map((each) => `\`${each}\``).join(", ")}`, cure);
}

function failed(code: string, message: string, cure?: string): Outcome {
  return { ok: false, failures: [{ code, message, where: { kind: "unit" }, notes: [], ...(cure !== undefined && { cure }) }] };
}
