/** What employment centres tell INPS, and what they ask: JSON, strict about protocols and persons. */
import type { DocumentTree } from '../../contract/contract.js';
import { inpsContracts, inpsRestServices, LOOKUP_PATH, percettori, STATUS_PATH } from '../../contract/inps/index.js';
import { digest } from '../../foundation/ids.js';
import type { Fault } from '../faults.js';
import type { SideAnswer, SideRequest } from '../server.js';
import type { SimulatedRest } from '../services/rest.js';
import { type Benefit, benefitsOf, type InpsNode } from './node.js';

const WORDS = {
  I000: 'presa in carico',
  I101: 'protocollo sconosciuto, o di un altra persona',
  I102: 'persona senza prestazioni',
  I103: 'evento gia comunicato',
  I104: 'data non coerente con la prestazione',
  I999: 'rifiutata',
  I900: 'servizio sospeso: ripetere piu tardi',
} as const;
type Codice = keyof typeof WORDS;

const text = (request: DocumentTree, name: string): string => String(request[name] ?? '');

type Judge = (node: InpsNode, request: DocumentTree) => Codice;

/** The operation around a verdict: the faults that a side says in its own words, and the effect of what is taken. */
const operation =
  (name: string, judge: Judge) =>
  (node: InpsNode, request: DocumentTree, fault: Fault): DocumentTree => {
    const codice = fault === 'ko' ? 'I999' : fault === 'x001' ? 'I900' : judge(node, request);
    if (codice === 'I000') {
      node.ledger.applied(name, text(request, 'codiceFiscale'), digest(name, JSON.stringify(request)));
    }
    return { codice, messaggio: WORDS[codice] };
  };

/** The benefit that a document names, if it is this person's. */
function named(node: InpsNode, request: DocumentTree, field: string): Benefit | undefined {
  const benefit = node.benefits.get(text(request, field));
  return benefit?.codice_fiscale === text(request, 'codiceFiscale') ? benefit : undefined;
}

/** A confirmation need not name an application; one that does must name this person's. */
const confirmed: Judge = (node, request) =>
  request.protocollo === undefined || named(node, request, 'protocollo') !== undefined ? 'I000' : 'I101';

const conditionality: Judge = (node, request) => {
  const benefit = named(node, request, 'protocolloInps');
  if (benefit === undefined) return 'I101';
  if (text(request, 'dataDomanda') !== benefit.data_domanda) return 'I104';
  if (text(request, 'dataEvento') > node.today()) return 'I104';
  const event = [benefit.protocollo, text(request, 'evento'), text(request, 'dataEvento')].join('|');
  if (node.events.has(event)) return 'I103';
  node.events.add(event);
  return 'I000';
};

const newJob: Judge = (node, request) => {
  const benefit = named(node, request, 'protocollo');
  if (benefit === undefined) return 'I101';
  const hired = text(request, 'dataAssunzione');
  const ended = text(request, 'dataCessazione');
  if (hired !== '' && hired < (benefit.data_domanda ?? '')) return 'I104';
  if (hired !== '' && ended !== '' && ended < hired) return 'I104';
  // Work suspends the benefit, and its end brings it back.
  const stato = ended === '' ? 'SOSPESA' : 'ATTIVA';
  const motivo = ended === '' ? { motivo_stato: 'RIOCCUPAZIONE' } : { motivo_stato: '' };
  node.benefits.set(benefit.protocollo ?? '', {
    ...benefit,
    stato,
    ...motivo,
    data_stato: ended === '' ? hired : ended,
  });
  return 'I000';
};

const [service] = inpsRestServices;
if (service === undefined) throw new Error('INPS has no JSON service');

export const simulatedCpi: SimulatedRest<InpsNode> = {
  service,
  contracts: inpsContracts(),
  run: {
    confermaDid: operation('confermaDid', confirmed),
    confermaPatto: operation('confermaPatto', confirmed),
    eventoCondizionalita: operation('eventoCondizionalita', conditionality),
    reimpiego: operation('reimpiego', newJob),
  },
};

const json = (status: number, tree: object): SideAnswer => ({
  status,
  type: 'application/json; charset=utf-8',
  body: JSON.stringify(tree),
});

const said = (status: number, codice: Codice): SideAnswer => json(status, { codice, messaggio: WORDS[codice] });

const CODICE_FISCALE = /^([A-Z]{6}[0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{3}[A-Z]|\d{11})$/;

/** Answers a question; undefined when the path is none. */
export function answerQuestion(node: InpsNode, path: string, request: SideRequest): SideAnswer | undefined {
  if (path === STATUS_PATH) return json(200, { servizio: 'comunicazioni-cpi' });
  if (path !== LOOKUP_PATH) return undefined;
  node.ledger.called('cercaPercettore');
  if (request.fault === 'x001') return said(503, 'I900');
  if (request.fault === 'ko') {
    node.ledger.refused('cercaPercettore');
    return said(422, 'I999');
  }
  const codiceFiscale = askedFor(request.body);
  if (codiceFiscale === undefined) {
    node.ledger.refused('cercaPercettore');
    return json(400, { title: 'expected {"codiceFiscale": …}' });
  }
  const rows = benefitsOf(node, codiceFiscale);
  return rows.length === 0 ? said(404, 'I102') : { status: 200, type: 'text/csv; charset=utf-8', body: tableOf(rows) };
}

function askedFor(body: Buffer): string | undefined {
  try {
    const { codiceFiscale, ...more } = JSON.parse(body.toString('utf8')) as Record<string, unknown>;
    const fits = typeof codiceFiscale === 'string' && CODICE_FISCALE.test(codiceFiscale);
    return fits && Object.keys(more).length === 0 ? codiceFiscale : undefined;
  } catch {
    return undefined;
  }
}

/** Rows in the layout of the flow, under one header. */
export function tableOf(rows: readonly Benefit[]): Buffer {
  const lines = rows.map((row) => percettori.write(row).toString('utf8').split('\r\n'));
  return Buffer.from(`${[lines[0]?.[0], ...lines.map(([, row]) => row)].join('\r\n')}\r\n`);
}
