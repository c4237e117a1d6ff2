/** What a machine may lack: the words of `needs="…"` on cells and tests. */
import { closest } from "../text/suggest.ts";

/** Something that a cell or a test needs of the machine and that not every machine has. */
export type Need = "native" | "webgpu" | "cuda" | "mpi";

/** All of them, each with what a machine that has it is said to have. */
export const needWords: { readonly [N in Need]: string } = {
  native: "a C compiler",
  webgpu: "WebGPU",
  cuda: "CUDA",
  mpi: "MPI",
};

/** The needs that a value lists, separated by commas, each once and in the order of `needWords`; and the words that are none. */
export function readNeeds(value: string): { readonly needs: readonly Need[]; readonly unknown: readonly string[] } {
  const words = value.split(",").map((word) => word.trim());
  return { needs: inOrder(words.filter(isNeed)), unknown: words.filter((word) => !isNeed(word)) };
}

/** Each once, in the order of `needWords`. */
export function inOrder(needs: Iterable<Need>): readonly Need[] {
  const wanted = new Set(needs);
  return all.filter((need) => wanted.has(need));
}

/** The need that was probably meant; null where none is near. */
export function needMeant(word: string): Need | null {
  const near = closest(word, all) ?? all.find((need) => word.length > 1 && need.includes(word.toLowerCase())) ?? null;
  return near !== null && isNeed(near) ? near : null;
}

/** `native, webgpu and cuda`, in backticks. */
export function listOfNeeds(): string {
  const quoted = all.map((need) => `\`${need}\``);
  return `${quoted.slice(0, -1).join(", ")} and ${quoted.at(-1)}`;
}

/** What a machine that has all of these is said to have: `CUDA and MPI`. */
export function inWords(needs: readonly Need[]): string {
  const words = needs.map((need) => needWords[need]);
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/** Whether a file may need something of the machine: tests and benchmarks. */
export function mayNeed(path: string): boolean {
  return /\.(?:test|bench)\.[cm]?tsx?$/.test(path);
}

const all = Object.keys(needWords).filter(isNeed);

function isNeed(word: string): word is Need {
  return Object.hasOwn(needWords, word);
}
