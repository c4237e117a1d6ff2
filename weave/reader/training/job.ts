/** What a worker needs to take the steps of a training. */
import { trainingName, type TrainingFile } from "./contract.ts";

/** The file of a figure's training. Throws where the edition has none. */
export async function fileOf(figure: string): Promise<TrainingFile> {
  const file = (await window.book.take(trainingName(figure))) as TrainingFile | null;
  if (file === null) throw new Error("what this training needs was not found");
  return file;
}

/** What the worker runs: the book's module, handed to what takes its steps. */
export function body(module: string): { readonly text: string; readonly hasBefore: false; readonly linesBefore: 0; readonly keeps: readonly [] } {
  return { text: `await __trainer(require(${JSON.stringify(`#${module}`)}));`, hasBefore: false, linesBefore: 0, keeps: [] };
}
