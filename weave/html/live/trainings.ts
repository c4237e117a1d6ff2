/** The trainings that figures offer: their files, by which a page finds the module and the packs that hold it. */
import { trainingName, type TrainingFile } from "../../reader/training/contract.ts";
import type { BookDocument } from "../../tree.ts";
import { answerOf, type Question } from "../../lazyTree.ts";
import { nodesOf } from "../../nodesOf.ts";
import { digest } from "../fingerprint.ts";
import type { BookData } from "./data.ts";
import type { Packed } from "./packs.ts";
import type { LiveProgram } from "./programs.ts";

/** A figure that offers a training. */
export interface OfferedTraining {
  readonly figure: string;
  readonly module: string;
  /** The path of its page. */
  readonly page: string;
}

/** A training with the program of its chapter. */
export interface ProgrammedTraining extends OfferedTraining {
  readonly program: LiveProgram;
}

/** Those of a book, in its order. */
export function trainingsIn({ pages }: BookDocument): readonly OfferedTraining[] {
  return pages.flatMap((page) => answerOf(page, offered).map((each): OfferedTraining => ({ ...each, page: page.path })));
}

const offered: Question<readonly Omit<OfferedTraining, "page">[]> = {
  module: "weave/html/live/trainings.ts", name: "trainings",
  answer: (tree) => nodesOf(tree, "bookBlock").flatMap(({ id, training }) => (typeof training?.train === "string" ? [{ figure: id, module: training.train }] : [])),
};

/** The modules that a training needs, its own among them. */
export function reachedBy({ program, module }: ProgrammedTraining): readonly string[] {
  return program.reachedFrom({ compiled: { text: `require('#${module}')` } });
}

/** The name in the data store and the content of its file. */
export function trainingFile(training: ProgrammedTraining, packs: Packed, { sizes }: BookData): readonly [string, TrainingFile] {
  const { program, module, figure } = training;
  const paths = reachedBy(training);
  const version = digest(JSON.stringify([sizes, ...paths.map((path) => program.modules.get(path) ?? "")])).slice(0, 16);
  return [trainingName(figure), { module, program: program.name, packs: packs.packsOf(program, paths), version, data: sizes }];
}
