/** How requests are held against the schemas of their routes. */
import { Ajv, type Options, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import type { FastifySchema, FastifySchemaCompiler } from 'fastify';
import type { FastifySchemaValidationError } from 'fastify/types/schema.js';

/** Keyword of a schema: completes "must be …", where its pattern would tell nobody. */
export const EXPECTED = 'x-expected';

/**
 * What comes in an address or a header is text, and is read as what is expected; a body says itself what each value is.
 * A schema is compiled when the first request is held against it: all of them together are a tenth of a start.
 */
export function requestValidation(): FastifySchemaCompiler<FastifySchema> {
  const [body, texts] = [ajvWith({}), ajvWith({ coerceTypes: 'array' })];
  return ({ schema, httpPart }) => {
    let compiled: ValidateFunction | undefined;
    const compile = (): ValidateFunction => {
      if (httpPart === 'body') return body.compile(schema);
      return texts.compile(httpPart === 'headers' ? lowerCased(schema) : schema);
    };
    return (value) => {
      compiled ??= compile();
      return compiled(value) ? { value } : { error: compiled.errors as FastifySchemaValidationError[] };
    };
  };
}

function ajvWith(options: Options): Ajv {
  const ajv = new Ajv({ ...options, useDefaults: true, allErrors: true, verbose: true });
  formats.default(ajv);
  return ajv.addKeyword({ keyword: EXPECTED, schemaType: 'string' });
}

/** Node gives headers in small letters; Fastify adapts a schema to that only for a compiler of its own. */
function lowerCased(schema: FastifySchema & { readonly properties?: object }): object {
  const properties = Object.entries(schema.properties ?? {}).map(([name, one]) => [name.toLowerCase(), one]);
  return { ...schema, properties: Object.fromEntries(properties) };
}
