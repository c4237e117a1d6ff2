// Tangled from book/11-memory/10-exercises.md. Edit the book, then: npm run tangle
/** Architectures in files: the `config.json` that Hugging Face keeps beside the weights of a model. */
import type { Architecture } from "../../memory/architecture.ts";
import { BadInput } from "../shell/bad-input.ts";
import { textIn } from "../shell/text.ts";

/** The largest size that a field may have, the most layers, and the longest file in UTF-16 units. */
const [MOST, MOST_LAYERS, MOST_TEXT] = [10_000_000, 10_000, 1_000_000];

/** The kinds of model, by what a file says of itself. */
const KINDS: Readonly<Record<string, "gpt2" | "llama" | "deepseek">> = { gpt2: "gpt2", llama: "llama", mistral: "llama", deepseek_v3: "deepseek" };

/** The architecture in a file. Throws `BadInput` that names the file, and what is wrong with it. */
export function architectureIn(file: string): Architecture {
  const fields = fieldsIn(file, textIn(file, MOST_TEXT));
  const read = { gpt2, llama, deepseek }[kindOf(file, fields)];
  return read(readerOf(file, fields));
}

type Fields = Readonly<Record<string, unknown>>;

function fieldsIn(file: string, text: string): Fields {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    throw new BadInput(`${file} is not JSON`);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new BadInput(`${file} is not a JSON object with the fields of a config.json`);
  return value as Fields;
}

function kindOf(file: string, fields: Fields): "gpt2" | "llama" | "deepseek" {
  const { model_type: said } = fields;
  if (said !== undefined) {
    if (typeof said === "string" && Object.hasOwn(KINDS, said)) return KINDS[said]!;
    throw new BadInput(`${file}: model_type is ${JSON.stringify(said)}; ${Object.keys(KINDS).join(", ")} can be read`);
  }
  if (fields["n_embd"] !== undefined || fields["n_layer"] !== undefined) return "gpt2";
  if (fields["kv_lora_rank"] !== undefined) return "deepseek";
  if (fields["hidden_size"] !== undefined || fields["num_hidden_layers"] !== undefined) return "llama";
  throw new BadInput(`${file} has neither n_embd, as a GPT-2 has it, nor hidden_size, as a Llama and a DeepSeek-V3 have it`);
}

/** Reads the fields of one file. A field that is missing, or null, has its usual value, if there is one. */
interface FieldReader {
  readonly file: string;
  readonly whole: (field: string, options?: { readonly usual?: number; readonly least?: number; readonly most?: number }) => number;
  readonly flag: (field: string, usual: boolean) => boolean;
}

function readerOf(file: string, fields: Fields): FieldReader {
  const at = (field: string) => (Object.hasOwn(fields, field) ? fields[field] ?? undefined : undefined);
  return {
    file,
    whole(field, { usual, least = 1, most = MOST } = {}) {
      const value = at(field) ?? usual;
      if (value === undefined) throw new BadInput(`${file} has no ${field}`);
      if (typeof value !== "number" || !Number.isInteger(value) || value < least || value > most) throw new BadInput(`${file}: ${field} must be a whole number from ${least} to ${most}, not ${JSON.stringify(value)}`);
      return value;
    },
    flag(field, usual) {
      const value = at(field) ?? usual;
      if (typeof value !== "boolean") throw new BadInput(`${file}: ${field} must be true or false, not ${JSON.stringify(value)}`);
      return value;
    },
  };
}

/** Throws `BadInput` unless one field divides another. */
function checkDivides(file: string, [divisor, by]: readonly [string, number], [whole, of]: readonly [string, number]): void {
  if (of % by !== 0) throw new BadInput(`${file}: ${divisor} ${by} does not divide ${whole} ${of}`);
}

function gpt2({ file, whole, flag }: FieldReader): Architecture {
  const [layers, width, heads] = [whole("n_layer", { most: MOST_LAYERS }), whole("n_embd"), whole("n_head")];
  checkDivides(file, ["n_head", heads], ["n_embd", width]);
  return {
    name: file, layers, width, heads,
    vocabularySize: whole("vocab_size"), context: whole("n_positions"),
    keyValueHeads: heads, headWidth: width / heads, feedForward: whole("n_inner", { usual: 4 * width }),
    gated: false, norm: "layer", bias: true, tied: flag("tie_word_embeddings", true), learnedPositions: true,
  };
}

/** What a Llama has in common with a DeepSeek-V3. */
function common({ file, whole, flag }: FieldReader) {
  for (const field of ["attention_bias", "mlp_bias"]) {
    if (flag(field, false)) throw new BadInput(`${file}: ${field} is true, and biases of a part alone have no formula here`);
  }
  const [width, heads] = [whole("hidden_size"), whole("num_attention_heads")];
  const keyValueHeads = whole("num_key_value_heads", { usual: heads });
  checkDivides(file, ["num_key_value_heads", keyValueHeads], ["num_attention_heads", heads]);
  return {
    name: file, width, heads, keyValueHeads,
    layers: whole("num_hidden_layers", { most: MOST_LAYERS }), feedForward: whole("intermediate_size"),
    vocabularySize: whole("vocab_size"), context: whole("max_position_embeddings"),
    gated: true, norm: "rms", bias: false, tied: flag("tie_word_embeddings", false), learnedPositions: false,
  } as const;
}

function llama(fields: FieldReader): Architecture {
  const sizes = common(fields);
  const given = fields.whole("head_dim", { usual: 0, least: 0 });
  if (given === 0) checkDivides(fields.file, ["num_attention_heads", sizes.heads], ["hidden_size", sizes.width]);
  return { ...sizes, headWidth: given || sizes.width / sizes.heads };
}

function deepseek(fields: FieldReader): Architecture {
  const { file, whole } = fields;
  const sizes = common(fields);
  const plain = whole("qk_nope_head_dim");
  const routed = whole("n_routed_experts");
  return {
    ...sizes, headWidth: plain,
    latent: { queryRank: whole("q_lora_rank"), rank: whole("kv_lora_rank"), rotary: whole("qk_rope_head_dim"), plain, value: whole("v_head_dim") },
    experts: { dense: whole("first_k_dense_replace", { least: 0, most: sizes.layers }), routed, shared: whole("n_shared_experts", { least: 0 }), active: whole("num_experts_per_tok", { most: routed }), width: whole("moe_intermediate_size") },
  };
}
//# sourceMappingURL=../../.maps/demos/memory/read-configuration.ts.map
