/**
 * How SILP's answers are told apart. A refusal comes with HTTP 200 and `esitoPositivo=false`; any other status is a fault.
 * Texts of SILP travel in the esito only, never in a detail: they may name the person.
 */
import { readJson } from '../../contract/json-contract.js';
import type { Anomalia, Answer, Esito, Failed } from '../adapter.js';
import type { HttpAnswer, HttpFailure } from '../http.js';

type Members = Readonly<Record<string, unknown>>;

/** An answer that SILP gave by its rules, accepting or refusing. */
export interface Envelope {
  readonly positive: boolean;
  readonly messages: readonly Message[];
  readonly members: Members;
}

export interface Message extends Anomalia {
  /** The message stops what was asked: marked as error, or of type E (error) or P (partial error). */
  readonly blocking: boolean;
}

/** `effect`: the call may have changed something at SILP although its answer cannot be used. */
export function envelopeOf(answer: HttpAnswer | HttpFailure, effect: boolean): Envelope | Failed {
  if ('reason' in answer) {
    const { reason, detail, ambiguous } = answer;
    return { outcome: 'failed', reason, detail, ambiguous: ambiguous && effect };
  }
  if (answer.status !== 200) return badStatus(answer, effect);
  const read = readJson(answer.body, 'silp');
  const flaw = read.findings[0];
  if (read.tree === undefined || flaw) return garbled(flaw?.message ?? 'no document', effect);
  const members = read.tree;
  if (typeof members.esitoPositivo !== 'boolean') return garbled('the answer does not say esitoPositivo', effect);
  return { positive: members.esitoPositivo, messages: messagesOf(members.apiMessages), members };
}

export const isFailed = <T extends object>(answer: T | Failed): answer is Failed =>
  'outcome' in answer && answer.outcome === 'failed';

export function badStatus(answer: HttpAnswer, effect: boolean): Failed {
  const { status } = answer;
  if (status === 401 || status === 403) {
    const detail = `SILP does not let the technical account in (status ${status}); check username and password`;
    return { outcome: 'failed', reason: 'not-admitted', detail, ambiguous: false };
  }
  const code = readJson(answer.body, 'silp').tree?.code;
  const known = typeof code === 'string' && /^[\w.-]{1,20}$/.test(code) ? `, code ${code}` : '';
  const detail = `SILP answered with status ${status}${known}`;
  return { outcome: 'failed', reason: 'http-status', detail, ambiguous: effect };
}

export function garbled(detail: string, effect: boolean): Failed {
  return { outcome: 'failed', reason: 'garbled-answer', detail: `SILP's answer: ${detail}`, ambiguous: effect };
}

function messagesOf(value: unknown): Message[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((item: unknown) =>
    typeof item === 'object' && item !== null ? [messageOf(item as Members)] : [],
  );
}

/** One `ApiMessage`; unknown codes stay as they are. */
export function messageOf(item: Members): Message {
  const { code, message, error, tipo } = item;
  return {
    codice: typeof code === 'string' && code !== '' ? code : 'SENZA-CODICE',
    ...(typeof message === 'string' && message !== '' ? { descrizione: message } : {}),
    blocking: error === true || tipo === 'E' || tipo === 'P',
  };
}

/** SILP could not reach the national node: nothing was refused, it may go next time. */
export const NATIONAL_NODE_AWAY = 'GGP-S01';

/** The refusal of an envelope: SILP's codes as anomalie, the first blocking one as outcome. */
export function refusalOf(envelope: Envelope): Stop {
  const { messages } = envelope;
  if (messages.some((message) => message.codice === NATIONAL_NODE_AWAY)) {
    const detail = `SILP cannot reach the national node (${NATIONAL_NODE_AWAY})`;
    return { outcome: 'failed', reason: 'national-node', detail, ambiguous: false };
  }
  const first = messages.find((message) => message.blocking) ?? messages[0];
  return refused(first?.codice ?? 'ESITO-NEGATIVO', first?.descrizione, messages);
}

/** A refusal, by SILP or by one of the rules that its clients keep. */
export function refused(codice: string, messaggio?: string, messages: readonly Message[] = []): Refused {
  return { outcome: 'refused', esito: esito(codice, messaggio, messages) };
}

export type Refused = Extract<Answer, { readonly outcome: 'refused' }>;
/** What ends a delivery or a reading before its end. */
export type Stop = Refused | Failed;

export function acknowledged(codice: string, messages: readonly Message[] = [], identificativoSap?: string): Answer {
  const told = esito(codice, undefined, messages);
  return { outcome: 'acknowledged', esito: identificativoSap === undefined ? told : { ...told, identificativoSap } };
}

function esito(codice: string, messaggio: string | undefined, messages: readonly Message[]): Esito {
  const anomalie = messages.map(({ blocking: _, ...anomalia }): Anomalia => anomalia);
  return {
    codice,
    ...(messaggio === undefined ? {} : { messaggio }),
    ...(anomalie.length === 0 ? {} : { anomalie }),
  };
}
