/** `assets/doubt.js`: the instrument that a mark of proof opens, fetched when the first one is pressed. */
import { claimName, type ClaimFile } from "./doubt/claimFile.ts";
import { costInstrument } from "./doubt/costInstrument.ts";
import { derivationInstrument } from "./doubt/derivationInstrument.ts";
import { frameFor, type Frame } from "./doubt/frame.ts";
import { elsewhere, unloadable } from "./doubt/words.ts";

/** How each that is open is closed, by its block. */
const opened = new Map<Element, () => void>();

/** Opens the instrument of a mark below what it marks, or closes it. */
function doubt(mark: HTMLElement): void {
  const block = mark.closest<HTMLElement>(".block");
  if (block === null) return;
  const close = opened.get(block);
  if (close !== undefined) return close();
  const frame = frameFor(block, () => opened.get(block)?.());
  opened.set(block, () => {
    frame.end();
    opened.delete(block);
    mark.setAttribute("aria-expanded", "false");
    mark.focus();
  });
  mark.setAttribute("aria-expanded", "true");
  void fill(frame, block.id);
}

async function fill(frame: Frame, id: string): Promise<void> {
  const file = (await window.book.take(claimName(id)).catch(() => null)) as ClaimFile | null;
  if (frame.hasEnded()) return;
  if (file === null) frame.say(unloadable);
  else if (file.elsewhere !== null) frame.say(elsewhere(file.elsewhere));
  else if (file.claim.kind === "derivation") derivationInstrument(frame, file, file.claim);
  else costInstrument(frame, file, file.claim);
}

window.book.give("doubt", doubt);
