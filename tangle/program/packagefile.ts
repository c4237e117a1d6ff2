/** The `package.json` beside a program of the book. */
import { isRecord, parseJson } from "../text/json.ts";

/** A `package.json` in which `#src/` leads to `src/`, made from the one there is. */
export function packageFile(text: string | null): string {
  const own = text === null ? {} : parseJson(text);
  const fields = isRecord(own) ? own : {};
  const imports = isRecord(fields["imports"]) ? fields["imports"] : {};
  return JSON.stringify({ type: "module", ...fields, imports: { ...imports, "#src/*": "./src/*" } });
}
