/** The mapping tables of INPS. */
import type { EventName, RecordName } from '../../foundation/names.js';
import type { Table } from '../engine/index.js';
import { comunicazioniCpiTables } from './comunicazioni-cpi.js';
import { listaDidTables } from './lista-did.js';
import { nraTables } from './nra.js';
import { percettoriTable } from './percettori.js';
import { redditoAttivazioneTable } from './reddito-attivazione.js';

export const inpsTables: readonly Table[] = [
  ...listaDidTables,
  percettoriTable,
  redditoAttivazioneTable,
  ...nraTables,
  ...comunicazioniCpiTables,
];

interface Told {
  readonly provvedimento?: { readonly tipo?: unknown };
  readonly comunicazioneMinistero?: unknown;
  readonly evento?: unknown;
  readonly reimpiego?: unknown;
  readonly nra?: unknown;
  readonly prestazione?: { readonly tipo?: unknown };
}

/** Where INPS has several documents for one record and event: the one for what this record tells. */
export function inpsRevisionFor(record: RecordName, event: EventName, canonical: unknown): string | undefined {
  if (record !== 'percettore') return undefined;
  const { provvedimento, comunicazioneMinistero, evento, reimpiego, nra, prestazione } = (canonical ?? {}) as Told;
  if (event === 'invio') {
    if (nra !== undefined) return 'nra-0.0.1';
    return prestazione?.tipo === 'RA' ? 'ra-1.0' : '1.0';
  }
  if (event === 'esito') return provvedimento?.tipo === undefined ? 'nra-domanda-0.0.1' : 'nra-successive-0.0.1';
  if (event !== 'variazione') return undefined;
  if (comunicazioneMinistero !== undefined || evento !== undefined) return 'nra-eventi-0.0.1';
  return reimpiego === undefined ? 'nra-residenza-0.0.1' : 'cpi-1.0';
}

const ROOTS: Readonly<Record<string, readonly (readonly [root: string, revision: string])[]>> = {
  invio: [
    ['comunicazioneDatiDomanda', 'nra-0.0.1'],
    ['domande', 'ra-1.0'],
  ],
  variazione: [
    ['comunicazioneEventiSuccessivi', 'nra-eventi-0.0.1'],
    ['comunicazioneVariazioneResidenzaFuoriTrento', 'nra-residenza-0.0.1'],
  ],
  esito: [
    ['validazioneDomandaNra', 'nra-domanda-0.0.1'],
    ['validazioneComunicazioniSuccessiveNra', 'nra-successive-0.0.1'],
  ],
};

const LESS_THAN = 0x3c;
const BRACE = 0x7b;

/** The first sign that is neither white space nor a byte order mark. */
function firstSign(body: Buffer): number {
  const text = body.subarray(0, 200).toString('utf8').trimStart();
  return text.charCodeAt(0);
}

/** Which document this is, where the record and event alone do not tell: the form of the file, or the name of its root. */
export function inpsReadingOrder(record: RecordName, event: EventName, body: Buffer): readonly string[] | undefined {
  if (record !== 'percettore') return undefined;
  const sign = firstSign(body);
  if (event === 'invio' && sign !== LESS_THAN) return ['1.0'];
  if (event === 'variazione' && sign === BRACE) return ['cpi-1.0'];
  const roots = ROOTS[event] ?? [];
  return [(roots.find(([root]) => body.includes(root)) ?? roots[0])?.[1] ?? ''];
}
