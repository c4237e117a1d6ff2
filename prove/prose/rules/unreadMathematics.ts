/** The rule of unread mathematics: a formula with a space inside one of its dollars is text, and would be printed as it is typed. */
import { mistake } from "../../../tangle/index.ts";
import { spanIn, type Rule } from "../manuscript.ts";

/** Two dollars that are no mathematics, with what only a formula has between them: a command, an index, or a sign that waits for what follows. */
const form = /\$(?:\s[^$]*|[^$]*\s)\$/g;
const isFormula = (text: string): boolean => /\\[a-z]|[_^]|[=<>+]\s*\$$|^\$\s*[=<>+]/i.test(text);

/** An error for each. */
export const unreadMathematics: Rule = ({ sections }) =>
  sections.flatMap(({ section: { source }, passages }) =>
    passages.flatMap((passage) =>
      [...passage.text.matchAll(form)]
        .filter(([text]) => isFormula(text))
        .map(({ index, 0: text }) => ({
          ...mistake("unread-mathematics", `\`${text}\` is not read as mathematics: a space stands inside its dollars`, { source, span: spanIn(passage, index, index + text.length) }),
          cure: "let no space stand behind the first dollar or before the last; for a dollar that is one, write `\\$`",
        })),
    ),
  );
