/**
 * Whether a document whose answer was lost has arrived. The services have no key by which they would know a repetition, so
 * they are asked what they hold; what goes through the bus may be repeated, since the SIL writes each notice down as it comes.
 */

import type { DocumentTree } from '../../contract/contract.js';
import {
  agenda,
  getStatoOccupazionale,
  INVIO_PATTO,
  pattoOnline,
  statoAdesione,
  stipulaDid,
} from '../../contract/lavoro-per-te/index.js';
import { type SoapService, textAt } from '../../contract/soap-service.js';
import { readTree } from '../../contract/xml-tree.js';
import type { Answer, Failed, Others, Outbound } from '../adapter.js';
import { adesioneArrived } from '../adesione-arrived.js';
import { garbled } from '../soap-client.js';
import { LATER_SECONDS, NAMED } from './errors.js';
import type { Wire } from './wire.js';

type Looked = Promise<Answer | undefined>;
type Look = (wire: Wire, sent: DocumentTree, signal: AbortSignal, others: Others) => Looked;

export async function arrived(wire: Wire, outbound: Outbound, signal: AbortSignal, others: Others): Looked {
  const { record, event, revision, body } = outbound;
  if (record === 'adesione') {
    const asked = { service: statoAdesione, named: NAMED, laterSeconds: LATER_SECONDS };
    return adesioneArrived(wire.soap, outbound, asked, signal);
  }
  const look = LOOKS[`${record}/${event} ${revision}`];
  return look?.(wire, readTree(body.toString('utf8')).tree, signal, others);
}

/** The answer of the operation that says: done. */
function done(service: SoapService, operation: string, codice: string, document: DocumentTree): Answer {
  const { answer } = service.operations.find(({ name }) => name === operation) as SoapService['operations'][number];
  return { outcome: 'acknowledged', esito: { codice, document: answer.document.write(document).toString('utf8') } };
}

const OK = { codice: '00', descrizione: 'OK' };

/** The SIL tells the day of the DID that is open; another day is another DID. */
async function didThere(wire: Wire, sent: DocumentTree, signal: AbortSignal): Looked {
  const day = textAt(sent, 'DataDichiarazione');
  const question = {
    CodiceFiscale: textAt(sent, 'CodiceFiscale'),
    DataRiferimento: day,
    IdProvincia: textAt(sent, 'IdProvincia'),
  };
  const answer = await wire.ask(getStatoOccupazionale, 'getStatoOccupazionale', question, signal);
  if (answer.outcome === 'failed') return answer;
  if (answer.outcome === 'refused') return undefined;
  const held = textAt(answer.tree, 'datiStatoOccupazionale.StatoOccupazionale.DataDid').slice(0, 10);
  return held === day ? done(stipulaDid, 'putCreaDID', '00', { Esito: OK }) : undefined;
}

/** Handing the same pact over twice would undo an acceptance that has come in between. */
async function pactThere(wire: Wire, { Patto }: DocumentTree, signal: AbortSignal): Looked {
  const answer = await wire.ask(pattoOnline, 'RichiestaPatto', { Patto }, signal);
  if (answer.outcome === 'failed') return answer;
  if (answer.outcome === 'refused') return undefined;
  const key = (tree: DocumentTree): string =>
    ['CodiceFiscale', 'NumProtocollo', 'AnnoProtocollo', 'CodProvinciaProv']
      .map((name) => textAt(tree, `Patto.${name}`))
      .join('|');
  const there = key((answer.tree.PattoPortale ?? {}) as DocumentTree) === key({ Patto });
  return there ? done(pattoOnline, 'InvioPatto', 'OK', { Esito: 'OK' }) : undefined;
}

const BOOKED = '2';
const ANNULLED = '5';

/**
 * Bookings do not tell the slot that they took, nor the national id. Ours is of the same service at the same CPI in the time asked
 * for, is not what another booking of the person was answered, and its slot is free no more. Of several nobody can say which:
 * sent again where any slot will do, it might be booked twice.
 */
