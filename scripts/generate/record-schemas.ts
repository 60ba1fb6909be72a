/** JSON Schema of each canonical record, for those who do not speak zod. */
import { z } from 'zod';
import { RECORD_DEFINITIONS } from '../../src/canonical/records.js';
import { asJson, type Generator } from './generator.js';

/** Metadata that only our own checks understand. */
const OURS = ['rule', 'source', 'current', 'unless'] as const;

export const recordSchemas: Generator = {
  name: 'record schemas',
  async files() {
    return new Map(
      RECORD_DEFINITIONS.map(({ name, schema }) => {
        const made = z.toJSONSchema(schema, {
          target: 'draft-2020-12',
          override: ({ jsonSchema }) => {
            for (const key of OURS) delete jsonSchema[key];
            if (jsonSchema.codeList !== undefined) jsonSchema['x-code-list'] = jsonSchema.codeList;
            delete jsonSchema.codeList;
          },
        });
        return [`schemas/${name}.schema.json`, asJson({ $id: `urn:raccordo:schema:${name}`, ...made })];
      }),
    );
  },
};
