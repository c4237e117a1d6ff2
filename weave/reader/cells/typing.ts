/** Changes of a field's text that can be undone as typing can. */

/** Puts text in place of the selection. */
export function insert(field: HTMLTextAreaElement, text: string): void {
  if (!document.execCommand(text === "" ? "delete" : "insertText", false, text)) {
    field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input"));
  }
}
