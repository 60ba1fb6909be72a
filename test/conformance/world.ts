/** A side as the gateway puts it together, with its adapter pointed at the simulated side over HTTP. */
import type { Adapter, Outbound } from '../../src/adapters/adapter.js';
import type { EventName, RecordName } from '../../src/foundation/names.js';
import { loadSettings } from '../../src/foundation/settings/load.js';
import {
  type Fault,
  type Sandbox,
  type SandboxSeed,
  sampleSaps,
  sampleWorkers,
  startSandbox,
} from '../../src/sandbox/index.js';
import { buildSides, type Side } from '../../src/sides.js';
import type { SapInput } from '../support/canonical-samples.js';
import { makeCodiceFiscale } from '../support/codice-fiscale.js';
import { person, sapOf } from '../support/sap-document.js';
import type { KnownSide } from './expected.js';

const CALLER = { username: 'raccordo', password: 'parola-segreta' };
/** How long an answer is waited for: no test waits that long, except for an answer that does not come. */
const TIMEOUT_SECONDS = { usual: 30, slow: 1 };
/** What may be wrong with a side. */
export type Trouble = Fault | 'away' | 'wrong account';

export interface Person {
  readonly codiceFiscale: string;
  readonly identificativoSap: string;
}

export interface World {
  readonly side: Side;
  readonly adapter: Adapter;
  readonly sandbox: Sandbox;
  /** Somebody whose record the side holds. */
  readonly known: Person;
  close(): Promise<void>;
}

const ADELAIDE = {
  cognome: 'PROVETTI',
  nome: 'ADELAIDE',
  sesso: 'F',
  dataNascita: '1984-05-17',
  luogoNascita: 'L219',
} as const;

/** Somebody whom no side knows. */
export const STRANGER: Person = { codiceFiscale: makeCodiceFiscale(ADELAIDE), identificativoSap: 'ZZ99999999A' };

const NATIONAL_ID = 'ZZ00000001A';
const BENEFIT = {
  codice_fiscale: person(1).codiceFiscale,
  prestazione: 'NASPI',
  protocollo: '0000001',
  data_domanda: '2024-01-15',
  stato: 'PRESENTATA',
};
/** On the portal she is registered: nobody else is told anything there. */
const HER_REGISTRATION = {
  idRegistrazione: 'MA-1',
  codiceFiscale: STRANGER.codiceFiscale,
  stato: 'REGISTRATA',
  dal: '2024-02-01',
  email: 'prova@example.org',
  cellulare: '3330000000',
};
/** What each simulated side begins with, and whom it therefore knows. */
const BEGINNINGS: Readonly<Record<KnownSide, { readonly seed: SandboxSeed; readonly known: Person }>> = {
  anpal: {
    seed: { saps: [sapOf(1, { identificativoSap: NATIONAL_ID })] },
    known: { codiceFiscale: person(1).codiceFiscale, identificativoSap: NATIONAL_ID },
  },
  silp: {
    seed: { workers: sampleWorkers() },
    // The sample worker of the same person.
    known: {
      codiceFiscale: sampleSaps().find(({ name }) => name === 'straniera')?.codiceFiscale ?? '',
      identificativoSap: NATIONAL_ID,
    },
  },
  inps: {
    seed: { benefits: [BENEFIT] },
    known: { codiceFiscale: person(1).codiceFiscale, identificativoSap: NATIONAL_ID },
  },
  'lavoro-per-te': {
    seed: {},
    known: { codiceFiscale: person(1).codiceFiscale, identificativoSap: NATIONAL_ID },
  },
  'toscana-lavoro': {
    seed: {
      cittadini: [
        { codiceFiscale: STRANGER.codiceFiscale },
        {
          codiceFiscale: person(1).codiceFiscale,
          sap: { identificativoSap: NATIONAL_ID, stato: 'ATTIVA', dal: '2024-01-01' },
        },
      ],
    },
    known: { codiceFiscale: person(1).codiceFiscale, identificativoSap: NATIONAL_ID },
  },
  miattivo: {
    seed: { registrazioni: [HER_REGISTRATION] },
    known: { codiceFiscale: person(1).codiceFiscale, identificativoSap: NATIONAL_ID },
  },
};

/** A world in which the adapter is ready for that trouble; the trouble itself is the test's to make. */
export async function startWorld(name: KnownSide, trouble: Trouble = 'none'): Promise<World> {
  const { seed, known } = BEGINNINGS[name];
  // An answer that is held back is held back longer than anybody waits.
  const sandbox = await startSandbox(name, { account: CALLER, slowSeconds: 3600, seed });
  const side = sideAt(name, sandbox.url, trouble);
  const { adapter } = side;
  if (adapter === undefined) throw new Error(`${name} has an address and no adapter`);
  return {
    side,
    adapter,
    sandbox,
    known,
    async close() {
      await adapter.close();
      await sandbox.close();
    },
  };
}

function sideAt(name: KnownSide, url: string, trouble: Trouble): Side {
  const setting = (what: string): string => `RACCORDO_SIDES_${name.toUpperCase().replaceAll('-', '_')}_${what}`;
  const env = {
    [setting('URL')]: url,
    [setting('USERNAME')]: CALLER.username,
    [setting('PASSWORD')]: trouble === 'wrong account' ? 'altra' : CALLER.password,
    [setting('TIMEOUT_SECONDS')]: String(TIMEOUT_SECONDS[trouble === 'slow' ? 'slow' : 'usual']),
  };
  const side = buildSides(loadSettings({ env }).settings).get(name);
  if (side === undefined) throw new Error(`${name} is not spoken`);
  return side;
}

