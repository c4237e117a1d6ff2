/** The button that copies the link to what a reader has edited. */
import { writeAddress } from "./address.ts";
import type { Bar } from "./bar.ts";

/** Copies it, and says so. */
export async function copyLink(bar: Bar): Promise<void> {
  writeAddress();
  const copied = await navigator.clipboard.writeText(location.href).then(() => true, () => false);
  bar.say(copied ? "The link to this edit is copied." : "The address of this page is the link to this edit.");
}
