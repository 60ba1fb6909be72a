import type { FastifyDynamicSwaggerOptions } from '@fastify/swagger';

type Document = NonNullable<FastifyDynamicSwaggerOptions['openapi']>;

const INTAKE = '/rest/v1/sides/{side}/{record}';
/** The intake takes raw bytes, which no schema of the route can describe: its body is added here. */
const INTAKE_BODY = {
  required: true,
  description: 'One document of the side: national XML for anpal, the worker file as JSON for silp',
  content: {
    'application/xml': { schema: { type: 'string' } },
    'application/json': { schema: { type: 'object' } },
  },
} as const;

/** The head of /openapi.json, with what the national REST guidelines ask of an interface document. */
export function openApi(version: string, publicUrl: string | undefined): FastifyDynamicSwaggerOptions {
  return {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Raccordo',
        version,
        description:
          'Gateway through which the Italian employment services exchange the records of a jobseeker, each side in its own form. Errors are RFC 9457 problems.',
        contact: { name: 'Raccordo maintainers' },
        license: { name: 'EUPL-1.2', identifier: 'EUPL-1.2' },
        'x-summary': 'Interoperability gateway of the employment services',
        'x-api-id': 'raccordo',
      },
      servers: [
        { url: publicUrl ?? '/', description: publicUrl ? 'This gateway' : 'The server that answers this document' },
      ],
      tags: [
        { name: 'intake', description: 'Documents come in' },
        { name: 'messages', description: 'What became of them' },
        { name: 'records', description: 'What is known about a person' },
        { name: 'questions', description: 'What a side answers at once' },
        { name: 'operations', description: 'How the gateway is doing, and what operators do' },
      ],
      components: { securitySchemes: { basic: { type: 'http', scheme: 'basic' } } },
      security: [{ basic: [] }],
    } as Document,
    transformObject: (given) => {
      const document = 'openapiObject' in given ? given.openapiObject : given.swaggerObject;
      const intake = document.paths?.[INTAKE]?.post;
      if (intake) Object.assign(intake, { requestBody: INTAKE_BODY });
      return document;
    },
  };
}
