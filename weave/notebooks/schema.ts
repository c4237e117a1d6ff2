/** For tests: what a notebook of format 4.5 must be, written from the format's description, as far as the book uses it. */

const text = { anyOf: [{ type: "string" }, { type: "array", items: { type: "string" } }] };
const bundle = { type: "object", additionalProperties: text };
const closed = (properties: Readonly<Record<string, unknown>>): unknown => ({ type: "object", required: Object.keys(properties), additionalProperties: false, properties });

const cellMetadata = {
  type: "object",
  properties: {
    name: { type: "string", pattern: "^.+$" },
    tags: { type: "array", uniqueItems: true, items: { type: "string", pattern: "^[^,]+$" } },
    jupyter: { type: "object", properties: { source_hidden: { type: "boolean" }, outputs_hidden: { type: "boolean" } } },
  },
};
const id = { type: "string", pattern: "^[a-zA-Z0-9-_]+$", minLength: 1, maxLength: 64 };

const output = {
  oneOf: [
    closed({ output_type: { const: "stream" }, name: { type: "string" }, text }),
    closed({ output_type: { const: "display_data" }, data: bundle, metadata: { type: "object" } }),
    closed({ output_type: { const: "error" }, ename: { type: "string" }, evalue: { type: "string" }, traceback: { type: "array", items: { type: "string" } } }),
  ],
};

const cell = {
  oneOf: [
    closed({ cell_type: { const: "markdown" }, id, metadata: cellMetadata, source: text }),
    closed({
      cell_type: { const: "code" }, id, metadata: cellMetadata, source: text,
      outputs: { type: "array", items: output }, execution_count: { anyOf: [{ type: "integer", minimum: 0 }, { type: "null" }] },
    }),
  ],
};

/** The schema. */
export const notebookSchema = closed({
  nbformat: { const: 4 },
  nbformat_minor: { const: 5 },
  metadata: {
    type: "object",
    required: ["kernelspec", "language_info"],
    properties: {
      title: { type: "string" },
      kernelspec: { type: "object", required: ["name", "display_name"], properties: { name: { type: "string" }, display_name: { type: "string" } } },
      language_info: { type: "object", required: ["name"], properties: { name: { type: "string" }, file_extension: { type: "string" }, mimetype: { type: "string" }, pygments_lexer: { type: "string" } } },
    },
  },
  cells: { type: "array", items: cell },
}) as Readonly<Record<string, unknown>>;
