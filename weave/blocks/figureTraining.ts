/** `train`, `mine` and `judged` of a figure: what a reader may train beside it, whose results it may show, and what these are judged on. */
import type { ContainerDirective } from "mdast-util-directive";
import { mistake, type Diagnostic, type Source } from "../../tangle/index.ts";
import { placeOfOpening, placeWithin } from "../place.ts";
import type { FigureTraining } from "../tree.ts";

/** Reads them; `training` is null where the figure has neither. */
export function figureTraining(node: ContainerDirective, source: Source): { readonly training: FigureTraining | null; readonly diagnostics: readonly Diagnostic[] } {
  const { train, mine, judged, id } = node.attributes ?? {};
  const diagnostics: Diagnostic[] = [];
  const report = (message: string, attribute?: string): void => void diagnostics.push(mistake("training", message, attribute === undefined ? placeOfOpening(source, node) : placeWithin(source, node, attribute)));
  const isModule = /^src\/\S+\.ts$/.test(train ?? "");
  const [figure = "", what = "", ...more] = (mine ?? "").trim().split(/\s+/);
  if (train != null && !isModule) report(`\`train\` names a module of the program, such as \`src/train/in-page.ts\`, and not \`${train}\``, `train="${train}"`);
  if (isModule && (id ?? "") === "") report("this figure has `train`, and no id under which a browser keeps what is trained");
  if (mine != null && (what === "" || more.length > 0)) report(`\`mine\` names a figure that has \`train\`, and a drawing of that training or its \`score\`, such as \`fig-loss score\`, and not \`${mine}\``, `mine="${mine}"`);
  if (judged != null && mine == null) report("`judged` says what the reader’s own result is judged on, which `mine` names", `judged="${judged}"`);
  if (train === undefined && mine === undefined) return { training: null, diagnostics };
  return { training: { train: isModule ? (train ?? null) : null, mine: what === "" ? null : { figure, what, judged: judged?.trim() ?? "" } }, diagnostics };
}
