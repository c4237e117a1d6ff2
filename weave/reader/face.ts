/** Brings the face of the text before the page is laid out: it is in its own face from the first, also from the disk. */
import type { BroughtFace } from "./broughtFace.ts";

/** Put in its place when the script is bundled: see `weave/html/scripts.ts`. */
declare const textFace: BroughtFace;

const { family, content, ...descriptors } = textFace;
document.fonts.add(new FontFace(family, Uint8Array.from(atob(content), (byte) => byte.charCodeAt(0)), descriptors));
