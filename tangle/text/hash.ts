/** SHA-256 of a text or of bytes, in hexadecimal. */
import { createHash } from "node:crypto";

/** The digest that manifest and stamp record. A text is hashed as UTF-8. */
export function sha256(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}
