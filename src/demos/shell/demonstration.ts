// Tangled from book/04-neural-lm/12-exercises.md. Edit the book, then: npm run tangle
/** From what was typed to the exit code: options, help, mistakes, and what there is to show. */
import { BadInput } from "./bad-input.ts";
import type { ExitCode, Interruptible, Surroundings } from "./interruptible.ts";
import { reporterOn, type OutputFormat, type Reporter } from "./report.ts";

/** Surroundings in which programs may read along. */
export interface Reported extends Surroundings {
  readonly screen: Reporter;
  /** When the program began, in ms. */
  readonly began: number;
}

/** What a demonstration consists of. Its options and what it shows may throw `BadInput`. */
export interface Demonstration<O extends { readonly format: OutputFormat }> {
  readonly topic: string;
  /** The arguments as they were typed; null for `--help`. */
  readonly givenIn: (args: readonly string[]) => ReadonlyMap<string, string> | null;
  readonly checkedOptions: (given: ReadonlyMap<string, string>) => O;
  readonly help: (command: string) => string;
  readonly show: (given: ReadonlyMap<string, string>, options: O, around: Reported) => Promise<Exclude<ExitCode, 2>>;
}

/** The demonstration as one function. A mistake of the person at the keyboard is complained of, in the options with exit code 2 and later with 1; any other is thrown. */
export function demonstrationOf<O extends { readonly format: OutputFormat }>({ topic, givenIn, checkedOptions, help, show }: Demonstration<O>): Interruptible {
  return async (args, around) => {
    const refused = <C extends ExitCode>(mistake: unknown, hint: string, code: C): C => {
      if (!(mistake instanceof BadInput)) throw mistake;
      around.screen.complain(`${topic}: ${mistake.message}${hint}`);
      return code;
    };
    let given: ReadonlyMap<string, string> | null;
    let options: O | null;
    try {
      given = givenIn(args);
      options = given && checkedOptions(given);
    } catch (mistake) {
      return refused(mistake, `\nsee ${around.command} --help`, 2);
    }
    if (given === null || options === null) {
      around.screen.print(help(around.command));
      return 0;
    }
    try {
      return await show(given, options, { ...around, screen: reporterOn(around.screen, options.format), began: around.clock() });
    } catch (mistake) {
      return refused(mistake, "", 1);
    }
  };
}
//# sourceMappingURL=../../.maps/demos/shell/demonstration.ts.map
