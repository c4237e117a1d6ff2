/** Code that a reader may edit where it is printed: its text now, in the listing and in an editor in its place. */
import { codeView, type ShowCode } from "./codeView.ts";
import { makeEditor, type Editing, type Editor } from "./editor.ts";

/** The code of a listing, and the element that holds it. */
export interface PrintedCode {
  readonly pre: HTMLElement;
  readonly code: HTMLElement;
}

/** One listing's code. */
export class EditableCode {
  /** As the book prints it. */
  readonly printed: string;
  /** The editor, behind the code; it is hidden until it is opened. */
  readonly editor: HTMLElement;
  private readonly pre: HTMLElement;
  private readonly view: ShowCode;
  private readonly field: Editor;
  private now: string;
  private wrong: number | null = null;

  constructor({ pre, code }: PrintedCode, editing: Editing) {
    const { text, show } = codeView(code);
    this.pre = pre;
    this.view = show;
    this.printed = this.now = text;
    this.field = makeEditor(editing);
    this.editor = this.field.element;
    this.editor.hidden = true;
    pre.after(this.editor);
  }

  get text(): string {
    return this.now;
  }

  get isEdited(): boolean {
    return this.now !== this.printed;
  }

  /** Shows another text; false where it is what is shown. */
  set(text: string): boolean {
    if (text === this.now) return false;
    this.now = text;
    this.mark(null);
    return true;
  }

  /** Marks a line as wrong, from 1; null marks none. */
  mark(line: number | null): void {
    // what is not seen need not follow every key
    if (this.editor.hidden !== false || line !== null || this.wrong !== null) this.view(this.now, line);
    this.wrong = line;
    this.field.show(this.now);
    this.field.mark(line);
  }

  /** Opens the editor in place of the code, or closes it; whether it is open then. */
  turn(): boolean {
    const opens = this.editor.hidden !== false;
    this.editor.hidden = !opens;
    this.pre.hidden = opens;
    this.field.show(this.now);
    if (opens) this.field.open();
    else this.view(this.now, this.wrong);
    return opens;
  }
}
