/** Checks what figures say of trainings: that the program has the module, and that figures lead to figures that train. */
import type { Root } from "mdast";
import { closest, mistake, type Diagnostic, type Source } from "../../tangle/index.ts";
import { placeWithin } from "../place.ts";
import type { Originals } from "./cards.ts";
import { walk } from "../walk.ts";

/** What the module of a training exports. */
const wanted = ["settings", "training"] as const;

/** What is wrong in a file of the chapter in `folder`. */
export function trainings(tree: Root, { source, folder }: { readonly source: Source; readonly folder: string }, { blocks, exportsAt }: Pick<Originals, "blocks" | "exportsAt">): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  walk(tree, (node) => {
    if (node.type !== "bookBlock" || node.training === undefined) return;
    const { train, mine } = node.training;
    const known = train === null ? null : exportsAt(folder);
    const names = known?.filter(({ path }) => path === train).map(({ name }) => name) ?? [];
    if (train !== null && known !== null && names.length === 0) {
      const near = closest(train, known.map(({ path }) => path));
      diagnostics.push({ ...mistake("training", `the program has no module \`${train}\` that exports something at this chapter's end`, placeWithin(source, node, `train="${train}"`)), ...(near === null ? {} : { cure: `did you mean \`${near}\`?` }) });
    } else if (train !== null && known !== null) {
      const missing = wanted.filter((name) => !names.includes(name));
      if (missing.length > 0) diagnostics.push(mistake("training", `\`${train}\` exports no ${missing.map((name) => `\`${name}\``).join(" and no ")}, by which a page trains`, placeWithin(source, node, `train="${train}"`)));
    }
    const original = mine === null ? undefined : blocks.get(mine.figure);
    if (mine !== null && typeof original?.training?.train !== "string") {
      const near = closest(mine.figure, blocks.training);
      diagnostics.push({ ...mistake("training", `\`${mine.figure}\` is no figure that has \`train\``, placeWithin(source, node, `mine="${mine.figure} ${mine.what}"`)), ...(near === null ? {} : { cure: `did you mean \`${near}\`?` }) });
    }
  });
  return diagnostics;
}
