/** Calls that the sandbox tests make over real HTTP. */
import { type NationalAnswer, type SampleSap, sampleSaps, sendToNational } from '../../src/sandbox/index.js';

export type Json = { [name: string]: unknown };

/** The sample document of that name. */
export function sap(name: string): SampleSap {
  const found = sampleSaps().find((sample) => sample.name === name);
  if (found === undefined) throw new Error(`no sample ${name}`);
  return found;
}

/** Sends a SAP and gives the answer's fields. */
export async function invio(url: string, document: string): Promise<Readonly<Record<string, string>>> {
  return fieldsOf(await sendToNational({ url }, document));
}

export function fieldsOf(answer: NationalAnswer): Readonly<Record<string, string>> {
  if (answer.outcome !== 'answered') throw new Error(`expected an answer, got ${JSON.stringify(answer)}`);
  return answer.fields;
}

/** Codes of the anomalies in a refused invioSAP. */
export const anomalieOf = (fields: Readonly<Record<string, string>>): string[] =>
  [...(fields.MessaggioErrore ?? '').matchAll(/<CodiceAnomalia>([^<]*)</g)].map(([, code = '']) => code);

export interface SilpAnswer {
  readonly status: number;
  readonly body: Json;
}

const BASIC = `Basic ${Buffer.from('silp:silp').toString('base64')}`;

/** A call to SILP: POST with a body, GET without. */
export async function silp(url: string, path: string, body?: unknown, authorization = BASIC): Promise<SilpAnswer> {
  const response = await fetch(`${url}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Json };
}

/** Codes of the messages of an answer. */
export const codesOf = ({ body }: SilpAnswer): unknown[] => (body.apiMessages as Json[]).map(({ code }) => code);

/** Waits until something is there; fails after five seconds. */
export async function eventually<T>(what: () => T | undefined | false): Promise<T> {
  const until = Date.now() + 5_000;
  for (;;) {
    const value = what();
    if (value !== undefined && value !== false) return value;
    if (Date.now() > until) throw new Error('it did not happen');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
