/** Repairs an SVG file for EPUB: no DOCTYPE, and what SVG 1.1 does not know as an attribute is a style. */

/** Attributes that drawing libraries write and EPUBCheck's schema refuses, though as CSS they are right. */
const styles = new Set([
  "font-variant", "font-variant-numeric", "font-feature-settings", "font-kerning", "mix-blend-mode", "paint-order", "white-space",
  "text-wrap", "transform-origin", "vector-effect", "isolation", "mask-type", "line-height", "text-transform", "background", "background-color",
]);

/** The same drawing. Text and CDATA are left as they are. */
export function repairedSvg(svg: string): string {
  const bare = svg.replace(/^\uFEFF/, "").replace(/<\?xml[^>]*\?>\s*/, "").replace(/<!DOCTYPE[^>[]*(?:\[[^\]]*\])?\s*>\s*/i, "");
  const repaired = bare.replace(/<([a-zA-Z][\w:-]*)((?:\s+[\w:-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)(\s*\/?)>/g, (_, name: string, attributes: string, end: string) =>
    `<${name}${movedStyles(attributes)}${end}>`,
  );
  return repaired.includes("xmlns=") ? repaired : repaired.replace(/<svg\b/, '<svg xmlns="http://www.w3.org/2000/svg"');
}

function movedStyles(attributes: string): string {
  const moved: string[] = [];
  const kept = attributes.replace(/\s+([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g, (whole, name: string, double?: string, single?: string) => {
    if (!styles.has(name)) return whole;
    moved.push(`${name}: ${(double ?? single ?? "").replaceAll('"', "&quot;")}`);
    return "";
  });
  if (moved.length === 0) return attributes;
  const given = /\sstyle\s*=\s*(?:"([^"]*)"|'([^']*)')/.exec(kept);
  const rest = given === null ? kept : kept.replace(given[0], "");
  const before = (given?.[1] ?? given?.[2] ?? "").replaceAll('"', "&quot;").replace(/;\s*$/, "");
  return `${rest} style="${[...moved, ...(before === "" ? [] : [before])].join("; ")}"`;
}
