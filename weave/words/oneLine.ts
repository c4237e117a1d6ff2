/** Text of several lines → one line. */

/** Without line ends and double spaces. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
