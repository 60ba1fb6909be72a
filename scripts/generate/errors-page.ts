/** Reference page of the errors: every code of every area, what it means and what to do. */
import { BROKER_ERRORS } from '../../src/broker/errors.js';
import { CANONICAL_ERRORS } from '../../src/canonical/errors.js';
import { CLI_ERRORS, exitCodeOf } from '../../src/cli/errors.js';
import { CONTRACT_ERRORS } from '../../src/contract/errors.js';
import type { ErrorArea } from '../../src/foundation/errors.js';
import { SETTINGS_ERRORS } from '../../src/foundation/settings/errors.js';
import { GATEWAY_ERRORS } from '../../src/gateway/errors.js';
import { ROUTES_ERRORS } from '../../src/gateway/routing/errors.js';
import { HTTP_ERRORS } from '../../src/routes/errors.js';
import { SANDBOX_ERRORS } from '../../src/sandbox/errors.js';
import { SECURITY_ERRORS } from '../../src/security/errors.js';
import { STORE_ERRORS } from '../../src/store/errors.js';
import { asCode, type Generator, PAGE_HEAD, table } from './generator.js';

interface PageArea {
  readonly title: string;
  /** Where the list stands in the code. */
  readonly file: string;
  readonly errors: ErrorArea;
  /** Whether callers meet these errors as answers over HTTP, or users of the command as its exit code. */
  readonly over: 'http' | 'command' | 'both';
}

export const ERROR_AREAS: readonly PageArea[] = [
  { title: 'Requests', file: 'src/routes/errors.ts', errors: HTTP_ERRORS, over: 'http' },
  { title: 'Documents, messages, sides', file: 'src/gateway/errors.ts', errors: GATEWAY_ERRORS, over: 'http' },
  { title: 'Store', file: 'src/store/errors.ts', errors: STORE_ERRORS, over: 'both' },
  { title: 'Broker', file: 'src/broker/errors.ts', errors: BROKER_ERRORS, over: 'both' },
  { title: 'Contracts', file: 'src/contract/errors.ts', errors: CONTRACT_ERRORS, over: 'both' },
  { title: 'Signatures', file: 'src/security/errors.ts', errors: SECURITY_ERRORS, over: 'both' },
  { title: 'Canonical records', file: 'src/canonical/errors.ts', errors: CANONICAL_ERRORS, over: 'both' },
  { title: 'Settings', file: 'src/foundation/settings/errors.ts', errors: SETTINGS_ERRORS, over: 'both' },
  { title: 'Routes', file: 'src/gateway/routing/errors.ts', errors: ROUTES_ERRORS, over: 'both' },
  { title: 'The command', file: 'src/cli/errors.ts', errors: CLI_ERRORS, over: 'command' },
  { title: 'Sandboxes', file: 'src/sandbox/errors.ts', errors: SANDBOX_ERRORS, over: 'command' },
];

export const errorsPage: Generator = {
  name: 'errors page',
  async files() {
    return new Map([['docs/reference/errors.md', page()]]);
  },
};

function page(): string {
  return `${PAGE_HEAD}# Errors

A code never changes its meaning. Over HTTP it stands at the end of \`type\` in the problem document (RFC 9457), and
\`GET /problems/{code}\` of a running gateway says the same as this page. Doors that speak SOAP answer with the fault or
the outcome that their protocol prescribes. The command prints title, detail and what to do on standard error, and exits
with 2 when it was called wrongly, 3 when something it needs is missing, else 1.

What is wrong inside a document is not an error but a list of findings, each with path, rule and source; over HTTP they
come with [\`document-refused\`](#document-refused).

${ERROR_AREAS.map(section).join('\n')}`;
}

/** Angle brackets would be taken for tags. */
const asText = (text: string): string => text.replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function section({ title, file, errors, over }: PageArea): string {
  const head = ['Code', over === 'command' ? [] : ['HTTP'], over === 'http' ? [] : ['Exit'], 'Meaning', 'What to do'];
  const rows = Object.entries(errors).map(([code, { status, title: meaning, mend }]) =>
    [
      `<a id="${code}"></a>${asCode(code)}`,
      over === 'command' ? [] : [String(status)],
      over === 'http' ? [] : [String(exitCodeOf({ code, status }))],
      asText(meaning),
      asText(mend),
    ].flat(),
  );
  return `## ${title}\n\nListed in \`${file}\`.\n\n${table(head.flat(), rows)}`;
}
