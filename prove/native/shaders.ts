/** The program's shaders: each file in WGSL must be a module that naga accepts, names and types too. */
import { mistake, offsetAt, originAt, type Diagnostic, type Layout, type Location, type Offset } from "../../tangle/index.ts";
import type { ShaderMistake } from "../fragments/wgsl.ts";

/** What naga refuses in them, at chapter positions: of each file the first mistake. */
export async function shaderMistakes(layouts: readonly Layout[]): Promise<readonly Diagnostic[]> {
  const shaders = layouts.filter(({ path, file }) => file.language === "wgsl" || path.endsWith(".wgsl"));
  if (shaders.length === 0) return [];
  const { wgslModule } = await import("../fragments/wgsl.ts");
  const mistakeIn = wgslModule();
  return shaders.flatMap((layout) => {
    const found = mistakeIn(layout.text);
    return found === null ? [] : [mistake("native-build", found.message, locationIn(layout, found))];
  });
}

function locationIn(layout: Layout, { row, column, length }: ShaderMistake): Location {
  const place = originAt(layout, row + 1, column + 1);
  if (place === null) return { path: layout.path };
  const start = offsetAt(place.source, place.line, place.column);
  const lineEnd = place.source.lineStarts[place.line] ?? place.source.text.length;
  return { source: place.source, span: { start, end: Math.max(start, Math.min(start + length, lineEnd)) as Offset } };
}