async function bookingThere(wire: Wire, sent: DocumentTree, signal: AbortSignal, others: Others): Looked {
  const question = {
    UtenteServizio: utenteOf(sent),
    IdProvincia: textAt(sent, 'IdProvincia'),
    codiceFiscale: textAt(sent, 'codiceFiscale'),
    returnIdApp: 'true',
  };
  const listed = await listOf(wire, 'getPrenotazioni', question, signal);
  if ('outcome' in listed) return listed;
  const fitting = listed.filter((one) => couldBe(one, sent));
  if (fitting.length === 0) return undefined;
  const documents = (await others()).map(({ document }) => document);
  const answered = documents.filter((one) => one !== undefined).map((one) => readTree(one).tree);
  const [found, ...more] = fitting.filter((one) => !answered.some((answer) => isIn(answer, one)));
  if (found === undefined) return undefined;
  const free = await slotIsFree(wire, sent, signal);
  if (typeof free === 'object') return free;
  if (free) return undefined;
  // An answer that was not to be kept may have told this one.
  if (more.length > 0 || documents.includes(undefined)) return notTold;
  return done(agenda, 'fissaAppuntamento', '00', { Esito: OK, datiAppuntamento: asAnswered(found) });
}

const utenteOf = (sent: DocumentTree): string =>
  textAt(sent, 'utenteLavoratore.UtenteServizio') || textAt(sent, 'utenteAzienda.UtenteServizio');

/** Nobody publishes at which hour a morning ends: only what clearly lies in the other half of the day is left out. */
const IN_HALF: Readonly<Record<string, (hour: string) => boolean>> = {
  M: (hour) => hour < '15:00',
  P: (hour) => hour >= '12:00',
};

function couldBe(booking: DocumentTree, sent: DocumentTree): boolean {
  const asked = (name: string): string => textAt(sent, `parametriAppuntamento.${name}`);
  const [from, to] = [asked('datiRicerca.dataDal'), asked('datiRicerca.dataAl')];
  const [day, hour] = [textAt(booking, 'dataAppuntamento'), textAt(booking, 'oraAppuntamento')];
  return (
    textAt(booking, 'IdCPI') === asked('IdCPI') &&
    textAt(booking, 'codicePrestazione') === asked('codiceRichiesta') &&
    textAt(booking, 'codStato') === BOOKED &&
    (from === '' || day >= from) &&
    (to === '' || day <= to) &&
    (IN_HALF[asked('datiRicerca.mattina_pomeriggio')]?.(hour) ?? true)
  );
}

/** Whether an answer to a booking tells this one: by its id, or by CPI, day and hour where the nation did not want the id. */
function isIn(answer: DocumentTree, booking: DocumentTree): boolean {
  const same = (name: string): boolean => textAt(answer, `datiAppuntamento.${name}`) === textAt(booking, name);
  const both = [textAt(answer, 'datiAppuntamento.IdAppuntamento'), textAt(booking, 'IdAppuntamento')];
  if (!both.includes('')) return same('IdAppuntamento');
  return ['IdCPI', 'dataAppuntamento', 'oraAppuntamento'].every(same);
}

/** Whether the slot that was asked for is offered still, so that it was not booked. */
async function slotIsFree(wire: Wire, sent: DocumentTree, signal: AbortSignal): Promise<boolean | Failed> {
  const at = (name: string): string => textAt(sent, `parametriAppuntamento.${name}`);
  const slot = at('identificativoSlot');
  if (slot === '') return false;
  const question = {
    UtenteServizio: utenteOf(sent),
    IdProvincia: textAt(sent, 'IdProvincia'),
    parametriAppuntamento: { IdCPI: at('IdCPI'), codiceRichiesta: at('codiceRichiesta'), datiRicerca: {} },
  };
  const offered = await listOf(wire, 'getDispAppuntamento', question, signal);
  if ('outcome' in offered) return offered;
  return offered.some((one) => BigInt(textAt(one, 'identificativoSlot')) === BigInt(slot));
}

