/**
 * The outcome code with which a service says what is wrong, as data: a door of ours that answers without the service answers
 * with the code that the service itself would have given.
 */
import type { Finding } from '../foundation/finding.js';
import type { DocumentTree } from './contract.js';
import { textAt } from './tree-path.js';

/** Why a door of ours answers a call without the side's own answer. */
export interface Refusal {
  /**
   * `invalid`: the document breaks the contract or a rule. `later`: it is kept, and the side has not answered yet.
   * `acknowledged`: the side has it, as it told when asked again after its own answer was lost.
   */
  readonly kind: 'invalid' | 'later' | 'acknowledged';
  readonly findings: readonly Finding[];
  /** For a person; holds no personal data. */
  readonly words: string;
}

/** A code, and the findings that it stands for: both conditions hold where both are given. */
export interface OutcomeCase {
  readonly code: string;
  /** Names of the field, as the service's document and as our record call it. */
  readonly at?: readonly string[];
  /** How the rule's name begins. */
  readonly rule?: string;
}

export interface OutcomeTable {
  /** For a request in which one of these elements is empty or not there, whatever else is wrong. */
  readonly incomplete?: { readonly code: string; readonly elements: readonly string[] };
  /** The source of rules that stand for an outcome: `ConferimentoDID 4.0` for one that comes from `ConferimentoDID 4.0, E019`. */
  readonly rulesOf?: string;
  /** The first finding for which there is a code decides. */
  readonly cases?: readonly OutcomeCase[];
  /** What is wrong has no code of its own. Absent, as the two below: only a fault can say so. */
  readonly invalid?: string;
  readonly later?: string;
  readonly acknowledged?: string;
}

/** The code for a refusal; undefined where the service has none. */
export function codeFor(
  table: OutcomeTable,
  request: DocumentTree | undefined,
  { kind, findings }: Refusal,
): string | undefined {
  if (kind !== 'invalid') return table[kind];
  const { incomplete } = table;
  if (incomplete?.elements.some((name) => textAt(request ?? {}, name) === '')) return incomplete.code;
  const own = findings.map((finding) => codeOf(table, finding)).find((code) => code !== undefined);
  return own ?? table.invalid;
}

function codeOf({ rulesOf, cases = [] }: OutcomeTable, finding: Finding): string | undefined {
  const { source, rule } = finding;
  if (rulesOf !== undefined && source.startsWith(`${rulesOf}, `)) {
    const code = source.slice(rulesOf.length + 2);
    if (CODE.test(code)) return code;
  }
  const field = fieldOf(finding);
  const fits = (one: OutcomeCase): boolean =>
    (one.at === undefined || one.at.includes(field)) && (one.rule === undefined || rule.startsWith(one.rule));
  return cases.find(fits)?.code;
}

const CODE = /^[A-Z]\d{2,3}$/;
/** Where an element is missing, the finding stands at the one in its place and names it as expected. */
const MISSING = /expected (?:\w+:)?(\w+)$/;
const LAST_STEP = /(\w+)(?:\[\d+\])?$/;

function fieldOf({ rule, message, path }: Finding): string {
  const missing = rule.startsWith('xsd.element-') ? MISSING.exec(message)?.[1] : undefined;
  return missing ?? LAST_STEP.exec(path)?.[1] ?? '';
}
