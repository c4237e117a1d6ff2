/** Writing XHTML: text escaped, elements from name, attributes and content. */

/** Values of attributes; null and undefined leave the attribute out. */
export type MarkupAttributes = Readonly<Record<string, string | null | undefined>>;

/** Text as XHTML; characters that XML forbids are dropped. */
export function escapeText(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}

/** Text as the value of an attribute in double quotes. */
export function escapeAttribute(text: string): string {
  return escapeText(text).replaceAll('"', "&quot;");
}

/** An element; its content is markup already. */
export function element(name: string, given: MarkupAttributes, content: string): string {
  return `${openTag(name, given)}${content}</${name}>`;
}

/** The opening tag alone. */
export function openTag(name: string, given: MarkupAttributes = {}): string {
  const written = Object.entries(given).flatMap(([key, value]) =>
    value === null || value === undefined || (key === "class" && value === "") ? [] : [` ${key}="${escapeAttribute(value)}"`],
  );
  return `<${name}${written.join("")}>`;
}

/** The text of markup, without tags. */
export function textOfMarkup(markup: string): string {
  return markup
    .replace(/<[^>]*>/g, "")
    .replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&amp;", "&");
}
