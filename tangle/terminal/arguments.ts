/** Command lines: what was asked, or a usage error with its "did you mean". Shared by the commands. */
import { realpathSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { closest } from "../text/suggest.ts";

/** An option that a command knows: `--name`, or `--name VALUE`. */
export interface OptionSpec {
  /** Without the dashes. */
  readonly name: string;
  /** What the value is called in the help (`DIR`); absent for a flag. */
  readonly value?: string;
  readonly help: string;
}

/** A command as `--help` describes it. `--root DIR` and `--help` are added to its options. */
export interface CommandSpec {
  /** How it is called: `npm run tangle --`. */
  readonly call: string;
  /** What it does, in a sentence or a few. */
  readonly purpose: string;
  readonly options: readonly OptionSpec[];
  /** What stands after the options (`SRC:LINE …`); absent where nothing may. */
  readonly rest?: string;
  /** Text under the options: examples, exit codes. */
  readonly notes?: string;
}

/** A command line that was understood, one that asks for help, or one that was not understood. */
export type Arguments =
  | {
      readonly kind: "run";
      /** Absolute, links resolved: the folder that holds `book/`. */
      readonly root: string;
      readonly flags: ReadonlySet<string>;
      readonly values: ReadonlyMap<string, string>;
      readonly rest: readonly string[];
    }
  | { readonly kind: "help"; readonly text: string }
  | { readonly kind: "usage"; readonly message: string };

/** Reads a command line (without node and script). */
export function readArguments(spec: CommandSpec, argv: readonly string[]): Arguments {
  const known = [...spec.options, ...common];
  const options = Object.fromEntries(known.map(({ name, value }) => [name, { type: value === undefined ? ("boolean" as const) : ("string" as const) }]));
  const { tokens } = parseArgs({ args: [...argv], options, strict: false, allowPositionals: true, tokens: true });
  const flags = new Set<string>();
  const values = new Map<string, string>();
  const rest: string[] = [];
  for (const token of tokens) {
    if (token.kind === "positional") rest.push(token.value);
    if (token.kind !== "option") continue;
    const option = known.find(({ name }) => name === token.name && token.rawName.startsWith("--"));
    const mistake = mistakeIn(option, token, known);
    if (mistake !== null) return usage(spec, mistake);
    if (option?.value === undefined) flags.add(token.name);
    else values.set(token.name, token.value ?? "");
  }
  if (flags.has("help")) return { kind: "help", text: helpText(spec) };
  if (rest[0] !== undefined && spec.rest === undefined) return usage(spec, `nothing is expected after the options, found \`${rest[0]}\``);
  const root = resolve(values.get("root") ?? ".");
  if (!isFolder(root)) return usage(spec, `--root: there is no folder \`${root}\``);
  return { kind: "run", root: realpathSync(root), flags, values, rest };
}

/** A usage error of a command, with the way to its help. */
export function usage(spec: CommandSpec, mistake: string): Extract<Arguments, { kind: "usage" }> {
  return { kind: "usage", message: `usage error: ${mistake}\n  see: ${spec.call} --help\n` };
}

const common: readonly OptionSpec[] = [
  { name: "root", value: "DIR", help: "the folder that holds book/ (default: the current one)" },
  { name: "help", help: "show this" },
];

interface OptionToken {
  readonly rawName: string;
  readonly value?: string | undefined;
}

function mistakeIn(option: OptionSpec | undefined, token: OptionToken, known: readonly OptionSpec[]): string | null {
  const { rawName, value } = token;
  if (option === undefined) {
    const near = closest(rawName.replace(/^-+/, ""), known.map(({ name }) => name));
    return `there is no option \`${rawName}\`${near === null ? "" : `; did you mean \`--${near}\`?`}`;
  }
  if (option.value === undefined) return value === undefined ? null : `\`${rawName}\` takes no value`;
  return value === undefined || value === "" || value.startsWith("--") ? `\`${rawName}\` needs a value: ${rawName} ${option.value}` : null;
}

function helpText({ call, purpose, options, rest, notes }: CommandSpec): string {
  const rows = [...options, ...common].map(({ name, value, help }) => [`--${name}${value === undefined ? "" : ` ${value}`}`, help] as const);
  const width = Math.max(...rows.map(([left]) => left.length));
  const table = rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right.replaceAll("\n", `\n${" ".repeat(width + 4)}`)}\n`).join("");
  return `${call} [options]${rest === undefined ? "" : ` ${rest}`}\n\n${purpose}\n\n${table}${notes === undefined ? "" : `\n${notes}\n`}`;
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
