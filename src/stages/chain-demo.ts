// Tangled from book/01-markov-chains/03-guess-the-next-letter.md. Edit the book, then: npm run tangle
/** The demonstration of Chapter 1: trains on a text, prints the ladder and writes a sample. */
import { readFileSync } from "node:fs";
import { generate } from "../markov/generate.ts";
import { ladder, type Rung } from "../markov/ladder.ts";
import { contextOf } from "../markov/model.ts";
import { randomFrom } from "../random/xoshiro128.ts";
import { alphabetOf, countStrangers } from "../text/alphabet.ts";
import { data } from "../text/data.ts";
import { split, type Split } from "../text/split.ts";
import { HELP, readOptions, type ChainOptions } from "./chain-options.ts";
import type { Screen } from "./screen.ts";

const SHORTEST_TEXT = 1000;

/** Something that the person at the keyboard can mend: a file, or a prompt that the text does not know. */
class BadInput extends Error {}

/** Runs the demonstration and returns its exit code: 0, 1 for a text or prompt it cannot use, 2 for a wrong command line. */
export function demonstrate(args: readonly string[], screen: Screen): 0 | 1 | 2 {
  const reading = readOptions(args);
  switch (reading.kind) {
    case "help":
      screen.print(HELP);
      return 0;
    case "mistake":
      screen.complain(`stage 1: ${reading.message}\nSee: npm run stage -- 1 --help`);
      return 2;
    case "options":
      try {
        show(reading.options, screen);
        return 0;
      } catch (mistake) {
        if (!(mistake instanceof BadInput)) throw mistake;
        screen.complain(`stage 1: ${mistake.message}`);
        return 1;
      }
    default:
      return reading satisfies never;
  }
}

function show(options: ChainOptions, screen: Screen): void {
  const parts = split(options.file === null ? data("moby-dick.txt") : textOf(options.file));
  const alphabet = alphabetOf(parts.training);
  const prompt = promptFor(options, parts);
  const unknown = [...prompt].find((character) => !alphabet.characters.has(character.charAt(0)));
  if (unknown !== undefined) throw new BadInput(`the prompt has ${JSON.stringify(unknown)}, which the training text has not`);
  screen.print(
    `${count(parts.text.length)} characters, of which the last ${count(parts.heldOut.length)} are held out; ` +
      `${alphabet.characters.size} different ones in the rest; in the last tenth, not among them: ${count(countStrangers(alphabet, parts.heldOut))}\n`,
  );
  const top = climb(parts, options.order, screen);
  const context = contextOf(top.model, prompt);
  if (!top.model.table.has(context)) {
    throw new BadInput(`nothing in the training text follows ${JSON.stringify(context)}, the last ${options.order} characters of the prompt`);
  }
  screen.print(`\norder ${options.order} continues ${JSON.stringify(prompt)}:\n`);
  screen.print(prompt + generate(top.model, randomFrom(options.seed), { prompt, length: options.length }));
}

/** Prints a line for each rung and returns the highest. */
function climb(parts: Split, highest: number, screen: Screen): Rung {
  screen.print("                  bits per character");
  screen.print("order   contexts  training  held out  impossible places");
  let top: Rung | undefined;
  screen.progress(0, "order 0");
  for (const rung of ladder(parts, highest)) {
    const cells = [count(rung.contexts).padStart(11), rung.training.toFixed(3).padStart(10), marked(rung.heldOut).padStart(10)];
    screen.print(`${String(rung.order).padStart(5)}${cells.join("")}${count(rung.exam.impossible).padStart(19)}`);
    // a rung takes about as long as all before it have contexts, which grows by a half or so for each
    screen.progress(1.5 ** (rung.order - highest), `order ${Math.min(rung.order + 1, highest)}`);
    top = rung;
  }
  if (!top) throw new Error("internal: a ladder without rungs");
  return top;
}

/** The prompt given; else a line that everyone knows, or, for another text, a stretch of its own. */
function promptFor({ order, prompt, file, seed }: ChainOptions, { training }: Split): string {
  if (prompt !== null) return prompt;
  if (file === null) return "Call me Ishmael.";
  const at = Math.floor(randomFrom(seed).uniform() * (training.length - order));
  return training.slice(at, at + order);
}

function textOf(file: string): string {
  const text = decode(file, bytesOf(file));
  if (text.length < SHORTEST_TEXT) {
    throw new BadInput(`${file} has ${text.length} characters; there must be at least ${count(SHORTEST_TEXT)} to learn from and be marked on`);
  }
  return text;
}

function bytesOf(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (failure) {
    throw new BadInput(`cannot read ${file}: ${failure instanceof Error ? failure.message : String(failure)}`);
  }
}

function decode(file: string, bytes: Uint8Array): string {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    if (!text.includes("\0")) return text;
  } catch (failure) {
    if (!(failure instanceof TypeError)) throw failure;
  }
  throw new BadInput(`${file} is not UTF-8 text`);
}

function count(value: number): string {
  return value.toLocaleString("en");
}

function marked(bits: number): string {
  return bits === Infinity ? "∞" : bits.toFixed(3);
}
//# sourceMappingURL=../.maps/stages/chain-demo.ts.map
