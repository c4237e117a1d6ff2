/** Vitest's `globalSetup` for tests that read the editions of this project's own book: they are woven before any of them runs. */
import { projectFolder } from "../../tangle/index.ts";
import { weaveOnce } from "../suite/woven.ts";

/** Called once by Vitest, and only where such a test is among those that run. Throws where an edition cannot be woven. */
export default function weaveFirst(): void {
  weaveOnce({ root: projectFolder });
}
