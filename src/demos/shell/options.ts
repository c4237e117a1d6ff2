// Tangled from book/05-optimisation/10-exercises.md. Edit the book, then: npm run tangle
/** Options of the demonstrations, as they are typed: `--name value`, and flags: `--json`, `--help`, and those of one demonstration. */
import { parseArgs } from "node:util";
import { BadInput } from "./bad-input.ts";
import { chooseBackend } from "./backend.ts";

const FLAGS = ["json", "help"];
const FILES = ["text", "checkpoint", "resume"];

/**
 * The options as they were typed, by name; a flag has the value "". Throws `BadInput` for an option that is neither a flag nor
 * among `names`, one without a value, a flag with one, and anything else. `more` are flags besides `--json` and `--help`.
 */
export function valuesOf(args: readonly string[], names: readonly string[], more: readonly string[] = []): ReadonlyMap<string, string> {
  const flags = [...FLAGS, ...more];
  const options = Object.fromEntries([...[...names, "backend"].map((name) => [name, { type: "string" }]), ...flags.map((flag) => [flag, { type: "boolean" }])]);
  // not strict, because the answers of `parseArgs` are long
  const { tokens } = parseArgs({ args: [...args], options, strict: false, tokens: true });
  const values = new Map<string, string>();
  for (const token of tokens) {
    if (token.kind === "positional") throw new BadInput(`${JSON.stringify(token.value)} belongs to no option`);
    if (token.kind === "option-terminator") continue;
    if (!Object.hasOwn(options, token.name)) throw new BadInput(`there is no option ${token.rawName}`);
    const flag = flags.includes(token.name);
    if (!flag && token.value === undefined) throw new BadInput(`${token.rawName} must have a value`);
    if (flag && token.value !== undefined) throw new BadInput(`${token.rawName} takes no value`);
    // as a shell gives it for a variable that is not set
    if (FILES.includes(token.name) && token.value === "") throw new BadInput(`${token.rawName} must name a file`);
    values.set(token.name, token.value ?? "");
  }
  chooseBackend(values.get("backend"));
  return values;
}

/** The least and the largest value that an option may have. */
export type Range = readonly [least: number, most: number];

/** The whole number that an option was given; throws `BadInput` for anything else, or out of range. */
export function wholeNumberIn(option: string, text: string, range: Range): number {
  return within(range, /^-?\d+$/.test(text) ? Number(text) : NaN, [option, "a whole number", text]);
}

/** The number that an option was given; throws `BadInput` for anything else, or out of range. */
export function numberIn(option: string, text: string, range: Range): number {
  return within(range, /^-?(\d+\.?\d*|\.\d+)(e-?\d+)?$/i.test(text) ? Number(text) : NaN, [option, "a number", text]);
}

/** The seed that the options, as they were typed, ask for; 1851 if they do not. Throws `BadInput` for what is no whole number. */
export function seedIn(given: ReadonlyMap<string, string>): number {
  return wholeNumberIn("--seed", given.get("seed") ?? "1851", [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER]);
}

function within([least, most]: Range, value: number, [option, kind, text]: readonly [string, string, string]): number {
  if (value >= least && value <= most) return value;
  throw new BadInput(`${option} must be ${kind} from ${least} to ${most}, not ${JSON.stringify(text)}`);
}
//# sourceMappingURL=../../.maps/demos/shell/options.ts.map