/** Her first SAP, in what every side can hold. */
export const FIRST_SAP: SapInput = {
  invio: {
    dataUltimoAggiornamento: '2024-03-01',
    codiceEnteTitolare: 'L219C000372',
    tipoVariazione: '01',
    dataNascita: ADELAIDE.dataNascita,
  },
  anagrafica: {
    persona: { codiceFiscale: STRANGER.codiceFiscale, ...ADELAIDE, cittadinanza: '000' },
    domicilio: { comune: 'L219', cap: '10121', indirizzo: 'VIA IMMAGINARIA 7' },
    recapiti: { cellulare: '3330000000', email: 'prova@example.org' },
  },
};

/** The same after she has moved. */
export const MOVED_SAP: SapInput = {
  ...FIRST_SAP,
  anagrafica: {
    ...(FIRST_SAP.anagrafica as NonNullable<SapInput['anagrafica']>),
    domicilio: { comune: 'L219', cap: '10122', indirizzo: 'VIA IMMAGINARIA 8' },
  },
};

/** What became of the DID she has declared. */
const HER_DID = {
  codiceFiscale: STRANGER.codiceFiscale,
  evento: 'I',
  dataEvento: '2024-03-01',
  dataDid: '2024-03-01',
  entePromotore: 'L219C000372',
  esito: 'E100',
};

/** An interview she was called to. */
const HER_INTERVIEW = {
  codiceFiscale: STRANGER.codiceFiscale,
  dataAggiornamento: '2024-03-01',
  politica: { tipoAttivita: 'A05', dataProposta: '2024-03-01' },
};

/** What the employment centre made of her registration. */
const HER_OUTCOME = {
  codiceFiscale: STRANGER.codiceFiscale,
  identificativo: 'MA-1',
  esito: 'ACCETTATA',
  data: '2024-02-03',
  cpi: 'L219C000372',
};

/** What the portal of Emilia-Romagna has the SIL write: her declaration, and what the form asks of a worker who is new. */
const HER_DECLARATION = {
  codiceFiscale: STRANGER.codiceFiscale,
  evento: 'I',
  dataEvento: '2024-03-01',
  dataDid: '2024-03-01',
  dichiarazione: {
    tipo: '01',
    provincia: '37',
    stampa: { modello: 'DID_STANDARD', protocollata: true, intestazione: true },
  },
  dichiarante: {
    persona: { ...ADELAIDE, cittadinanza: '000' },
    domicilio: { comune: 'F257', indirizzo: 'VIA IMMAGINARIA 7' },
    residenza: { comune: 'F257', indirizzo: 'VIA IMMAGINARIA 7' },
    rischioDisoccupazione: false,
  },
};

type Told = readonly [record: RecordName, event: EventName, canonical: object];

/** What is delivered to each side: a SAP where it takes one. */
const TOLD: Readonly<Record<KnownSide, (sap: SapInput) => Told>> = {
  anpal: (sap) => ['sap', 'invio', sap],
  silp: (sap) => ['sap', 'invio', sap],
  inps: () => ['did', 'esito', HER_DID],
  miattivo: () => ['registrazione', 'esito', HER_OUTCOME],
  'toscana-lavoro': () => ['politica-attiva', 'invio', HER_INTERVIEW],
  // Another document than the first is a declaration of another day.
  'lavoro-per-te': (sap) => [
    'did',
    'invio',
    sap === FIRST_SAP || sap.invio.identificativoSap !== undefined
      ? HER_DECLARATION
      : { ...HER_DECLARATION, dataDid: '2024-03-02', dataEvento: '2024-03-02' },
  ],
};

/** The record by which each side is read and fetched from. */
export const RECORD_OF: Readonly<Record<KnownSide, RecordName>> = {
  anpal: 'sap',
  silp: 'sap',
  inps: 'percettore',
  'lavoro-per-te': 'sap',
  miattivo: 'registrazione',
  'toscana-lavoro': 'sap',
};

const ATTEMPT = { idempotencyKey: '018f2b7c-0000-7000-8000-000000000001', attempt: 1 };

/**
 * A SAP of the stranger on its way to the side, as the gateway hands it over. `onWriting` is called when an adapter that
 * reads before it writes is about to write.
 */
export function strangersSap(
  side: Side,
  canonical: SapInput = FIRST_SAP,
  onWriting: () => void = () => undefined,
): Outbound {
  const [record, event, told] = TOLD[side.name as KnownSide](canonical);
  const translation = side.writing(record, event);
  const produced = translation?.produce(told);
  if (translation === undefined || produced?.body === undefined)
    throw new Error(`${side.name} cannot write the ${record}`);
  return {
    record,
    event,
    revision: translation.contract.revision,
    ...ATTEMPT,
    codiceFiscale: STRANGER.codiceFiscale,
    body: produced.body,
    onto(present) {
      onWriting();
      return translation.onto(told, present);
    },
  };
}

/** A withdrawal of somebody's SAP, or a notice about it. */
export function aboutSap(side: Side, event: EventName, { codiceFiscale, identificativoSap }: Person): Outbound {
  const translation = side.writing('sap', event);
  const produced = translation?.produce({ identificativoSap, ...(event === 'notifica' ? { motivo: '07' } : {}) });
  return {
    record: 'sap',
    event,
    revision: translation?.contract.revision ?? '',
    ...ATTEMPT,
    codiceFiscale,
    identificativoSap,
    body: produced?.body ?? Buffer.alloc(0),
    onto: () => ({ document: {}, changed: [] }),
  };
}
