/** What a book may need of the machine, with what this one has in answer, as a text: another text, another answer of whoever asks what can be run here. */
import { needWords, readNeeds } from "../book/needs.ts";
import { buildsOf } from "../native/buildBook.ts";
import { executablesOf } from "../native/builds.ts";
import { machineOf } from "../native/machine.ts";

/** Of the book below `root`: all needs that cells may have, and the programs that its builds take. */
export function machineText(root: string): string {
  const machine = machineOf(root);
  const { needs } = readNeeds(Object.keys(needWords).join());
  const programs = buildsOf(root).builds.flatMap(executablesOf);
  return JSON.stringify([machine.devices(needs), machine.lacks(needs), machine.lacksPrograms([...new Set(programs)])]);
}
