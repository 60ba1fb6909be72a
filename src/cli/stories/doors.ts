/** What the systems in the stories do at the gateway's doors, as real ones would: over HTTP, each in its own form. */
import { anpalServices } from '../../contract/anpal/index.js';
import type { DocumentTree } from '../../contract/contract.js';
import { questionFor } from '../../contract/servizicoap.js';
import type { EventName, RecordName, SideName } from '../../foundation/names.js';
import {
  type AnpalSandbox,
  callNational,
  callService,
  type NationalAnswer,
  sendToNational,
} from '../../sandbox/index.js';
import { type Sent, StoryBroken } from '../telling.js';

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

type Question = 'richiestaSAP' | 'verificaEsistenzaSAP' | 'richiestaCodSAPRegTitolare';

/** Asks the national SAP service about a codice fiscale or an id, through the region's address. */
export async function askSapDoor(
  url: string,
  region: SideName,
  operation: Question,
  key: string,
): Promise<Readonly<Record<string, string>>> {
  return answered(operation, await callNational({ url: sapDoor(url, region) }, operation, questionFor(operation, key)));
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

type Heard = Sent & { readonly findings: readonly string[] };

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

/** The message of a record that was read out of the document of another one. */
export async function partOf(url: string, { message }: Sent, record: RecordName): Promise<Sent> {
  const { parts } = (await (await fetch(`${url}/rest/v1/messages/${message}`)).json()) as {
    parts: readonly { id: string; record: string }[];
  };
  const part = parts.find((one) => one.record === record);
  return part === undefined ? {} : { message: part.id };
}

/** Has the gateway fetch a record of a person from a side. */
export const pull = (url: string, side: SideName, record: RecordName, codiceFiscale: string): Promise<Heard> =>
  post(`${url}/rest/v1/sides/${side}/${record}/pull`, { codiceFiscale });

async function post(address: string, document: string | DocumentTree): Promise<Heard> {
  const isXml = typeof document === 'string';
  const response = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': isXml ? 'application/xml' : 'application/json' },
    body: isXml ? document : JSON.stringify(document),
  });
  return heardOf({ status: response.status, body: await response.text() });
}

/** What the answer to a document that was sent says. */
export function heardOf({ status, body, message }: { status: number; body: string; message?: string }): Heard {
  const {
    id = message,
    findings = [],
    items = [],
  } = (body === '' ? {} : JSON.parse(body)) as {
    id?: string;
    findings?: readonly { path: string; rule: string }[];
    items?: readonly { id: string }[];
  };
  const taken = id ?? items[0]?.id;
  return {
    status,
    ...(taken === undefined ? {} : { message: taken }),
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

/** What the nation's SAP of a person has in an element of section 6, row by row. */
export const rowsOf = ({ state }: AnpalSandbox, codiceFiscale: string, element: string): string =>
  [...String(state.documents[codiceFiscale]).matchAll(new RegExp(`<${element}>([^<]*)<`, 'g'))]
    .map(([, value]) => value)
    .sort()
    .join(', ');
