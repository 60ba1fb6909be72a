/** JSON Schema of each canonical record, for those who do not speak zod. */
import { z } from 'zod';
import { RECORD_DEFINITIONS } from '../../src/canonical/records.js';
import { schemaId } from '../../src/gateway/cloud-event.js';
import { asJson, type Generator } from './generator.js';

/** Metadata that only our own checks understand. */
const OURS = ['rule', 'source', 'current', 'unless'] as const;

/** What a definition accepts, in the dialect asked for. */
export function jsonSchemaOf(schema: z.ZodType, target: 'draft-2020-12' | 'draft-7'): Record<string, unknown> {
  return z.toJSONSchema(schema, {
    target,
    override: ({ jsonSchema }) => {
      for (const key of OURS) delete jsonSchema[key];
      if (jsonSchema.codeList !== undefined) jsonSchema['x-code-list'] = jsonSchema.codeList;
      delete jsonSchema.codeList;
    },
  });
}

export const recordSchemas: Generator = {
  name: 'record schemas',
  async files() {
    return new Map(
      RECORD_DEFINITIONS.map(({ name, schema }) => [
        `schemas/${name}.schema.json`,
        asJson({ $id: schemaId(name), ...jsonSchemaOf(schema, 'draft-2020-12') }),
      ]),
    );
  },
};