const notTold: Failed = {
  outcome: 'failed',
  reason: 'conflict',
  detail: `${NAMED} shows a booking that may be the one sent, or another one of the person; look there`,
  ambiguous: true,
};

/** The codes of a list, and those of an empty one. Any other answer is none: it says nothing of what the SIL holds. */
const LISTED: Readonly<Record<string, readonly string[]>> = {
  getPrenotazioni: ['00', '04'],
  getDispAppuntamento: ['00', '18'],
};

async function listOf(
  wire: Wire,
  operation: 'getPrenotazioni' | 'getDispAppuntamento',
  question: Record<string, unknown>,
  signal: AbortSignal,
): Promise<readonly DocumentTree[] | Failed> {
  const answer = await wire.ask(agenda, operation, question, signal);
  if (answer.outcome === 'failed') return answer;
  const codice = answer.outcome === 'refused' ? answer.esito.codice : textAt(answer.tree, 'Esito.codice');
  if (answer.outcome === 'refused' || !LISTED[operation]?.includes(codice)) {
    return garbled(`${NAMED} refused the question ${operation}: ${codice}`);
  }
  const list = (answer.tree.ElencoPrenotazioni ?? answer.tree.ElencoDisponibilita) as DocumentTree | undefined;
  const listed = list?.datiAppuntamento ?? [];
  return (Array.isArray(listed) ? listed : [listed]) as readonly DocumentTree[];
}

const ANSWERED = [
  ...['dataAppuntamento', 'oraAppuntamento', 'IdCPI', 'denominazioneCPI', 'indirizzoCPI', 'indirizzoCPIstampa'],
  ...['siglaOperatore', 'Ambiente', 'codStato', 'numMinuti', 'IdAppuntamento'],
];

const asAnswered = (booking: DocumentTree): DocumentTree =>
  Object.fromEntries(ANSWERED.filter((name) => booking[name] !== undefined).map((name) => [name, booking[name]]));

const annulled = (): Answer => done(agenda, 'annullaAppuntamento', '00', { Esito: { ...OK, codStato: ANNULLED } });

/** Only an appointment that is named by person and time can be asked about. */
async function annulmentThere(wire: Wire, sent: DocumentTree, signal: AbortSignal): Looked {
  const { codiceFiscale, UtenteServizio, datiAppuntamento } = sent;
  const question = { codiceFiscale, UtenteServizio, datiAppuntamento };
  const answer = await wire.ask(agenda, 'verificaAppuntamento', question, signal);
  if (answer.outcome === 'failed') return answer;
  if (answer.outcome === 'refused' || textAt(answer.tree, 'datiAppuntamento.codStato') !== ANNULLED) return undefined;
  return annulled();
}

const NOT_ACTIVE = '06';

/**
 * What the refusal of a repeated annulment says where the appointment is annulled already: that an earlier attempt has had its
 * effect. Undefined for any other answer.
 */
export function annulledBefore({ record, event, repeats }: Outbound, answer: Answer): Answer | undefined {
  if (record !== 'appuntamento' || event !== 'annullamento' || repeats === undefined) return undefined;
  if (answer.outcome !== 'refused' || answer.esito.codice !== NOT_ACTIVE) return undefined;
  const { tree } = readTree(answer.esito.document ?? '');
  return textAt(tree, 'Esito.codStato') === ANNULLED ? annulled() : undefined;
}

const LOOKS: Readonly<Record<string, Look>> = {
  'did/invio StipulaDid': didThere,
  [`patto/variazione ${INVIO_PATTO}`]: pactThere,
  'appuntamento/invio 1.0': bookingThere,
  'appuntamento/annullamento ordinaria': annulmentThere,
};
