/** The rule of heading levels: a section has its title and two levels under it. */
import { visit } from "unist-util-visit";
import { mistake, type Diagnostic, type Offset } from "../../../tangle/index.ts";
import type { Rule } from "../manuscript.ts";

/** An error for each heading of level 4 and below. */
export const headingLevels: Rule = ({ sections }) =>
  sections.flatMap(({ section: { source }, tree }) => {
    const found: Diagnostic[] = [];
    visit(tree, "heading", ({ depth, position }) => {
      if (depth < 4) return;
      const span = { start: (position?.start.offset ?? 0) as Offset, end: (position?.end.offset ?? 0) as Offset };
      const message = `this heading has level ${depth}, and a section has two levels of headings under its title`;
      found.push({ ...mistake("deep-heading", message, { source, span }), cure: "let the first sentence say what comes, or make it a section" });
    });
    return found;
  });
