/** What the systems in the stories do at the gateway's doors, as real ones would: over HTTP, each in its own form. */
import { anpalServices } from '../../contract/anpal/index.js';
import type { DocumentTree } from '../../contract/contract.js';
import type { EventName, RecordName, SideName } from '../../foundation/names.js';
import { callNational, callService, type NationalAnswer, sendToNational } from '../../sandbox/index.js';
import { StoryBroken } from '../telling.js';

/** Calls a national service at the region's own address of the gateway; the answer's document. */
export async function callDoor(
  url: string,
  region: SideName,
  [name, operation]: readonly [service: string, operation: string],
  document: DocumentTree,
): Promise<DocumentTree> {
  const service = anpalServices.find((one) => one.name === name);
  if (service === undefined) throw new Error(`no service ${name}`);
  const answer = await callService({ url: `${url}/soap/v1/${region}/${name}`, service, operation }, document);
  if (answer.outcome !== 'answered') throw new StoryBroken(`${name}.${operation}: ${answer.text}`);
  return answer.tree;
}

const sapDoor = (url: string, region: SideName): string => `${url}/soap/v1/${region}/servizicoapSAP`;

function answered(what: string, answer: NationalAnswer): Readonly<Record<string, string>> {
  if (answer.outcome !== 'answered') throw new StoryBroken(`${what}: ${answer.text}`);
  return answer.fields;
}

/** Asks the national SAP service through the region's address. */
export async function askSapDoor(
  url: string,
  region: SideName,
  operation: Parameters<typeof callNational>[1],
  fields: Parameters<typeof callNational>[2],
): Promise<Readonly<Record<string, string>>> {
  return answered(operation, await callNational({ url: sapDoor(url, region) }, operation, fields));
}

export interface HeardOfSap {
  /** `OK`, or `KO` with the codes of what is wrong. */
  readonly esito: string;
  readonly id: string;
  readonly messaggio: string;
}

/** Sends a SAP to the nation through the region's address (invioSAP). */
export async function sendSap(url: string, region: SideName, document: string): Promise<HeardOfSap> {
  const fields = answered('invioSAP', await sendToNational({ url: sapDoor(url, region) }, document));
  const { Esito = '', CodiceSAP = '', MessaggioErrore = '' } = fields;
  const codes = [...MessaggioErrore.matchAll(/<CodiceAnomalia>([^<]*)</g)].map(([, code]) => code);
  return { esito: [Esito, ...codes].join(' '), id: CodiceSAP, messaggio: MessaggioErrore };
}

export interface Pushed {
  readonly status: number;
  /** The message that it became. */
  readonly message?: string;
  /** What was found wrong or odd: `rule at path`. */
  readonly findings: readonly string[];
}

interface Push {
  readonly side: SideName;
  readonly record: RecordName;
  readonly event?: EventName;
  /** The side whose form the document has, where that is another one. */
  readonly form?: SideName;
}

/** Pushes a document of a side: XML as text, JSON as a tree. */
export function push(url: string, { side, record, event = 'invio', form }: Push, document: string | DocumentTree) {
  const asForm = form === undefined ? '' : `&form=${form}`;
  return post(`${url}/rest/v1/sides/${side}/${record}?event=${event}${asForm}`, document);
}

/** Has the gateway fetch a record of a person from a side. */
export const pull = (url: string, side: SideName, record: RecordName, codiceFiscale: string): Promise<Pushed> =>
  post(`${url}/rest/v1/sides/${side}/${record}/pull`, { codiceFiscale });

async function post(address: string, document: string | DocumentTree): Promise<Pushed> {
  const isXml = typeof document === 'string';
  const response = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': isXml ? 'application/xml' : 'application/json' },
    body: isXml ? document : JSON.stringify(document),
  });
  return { status: response.status, ...pushedOf(await response.text(), response.headers.get('location')) };
}

/** What an answer to a pushed document says. */
export function pushedOf(body: string, location: string | null = null): Omit<Pushed, 'status'> {
  const { findings = [], id } = (body === '' ? {} : JSON.parse(body)) as {
    id?: string;
    findings?: readonly { path: string; rule: string }[];
  };
  const message = location?.split('/').pop() ?? id;
  return {
    ...(message === undefined ? {} : { message }),
    findings: findings.map(({ path, rule }) => (path === '' ? rule : `${rule} at ${path}`)),
  };
}

/** Puts a question of a side's own service live. */
export async function ask(
  url: string,
  side: SideName,
  question: string,
  document: DocumentTree,
): Promise<{ status: number; answer: DocumentTree }> {
  const response = await fetch(`${url}/rest/v1/sides/${side}/questions/${question}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(document),
  });
  return { status: response.status, answer: (await response.json()) as DocumentTree };
}

export interface KnownRecord {
  readonly record: string;
  readonly event: string;
  readonly document: DocumentTree;
}

/** What the gateway holds of a person. */
export async function recordsOf(url: string, codiceFiscale: string): Promise<readonly KnownRecord[]> {
  const response = await fetch(`${url}/rest/v1/records/search`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ codiceFiscale }),
  });
  return ((await response.json()) as { items: readonly KnownRecord[] }).items;
}
