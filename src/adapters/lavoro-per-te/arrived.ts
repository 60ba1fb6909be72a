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
import type { Answer, Outbound } from '../adapter.js';
import { adesioneArrived } from '../adesione-arrived.js';
import { LATER_SECONDS, NAMED } from './errors.js';
import type { Wire } from './wire.js';

type Looked = Promise<Answer | undefined>;
type Look = (wire: Wire, sent: DocumentTree, signal: AbortSignal) => Looked;

export async function arrived(wire: Wire, outbound: Outbound, signal: AbortSignal): Looked {
  const { record, event, revision, body } = outbound;
  if (record === 'adesione') {
    const asked = { service: statoAdesione, named: NAMED, laterSeconds: LATER_SECONDS };
    return adesioneArrived(wire.soap, outbound, asked, signal);
  }
  const look = LOOKS[`${record}/${event} ${revision}`];
  return look?.(wire, readTree(body.toString('utf8')).tree, signal);
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

/** Bookings do not tell the slot they took: one of the same service at the same CPI, in the time asked for, is it. */
async function bookingThere(wire: Wire, sent: DocumentTree, signal: AbortSignal): Looked {
  const at = (path: string): string => textAt(sent, path);
  const question = {
    UtenteServizio: at('utenteLavoratore.UtenteServizio') || at('utenteAzienda.UtenteServizio'),
    IdProvincia: at('IdProvincia'),
    codiceFiscale: at('codiceFiscale'),
    returnIdApp: 'true',
  };
  const answer = await wire.ask(agenda, 'getPrenotazioni', question, signal);
  if (answer.outcome === 'failed') return answer;
  if (answer.outcome === 'refused') return undefined;
  const parameters = 'parametriAppuntamento';
  const [from, to] = [at(`${parameters}.datiRicerca.dataDal`), at(`${parameters}.datiRicerca.dataAl`)];
  const isIt = (one: DocumentTree): boolean => {
    const day = textAt(one, 'dataAppuntamento');
    return (
      textAt(one, 'IdCPI') === at(`${parameters}.IdCPI`) &&
      textAt(one, 'codicePrestazione') === at(`${parameters}.codiceRichiesta`) &&
      textAt(one, 'codStato') === BOOKED &&
      (from === '' || day >= from) &&
      (to === '' || day <= to)
    );
  };
  const found = bookingsIn(answer.tree).find(isIt);
  return found && done(agenda, 'fissaAppuntamento', '00', { Esito: OK, datiAppuntamento: asAnswered(found) });
}

function bookingsIn(tree: DocumentTree): readonly DocumentTree[] {
  const listed = (tree.ElencoPrenotazioni as DocumentTree | undefined)?.datiAppuntamento ?? [];
  return (Array.isArray(listed) ? listed : [listed]) as readonly DocumentTree[];
}

const ANSWERED = [
  ...['dataAppuntamento', 'oraAppuntamento', 'IdCPI', 'denominazioneCPI', 'indirizzoCPI', 'indirizzoCPIstampa'],
  ...['siglaOperatore', 'Ambiente', 'codStato', 'numMinuti', 'IdAppuntamento'],
];

const asAnswered = (booking: DocumentTree): DocumentTree =>
  Object.fromEntries(ANSWERED.filter((name) => booking[name] !== undefined).map((name) => [name, booking[name]]));

/** Only an appointment that is named by person and time can be asked about. */
async function annulmentThere(wire: Wire, sent: DocumentTree, signal: AbortSignal): Looked {
  const { codiceFiscale, UtenteServizio, datiAppuntamento } = sent;
  const question = { codiceFiscale, UtenteServizio, datiAppuntamento };
  const answer = await wire.ask(agenda, 'verificaAppuntamento', question, signal);
  if (answer.outcome === 'failed') return answer;
  if (answer.outcome === 'refused' || textAt(answer.tree, 'datiAppuntamento.codStato') !== ANNULLED) return undefined;
  return done(agenda, 'annullaAppuntamento', '00', { Esito: { ...OK, codStato: ANNULLED } });
}

const LOOKS: Readonly<Record<string, Look>> = {
  'did/invio StipulaDid': didThere,
  [`patto/variazione ${INVIO_PATTO}`]: pactThere,
  'appuntamento/invio 1.0': bookingThere,
  'appuntamento/annullamento ordinaria': annulmentThere,
};
