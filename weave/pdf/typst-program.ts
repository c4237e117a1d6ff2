/** The process of a typesetter: it answers each request of `typstApart.ts`, in their order, until its parent lets it go. */
import { createTypesetter } from "./typst.ts";
import type { Answer, Request } from "./typstApart.ts";

const [root = ""] = process.argv.slice(2);
const typesetter = createTypesetter(root);

process.on("message", ({ source, files, given, wanted }: Request) => {
  const answer = answerOf({ source, files, given, wanted });
  process.send?.(answer);
});

function answerOf({ source, files, given, wanted }: Request): Answer {
  try {
    return typesetter.pass({ root, source, files }, given, wanted);
  } catch (error) {
    return { kind: "refused", message: error instanceof Error ? error.message : String(error) };
  }
}
