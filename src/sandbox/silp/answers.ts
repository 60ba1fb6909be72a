/** SILP's envelopes: a refusal by its rules is HTTP 200 with `esitoPositivo=false`; only faults have another status. */
import type { SideAnswer } from '../server.js';
import type { DateForm } from './dates.js';
import { writeDates } from './dates.js';
import type { Json } from './json.js';
import { asText, get } from './json.js';
import { personalOf, type Worker } from './workers.js';

/** Codes E0004-E0007, GGP-S01, 103015, MSG-DID are SILP's; those with SBX are the sandbox's own, for rules whose codes are not public. */
const MESSAGES = {
  E0004: 'Lavoratore non presente',
  E0005: 'Più lavoratori per lo stesso codice fiscale',
  E0006: 'Codice fiscale e identificativo non coincidono',
  E0007: 'Identificativo lavoratore sconosciuto',
  'GGP-S01': 'Nodo nazionale non raggiungibile',
  'SBX-01': 'Il lavoratore è archiviato',
  'SBX-02': 'Il lavoratore è già presente',
  'SBX-03': 'Codice fiscale, cognome, nome e data di nascita sono obbligatori',
  'SBX-04': 'Sezione SAP sconosciuta',
  'SBX-05': 'Identificativo SAP diverso da quello presente',
  'SBX-06': 'Nessuna SAP al nodo nazionale',
  'SBX-07': 'Richiesta non conforme',
  'SBX-08': 'Il domicilio cambia comune: confermare il salvataggio',
  '103015': 'Inviare la SAP prima di salvare la DID',
  'MSG-DID-SRV-02': 'Esiste già una DID aperta',
  'MSG-DID-SRV-03': 'La data della DID è diversa da quella della dichiarazione',
  'SBX-10': 'Il domicilio non è in Piemonte',
  'SBX-11': 'Il lavoratore non ha 15 anni',
  'SBX-12': 'La DID è sospesa: rivolgersi al centro per l’impiego',
  'SBX-13': 'Cambio di stato non ammesso',
  'SBX-14': 'DID sconosciuta',
  'SBX-15': 'Presa in carico aperta, da chiudere, o sconosciuta',
  'SBX-16': 'Dichiarazione INPS sconosciuta',
  'SBX-17': 'Patto sconosciuto',
  'SBX-18': 'Il patto richiede una DID attiva',
  'SBX-19': 'La data dello stato precede la DID',
  'SBX-20': 'Profiling sconosciuto',
  'SBX-21': 'Tipo di percettore sconosciuto',
  'SBX-22': 'Incontro sconosciuto',
  'SBX-23': 'L’incontro non è più da erogare',
  'SBX-99': 'Rifiuto richiesto al simulatore',
} as const;

export type MessageCode = keyof typeof MESSAGES;

export function message(code: MessageCode, detail?: string): Json {
  const text = detail === undefined ? MESSAGES[code] : `${MESSAGES[code]}: ${detail}`;
  return { code, message: text, error: true, tipo: 'E', titolo: null };
}

export function json(status: number, body: unknown, headers?: Readonly<Record<string, string>>): SideAnswer {
  return {
    status,
    type: 'application/json;charset=UTF-8',
    body: JSON.stringify(body),
    ...(headers === undefined ? {} : { headers }),
  };
}

export const positive = (members: Json): Json => ({ esitoPositivo: true, apiMessages: [], ...members });

export const refusal = (code: MessageCode, detail?: string): Json => ({
  esitoPositivo: false,
  apiMessages: [message(code, detail)],
});

/** A technical failure: another status, another shape. */
export const apiError = (status: number, code: string, text: string): SideAnswer =>
  json(status, { code, message: text }, status === 401 ? { 'www-authenticate': 'Basic realm="silpapi"' } : undefined);

export function enveloped(body: Json, dates: DateForm): SideAnswer {
  return json(200, writeDates(body, dates));
}

/** The short record of a worker. */
export function lavoratoreRidotto(worker: Worker): Json {
  const personal = personalOf(worker.scheda);
  const place = (which: string): Json =>
    (get(worker.scheda, ['datiAnagrafici', 'reperibilitaRecapiti', which, 'indirizzo', 'luogo', 'comune']) ??
      {}) as Json;
  return {
    idSilLavAnagrafica: worker.idSilLavAnagrafica,
    codiceFiscale: worker.codiceFiscale,
    cognome: asText(personal.cognome),
    nome: asText(personal.nome),
    dataNascita: personal.dataDiNascita ?? null,
    idCittadinanza: get(personal, ['cittadinanza', 'id']) ?? null,
    idComDom: place('domicilio').id ?? null,
    descrComDom: place('domicilio').descr ?? null,
    idComRes: place('residenza').id ?? null,
    descrComRes: place('residenza').descr ?? null,
    flgArchiviato: worker.archived ? 'S' : 'N',
    identificativoSap: worker.scheda.identificativoSap ?? null,
  };
}

/** The row of the worker as other operations carry it. */
export function lavAnagrafica(worker: Worker): Json {
  const personal = personalOf(worker.scheda);
  const recapito = (get(worker.scheda, ['datiAnagrafici', 'reperibilitaRecapiti', 'recapito']) ?? {}) as Json;
  return {
    idSilLavAnagrafica: worker.idSilLavAnagrafica,
    codFiscale: worker.codiceFiscale,
    dsCognome: asText(personal.cognome),
    dsNome: asText(personal.nome),
    dataNasc: personal.dataDiNascita ?? null,
    flgGenere: get(personal, ['genere', 'codice']) ?? null,
    dsMail: recapito.email ?? null,
    dsTelefonoCell: recapito.cellulare ?? null,
    flgArchiviato: worker.archived ? 'S' : 'N',
    silTCittadinanza: personal.cittadinanza ?? null,
  };
}
