/** The life of a DID at the simulated SILP: who may enter one, which state may follow which. */
import { refusal } from './answers.js';
import { asText, get, type Json } from './json.js';
import { dayOf, embedded, type SilpNode } from './node.js';
import { personalOf, type Worker } from './workers.js';

const FOLLOWING: Readonly<Record<string, string>> = { I: 'CSRA', C: 'SRA', S: 'CR' };
const LABELS: Readonly<Record<string, string>> = {
  I: 'Inserita',
  C: 'Convalidata',
  S: 'Sospesa',
  R: 'Revocata',
  A: 'Annullata',
};
const MINIMUM_AGE = 15;
/** Biggest comuni outside Piemonte: as far as the sandbox's knowledge of the map goes. */
const ELSEWHERE: ReadonlySet<string> = new Set(['H501', 'F205', 'F839', 'D612', 'D969', 'A944', 'L736', 'L378']);
const DOMICILE = ['datiAnagrafici', 'reperibilitaRecapiti', 'domicilio', 'indirizzo', 'luogo', 'comune', 'id'];

export const stateOf = (did: Json): string =>
  asText(statesOf(did).find(({ flgCurrentRecord }) => flgCurrentRecord === 'S')?.codStatoDid);

const statesOf = ({ listStatoSapDid }: Json): readonly Json[] =>
  Array.isArray(listStatoSapDid) ? (listStatoSapDid as Json[]) : [];

/** The first reason for which the worker may not enter a DID on that day; undefined when there is none. */
export function complaintAboutEntry({ dids }: SilpNode, worker: Worker, day: string): Json | undefined {
  if (ELSEWHERE.has(asText(get(worker.scheda, DOMICILE)))) return refusal('SBX-10');
  const birth = dayOf(personalOf(worker.scheda).dataDiNascita);
  const oldEnough = `${Number(birth.slice(0, 4)) + MINIMUM_AGE}${birth.slice(4)}`;
  if (birth !== '' && day < oldEnough) return refusal('SBX-11');
  const open = dids.of(worker.idSilLavAnagrafica).find((did) => stateOf(did) in FOLLOWING);
  if (open !== undefined) return refusal(stateOf(open) === 'S' ? 'SBX-12' : 'MSG-DID-SRV-02');
  return undefined;
}

/** The first reason for which a state may not follow; undefined when it may. */
export function mayFollow(did: Json, { azioneGestioneStatoDid, dataStatoDid }: Json): Json | undefined {
  const state = stateOf(did);
  if (!(FOLLOWING[state] ?? '').includes(asText(azioneGestioneStatoDid) || '-'))
    return refusal('SBX-13', `${LABELS[state] ?? state}`);
  return dayOf(dataStatoDid) < dayOf(did.dataDid) ? refusal('SBX-19') : undefined;
}

const promoter = ({ scheda }: Worker): unknown => get(scheda, ['enteTitolare', 'codice']) ?? null;

/** A DID in its first state. */
export const entered = (worker: Worker, form: Json): Json =>
  newState(
    worker,
    { dataDid: form.dataDid, flgCurrentRecord: 'S', silLavAnagrafica: embedded(worker), listStatoSapDid: [] },
    { ...form, azioneGestioneStatoDid: 'I', dataStatoDid: form.dataDid },
  );

/** The DID with a further state, and the call by which SILP will confer it. */
export function newState(worker: Worker, did: Json, form: Json): Json {
  const codStatoDid = asText(form.azioneGestioneStatoDid);
  const states = statesOf(did).map((state) => ({ ...state, flgCurrentRecord: 'N' }));
  const common = { codStatoDid, dataEvento: form.dataStatoDid, codEntePromotore: promoter(worker) };
  return {
    ...did,
    listStatoSapDid: [
      ...states,
      {
        idStatoSapDid: states.length + 1,
        ...common,
        dataStato: form.dataStatoDid,
        flgCurrentRecord: 'S',
        flgConferito: 'N',
      },
    ],
    chiamata: {
      ...common,
      codEsitoMin: null,
      silLavDatiConferimDid: codStatoDid === 'I' ? variables(worker, did, form) : null,
      silLavSapDid: { dataDid: did.dataDid, silLavAnagrafica: embedded(worker) },
    },
  };
}

/** The variables of the profiling: what the form says, what the file says, and what SILP has of the person's work. */
const variables = ({ scheda }: Worker, did: Json, form: Json): Json => {
  const personal = personalOf(scheda);
  return {
    flgGenere: get(personal, ['genere', 'codice']) ?? 'F',
    eta: yearsBetween(dayOf(personal.dataDiNascita), dayOf(did.dataDid)),
    idSilTCittadinanzaMin: 2,
    silTPresenzaInItaliaMin: form.durataPresenzaInItalia ?? { codPresenzaInItaliaMin: 'A01' },
    silTStudio: form.lavTitoloStudio ?? { codMinistero: '30000000' },
    silTProvincia: { idSilTProvincia: '001' },
    flgAvutoAlmenoUnLav: 'S',
    silTCondizOccupazionale: form.condizOccupazionale ?? { codCondizOccupazionaleMin: 'A02' },
    numMesiFineUltimoRapp: 4,
    idSilTPosizioneProfMin: 3,
    numMesiRicercaLav: 3,
    idSilTIscrizioneCorsoMin: 2,
    numComponentiFamiglia: form.numeroComponentiNucleoFamiliare ?? 1,
    flgFigliAcarico: form.presenzaDiFigliACarico ?? 'N',
    flgFigliAcaricoMinori: 'N',
  };
};

const yearsBetween = (from: string, to: string): number =>
  Number(to.slice(0, 4)) - Number(from.slice(0, 4)) - (to.slice(5) < from.slice(5) ? 1 : 0);

/** A DID as a search lists it. */
export function listed(did: Json, isLast: boolean): Json {
  const state = stateOf(did);
  const current = statesOf(did).find(({ flgCurrentRecord }) => flgCurrentRecord === 'S');
  return {
    idSilLavSapDid: did.idSilLavSapDid,
    idSilLavAnagrafica: get(did, ['silLavAnagrafica', 'idSilLavAnagrafica']),
    codFiscale: get(did, ['silLavAnagrafica', 'codFiscale']),
    dataDid: did.dataDid,
    codStatoDid: state,
    statoDid: LABELS[state] ?? state,
    dataStatoDid: current?.dataStato ?? null,
    flgStatoDidFinale: state in FOLLOWING ? 'N' : 'S',
    flgUltimaDid: isLast ? 'S' : 'N',
  };
}
