/** A command of a build: the words that it is written in, and what its placeholders stand for. */
import { closest } from "../text/suggest.ts";

/** What the placeholders stand for. `{addon}` and `{sources}` are words of their own. */
export interface Filling {
  /** The flags with which a C compiler makes an addon of Node. */
  readonly addon: readonly string[];
  /** The folder of Node-API's headers. */
  readonly headers: string;
  /** The file to be made. */
  readonly out: string;
  /** The files to be compiled: headers are not among them. */
  readonly sources: readonly string[];
}

/** What is wrong with a command, and what to write instead where that is sure. */
export interface CommandProblem {
  readonly message: string;
  readonly cure?: string;
}

/** The words of a command; quotes hold a word with spaces together, and are taken away. */
export function wordsOf(command: string): readonly string[] {
  return [...command.matchAll(/(?:[^\s"']+|"[^"]*"|'[^']*')+/g)].map(([word]) => word.replace(/"([^"]*)"|'([^']*)'/g, "$1$2"));
}

/** Why a command cannot be run; null for a right one. */
export function problemIn(command: string): CommandProblem | null {
  if (/["']/.test(command.replace(/"[^"]*"|'[^']*'/g, ""))) return { message: "a quote in this command is not closed" };
  const words = wordsOf(command);
  const sign = words.find((word) => /^(?:\|\|?|&&?|;|[0-9]?>{1,2}.*|<.*)$|\$[({\w]|`/.test(word));
  if (sign !== undefined) return { message: `\`${sign}\` would need a shell, and a build is run without one`, cure: "several commands are a list" };
  if (/[/{]/.test(words[0] ?? "")) return { message: `a command begins with the name of a program, not with \`${words[0]}\`` };
  for (const word of words) {
    const problem = placeholderProblem(word);
    if (problem !== null) return problem;
  }
  return words.length === 0 ? { message: "a command is empty" } : null;
}

/** The words with their placeholders filled in. */
export function filled(words: readonly string[], { addon, headers, out, sources }: Filling): readonly string[] {
  return words.flatMap((word) => {
    if (word === "{addon}") return addon;
    if (word === "{sources}") return sources;
    return [word.replaceAll("{headers}", headers).replaceAll("{out}", out)];
  });
}

/** Whether the command names a placeholder. */
export function mentions(words: readonly string[], placeholder: keyof Filling): boolean {
  return words.some((word) => word.includes(`{${placeholder}}`));
}

const lists: readonly string[] = ["{addon}", "{sources}"];
const all: readonly string[] = ["{addon}", "{headers}", "{out}", "{sources}"];

function placeholderProblem(word: string): CommandProblem | null {
  for (const [found] of word.matchAll(/\{\w*\}/g)) {
    if (lists.includes(found) && word !== found) return { message: `\`${found}\` stands for several words, so it stands alone, not in \`${word}\`` };
    if (all.includes(found)) continue;
    const meant = closest(found, all);
    const names = all.map((each) => `\`${each}\``);
    return { message: `there is no placeholder \`${found}\`; there are ${names.slice(0, -1).join(", ")} and ${names.at(-1)}`, ...(meant !== null && { cure: `write \`${meant}\`` }) };
  }
  return null;
}
