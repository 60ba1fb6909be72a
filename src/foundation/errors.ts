/**
 * The errors of Raccordo. Every area has one file that lists its errors: stable code, title, factory. The same list
 * feeds the problem+json `type` pages, the SOAP faults and docs/reference/errors.md; a test holds them equal.
 */
import type { Finding } from './finding.js';

export interface ErrorDefinition {
  /** HTTP status where the error reaches a caller over HTTP. */
  readonly status: number;
  /** Short and always the same, without details of the case. */
  readonly title: string;
  /** What the reader should do. */
  readonly mend: string;
}

/** What is not there now may be back soon; a caller that is not told when would ask again at once, or never. */
const USUAL_RETRY_SECONDS = 5;

export type ErrorArea = Readonly<Record<string, ErrorDefinition>>;

/** A fault or a refusal with a stable code. `detail` is for a person and holds no personal data. */
export class RaccordoError extends Error {
  override readonly name = 'RaccordoError';
  readonly code: string;
  readonly status: number;
  readonly title: string;
  readonly mend: string;
  readonly findings: readonly Finding[];
  /** Seconds after which a repeated call makes sense; every error with status 503 has them. */
  readonly retryAfter: number | undefined;

  constructor(
    code: string,
    definition: ErrorDefinition,
    detail: string,
    options: { cause?: unknown; findings?: readonly Finding[]; retryAfter?: number } = {},
  ) {
    super(detail, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.status = definition.status;
    this.title = definition.title;
    this.mend = definition.mend;
    this.findings = options.findings ?? [];
    this.retryAfter = options.retryAfter ?? (definition.status === 503 ? USUAL_RETRY_SECONDS : undefined);
  }
}

/** Makes the factory of one area: `const fail = errorsOf(STORE_ERRORS); throw fail('store-unreachable', '…')`. */
export function errorsOf<Area extends ErrorArea>(area: Area) {
  return (
    code: keyof Area & string,
    detail: string,
    options?: { cause?: unknown; findings?: readonly Finding[]; retryAfter?: number },
  ): RaccordoError => new RaccordoError(code, area[code] as ErrorDefinition, detail, options);
}

/** The RFC 9457 problem document of an error, as every JSON answer of ours carries it. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance?: string;
  readonly findings?: readonly Finding[];
  readonly mend?: string;
}

export function problemOf(error: RaccordoError, instance?: string): Problem {
  return {
    type: `/problems/${error.code}`,
    title: error.title,
    status: error.status,
    detail: error.message,
    mend: error.mend,
    ...(instance === undefined ? {} : { instance }),
    ...(error.findings.length === 0 ? {} : { findings: error.findings }),
  };
}
