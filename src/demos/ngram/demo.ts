// Tangled from book/01-markov-chains/10-exercises.md. Edit the book, then: npm run tangle
/** The demonstration: trains on a text, prints the ladder and writes a sample. */
import type { NgramModel } from "../../models/ngram/smoothing.ts";
import { randomFrom } from "../../random/xoshiro128.ts";
import { countCharacters } from "../../tokenizers/characters.ts";
import { alphabetOf, countUnknown } from "../../tokenizers/alphabet.ts";
import { grouped } from "../../format/text.ts";
import { split } from "../../data/split.ts";
import { BadInput } from "../shell/bad-input.ts";
import { smoothings } from "./models.ts";
import { evaluateOrders, compare, type OrderSetup } from "./orders.ts";
import { helpOf, readOptions, type ChainOptions } from "./options.ts";
import { writeSample } from "./sample.ts";
import { countsWithin } from "./counts.ts";
import { promptFor, textFor } from "./text.ts";
import { meterOn, type Meter } from "../shell/meter.ts";
import { reporterOn } from "../shell/report.ts";
import type { Screen } from "../shell/console.ts";

/** What a demonstration runs on; `memory` is in bytes, `clock` in ms, and `command` starts it, without options. */
export interface Stage {
  readonly screen: Screen;
  readonly memory: number;
  readonly clock: () => number;
  readonly command: string;
}

/** Runs the demonstration and returns its exit code: 0, 1 for a text or prompt it cannot use, 2 for a wrong command line. */
export function demonstrate(args: readonly string[], stage: Stage): 0 | 1 | 2 {
  const reading = readOptions(args);
  switch (reading.kind) {
    case "help":
      stage.screen.print(helpOf(stage.command));
      return 0;
    case "mistake":
      stage.screen.complain(`ngram: ${reading.message}\nsee ${stage.command} --help`);
      return 2;
    case "options":
      try {
        show(reading.options, stage);
        return 0;
      } catch (mistake) {
        if (!(mistake instanceof BadInput)) throw mistake;
        stage.screen.complain(`ngram: ${mistake.message}`);
        return 1;
      }
    default:
      return reading satisfies never;
  }
}

function show(options: ChainOptions, { screen: output, memory, clock }: Stage): void {
  const start = clock();
  const screen = reporterOn(output, options.format);
  const parts = split(textFor(options.file));
  const alphabet = alphabetOf(parts.train);
  const prompt = promptFor(options, parts, alphabet);
  const ground = { parts, alphabet, count: countsWithin(memory, parts.train) };
  const meter = meterOn(screen);
  const writing = shareOfWriting(ground, options);
  screen.print(`${describe(ground, options)}\n`);
  const { model, figures } = evaluateOrders(ground, options, { screen, meter, share: 1 - writing });
  compare(parts, screen);
  const sample = sampleOf(model, ground, { ...options, prompt, meter, share: writing });
  screen.print(`\norder ${options.order} at temperature ${options.temperature} continues ${JSON.stringify(prompt)}:\n\n${prompt}${sample}`);
  const written = countCharacters(sample);
  if (written < options.length) {
    screen.print(`\nAfter ${grouped(written)} characters it is at the end of the training text, and nothing can follow.`);
  }
  const characters = countCharacters(parts.text);
  screen.report({ event: "done", characters, vocabularySize: alphabet.characters.size, ...figures, prompt, sample, seconds: (clock() - start) / 1000 });
}

function describe({ parts, alphabet }: OrderSetup, { file, smoothing, alpha }: ChainOptions): string {
  const { text, train: training, test } = parts;
  const unknown = countUnknown(alphabet, test);
  return [
    `${file ?? "Moby-Dick"}, ${grouped(countCharacters(text))} characters`,
    `  training  the first ${grouped(countCharacters(training))}, with ${grouped(alphabet.characters.size)} different ones`,
    `  test      the last ${grouped(countCharacters(test))}, ${grouped(unknown)} of them unknown tokens`,
    `  smoothing ${smoothings[smoothing].title}${smoothing === "add-alpha" ? `: ${alpha}` : ""}`,
  ].join("\n");
}

type Sampling = ChainOptions & { readonly prompt: string; readonly meter: Meter; readonly share: number };

function sampleOf(model: NgramModel, { alphabet }: OrderSetup, { meter, share, ...task }: Sampling): string {
  const step = meter({ label: "writing", share, steps: task.length });
  return writeSample({ model, alphabet, random: randomFrom(task.seed) }, task, step);
}

/** The part of all work that writing is, roughly: a letter needs the probability of each character of the alphabet. */
function shareOfWriting({ parts, alphabet }: OrderSetup, { order, length }: ChainOptions): number {
  const asked = length * alphabet.size;
  return asked / (asked + (parts.text.length * (order + 2)) / 2);
}
//# sourceMappingURL=../../.maps/demos/ngram/demo.ts.map
