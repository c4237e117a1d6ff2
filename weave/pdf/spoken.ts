/** One formula → a sentence, offline: KaTeX's MathML, read by the Speech Rule Engine in its ClearSpeak rules. */
import { dirname, join } from "node:path";
import { createRequire } from "node:module";
import katex from "katex";

/** The part of the engine that is used. */
interface Engine {
  readonly setupEngine: (features: Readonly<Record<string, string>>) => Promise<unknown>;
  readonly engineReady: () => Promise<unknown>;
  readonly toSpeech: (mathml: string) => string;
}

/** Starts the engine, which is one for the whole thread. */
export async function createSpeaker(): Promise<(latex: string) => string> {
  const require = createRequire(import.meta.url);
  const engine = require("speech-rule-engine") as Engine;
  const rules = join(dirname(require.resolve("speech-rule-engine/package.json")), "lib", "mathmaps");
  await engine.setupEngine({ locale: "en", domain: "clearspeak", style: "default", modality: "speech", json: rules });
  await engine.engineReady();
  return (latex) => polished(engine.toSpeech(mathmlOf(latex)), latex) || latex;
}

/** A group in braces with at most one level of groups in it. */
const group = "\\s*\\{((?:[^{}]|\\{[^{}]*\\})*)\\}";

function mathmlOf(latex: string): string {
  const prepared = latex
    .replace(/\\(?:math|text)(?:rm|tt|it|sf)\{([A-Za-z][A-Za-z0-9 -]+)\}/g, "\\text{$1}") // a word, not a product of letters
    .replace(/\\[bB]igg?[lrm]?(?![A-Za-z])/g, "")
    // the engine passes over what stands above or below a sign
    .replace(new RegExp(`\\\\underset${group}\\{\\s*(\\\\(?:min|max|operatorname\\*?${group}))\\s*\\}`, "g"), "$2_{$1}")
    .replace(new RegExp(`\\\\(?:overset|stackrel)${group}${group}`, "g"), "$2\\text{ with }$1\\text{ above }")
    .replace(new RegExp(`\\\\underset${group}${group}`, "g"), "$2\\text{ with }$1\\text{ below }");
  const html = katex.renderToString(prepared, { output: "mathml", displayMode: true, throwOnError: false, strict: "ignore" });
  return (/<math[\s\S]*<\/math>/.exec(html)?.[0] ?? "")
    .replace(/<annotation[\s\S]*?<\/annotation>/, "")
    .replace(/ mathvariant="normal"/g, "");
}

/** What the engine's general rules say differently from someone who reads this mathematics aloud. */
function polished(spoken: string, latex: string): string {
  const given = /\([^()]*\\mid/.test(latex) ? spoken.replace(/\bdivides\b/g, "given") : spoken;
  return given
    .replace(/\b(?:raised )?to the (?:normal )?down tack(?: power)?/g, "transpose")
    .replace(/\bthe metric of\b/g, "the norm of")
    .replace(/\bdouble struck E\b/g, "the expectation")
    .replace(/\bsub is less than\b/g, "sub less than")
    .replace(/\bl n\b/g, "natural log of")
    .replace(/\b(?:blank|normal) /g, "")
    .replace(/(?: blank)+$/, "")
    .replace(/\s+/g, " ")
    .trim();
}
