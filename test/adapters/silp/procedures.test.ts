/** The procedures of SILP, record by record, against the simulated SILP: what is sent has its effect once, and its rules hold. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Adapter, Answer, Outbound } from '../../../src/adapters/adapter.js';
import type { EventName, RecordName } from '../../../src/foundation/names.js';
import { loadSettings } from '../../../src/foundation/settings/load.js';
import { type SilpSandbox, startSandbox } from '../../../src/sandbox/index.js';
import { buildSides, type Side } from '../../../src/sides.js';

const CF = 'BRNDGS86P54L219X';
const never = new AbortController().signal;
const day = (date: string): string => `${date}T00:00:00+02:00`;

/** A worker's file with as much as the procedures look at. */
function scheda(more: object = {}, comune = 'L219'): Record<string, unknown> {
  return {
    idSilLavAnagrafica: 2101,
    identificativoSap: 'ZZ00042112M',
    enteTitolare: { codice: 'L219C000381' },
    datiAnagrafici: {
      datiGenerali: {
        datiPersonali: { codiceFiscale: CF, cognome: 'BRUNETTI', nome: 'ADALGISA', dataDiNascita: day('1986-09-14') },
      },
      reperibilitaRecapiti: { domicilio: { indirizzo: { luogo: { comune: { id: comune } } } } },
    },
    ...more,
  };
}

const A02 = {
  idPolitica: 8001,
  attivita: { codice: 'A02' },
  dataProposta: day('2025-01-10'),
  ultimoEvento: { evento: { codice: '02' }, dataEvento: day('2025-01-10') },
  lavSapSez6: { codEntePromotore: 'L219C000381', identificativoPolitica: '13000000a1H' },
};
const withA02 = { politicheAttiveLavoratore: { politicheAttive: [A02] } };
const DECLARATION = {
  codiceFiscale: CF,
  dataDichiarazione: day('2025-06-03'),
  protocollo: 'INPS.8100.1',
  tipoOperazione: 'I',
};

let sandbox: SilpSandbox;
let side: Side;
let adapter: Adapter;
let logged: (line: string) => void = () => undefined;

async function begin(workers: readonly Record<string, unknown>[] = [scheda()], declarations: readonly object[] = []) {
  sandbox = await startSandbox('silp', {
    log: (line) => logged(line),
    seed: { workers: workers.map((one) => ({ scheda: one })), declarations: declarations as Record<string, unknown>[] },
  });
  const env = {
    RACCORDO_SIDES_SILP_URL: sandbox.url,
    RACCORDO_SIDES_SILP_OLDER_URL: sandbox.olderUrl,
    RACCORDO_SIDES_SILP_ADR_SERVICE: '77',
    RACCORDO_SIDES_SILP_USERNAME: 'silp',
    RACCORDO_SIDES_SILP_PASSWORD: 'silp',
  };
  side = buildSides(loadSettings({ env }).settings).get('silp') as Side;
  adapter = side.adapter as Adapter;
}

beforeEach(() => begin());
afterEach(() => sandbox.close());

async function again(...args: Parameters<typeof begin>): Promise<void> {
  await sandbox.close();
  await begin(...args);
}

/** A canonical record on its way, in the form in which SILP gets it. */
function send(record: RecordName, canonical: object, event: EventName = 'invio'): Promise<Answer> {
  const translation = side.writing(record, event, undefined, canonical);
  const produced = translation?.produce(canonical);
  if (translation !== undefined && produced?.body === undefined) throw new Error(JSON.stringify(produced?.findings));
  const outbound: Outbound = {
    record,
    event,
    revision: translation?.contract.revision ?? '',
    idempotencyKey: '018f2b7c-0000-7000-8000-000000000001',
    attempt: 1,
    codiceFiscale: CF,
    body: produced?.body ?? Buffer.alloc(0),
    onto: () => ({ document: {}, changed: [] }),
  };
  return adapter.send(outbound, never);
}

const acknowledged = (codice: string) => ({ outcome: 'acknowledged', esito: { codice } });
const refused = (codice: string) => ({ outcome: 'refused', esito: { codice } });
const effects = (): string[] => sandbox.state.effects.map(({ operation }) => operation);
const did = {
  codiceFiscale: CF,
  evento: 'I',
  dataEvento: '2025-06-03',
  dataDid: '2025-06-03',
  entePromotore: 'L219C000381',
};
const domandaInps = { protocollo: 'INPS.8100.1', operazione: 'I' };

describe('a DID', () => {
  it('is entered once', async () => {
    expect(await send('did', did)).toMatchObject(acknowledged('OK'));
    expect(await send('did', did)).toMatchObject(acknowledged('INVARIATO'));
    expect(effects()).toEqual(['salva']);
    expect(sandbox.rowsOf(CF).dids).toHaveLength(1);
  });

  it('goes from state to state, each once, as SILP allows', async () => {
    await send('did', did);
    const event = (evento: string, dataEvento: string) => send('did', { ...did, evento, dataEvento });
    expect(await event('C', '2025-06-10')).toMatchObject(acknowledged('OK'));
    expect(await event('C', '2025-06-10')).toMatchObject(acknowledged('INVARIATO'));
    expect(await event('S', '2025-07-01')).toMatchObject(acknowledged('OK'));
    expect(await event('A', '2025-07-02')).toMatchObject(refused('SBX-13'));
    expect(await event('R', '2025-07-02')).toMatchObject(acknowledged('OK'));
    expect(await event('C', '2025-07-03')).toMatchObject(refused('SBX-13'));
    expect(effects()).toEqual(['salva', ...Array(3).fill('salva-cambio-stato-did')]);
  });

  it('of another day is no DID of ours to change', async () => {
    expect(await send('did', { ...did, evento: 'C' })).toMatchObject(refused('DID-ASSENTE'));
    await send('did', did);
    const other = { ...did, evento: 'R', dataDid: '2025-05-01', dataEvento: '2025-06-10' };
    expect(await send('did', other)).toMatchObject(refused('DID-ASSENTE'));
  });

  it('is not entered beside an open one', async () => {
    await send('did', did);
    const second = { ...did, dataDid: '2025-08-01', dataEvento: '2025-08-01' };
    expect(await send('did', second)).toMatchObject(refused('MSG-DID-SRV-02'));
  });

  it.each([
    ['who lives elsewhere', scheda({}, 'A944'), 'SBX-10'],
    ['whom nobody knows', undefined, 'E0004'],
  ])('is not entered for somebody %s', async (_, file, code) => {
    await again(file === undefined ? [] : [file]);
    expect(await send('did', did)).toMatchObject(refused(code));
    expect(effects()).toEqual([]);
  });

  it('closes the taking in charge that SILP says is in the way', async () => {
    await again([scheda(withA02)]);
    expect(await send('did', did)).toMatchObject(acknowledged('OK'));
    expect(effects()).toEqual(['chiusura-politica', 'salva']);
  });

  it('waits for the SAP to be sent where SILP wants that first', async () => {
    await again([scheda({ identificativoSap: null })]);
    expect(await send('did', did)).toMatchObject(acknowledged('OK'));
    expect(effects()).toEqual(['prenota-e-invia-la-sap', 'salva']);
    expect(sandbox.state.calls).toMatchObject({ salva: 2, 'ricevi-sap': 1 });
  });

  it('out of an application to INPS is linked to its declaration, and unlinked when that is deleted', async () => {
    await again([scheda()], [DECLARATION]);
    expect(await send('did', { ...did, domandaInps })).toMatchObject(acknowledged('OK'));
    const { dids, declarations } = sandbox.rowsOf(CF);
    expect(declarations[0]?.idSilLavSapDid).toBe(dids[0]?.idSilLavSapDid);
    expect(await send('did', { ...did, domandaInps })).toMatchObject(acknowledged('INVARIATO'));
    expect(effects()).toEqual(['salva', 'collega-scollega-did']);
    const deleted = { ...did, evento: 'A', dataEvento: '2025-06-05', domandaInps: { ...domandaInps, operazione: 'D' } };
    expect(await send('did', deleted)).toMatchObject(acknowledged('OK'));
    expect(sandbox.rowsOf(CF).declarations[0]?.idSilLavSapDid).toBeNull();
    expect(await send('did', deleted)).toMatchObject(acknowledged('INVARIATO'));
  });

  it('whose answer was lost is found again and not entered twice', async () => {
    // The last call before SILP saves.
    logged = (line) => {
      if (line.startsWith('on-change-data-did')) sandbox.setFault('silent', { times: 1 });
    };
    expect(await send('did', did)).toMatchObject({ outcome: 'failed', reason: 'unreachable', ambiguous: true });
    logged = () => undefined;
    expect(await send('did', did)).toMatchObject(acknowledged('INVARIATO'));
    expect(effects()).toEqual(['salva']);
  });
});

const patto = {
  codiceFiscale: CF,
  tipo: 'PSP',
  progetto: '05',
  entePromotore: 'L219C000381',
  dataProposta: '2025-06-16',
  dataStipula: '2025-06-20',
};

describe('a pact', () => {
  it('is saved once, changed where it differs, and asks for a DID', async () => {
    expect(await send('patto', patto)).toMatchObject(refused('SBX-18'));
    await send('did', did);
    expect(await send('patto', patto)).toMatchObject(acknowledged('OK'));
    expect(await send('patto', patto)).toMatchObject(acknowledged('INVARIATO'));
    expect(await send('patto', { ...patto, dataFine: '2025-12-20' })).toMatchObject(acknowledged('OK'));
    const { pacts } = sandbox.rowsOf(CF);
    expect(pacts).toHaveLength(1);
    expect(String(pacts[0]?.dataFine)).toMatch(/^2025-12-20/);
    expect(effects()).toEqual(['salva', 'salva-patto', 'salva-patto']);
  });

  it('closes the taking in charge that SILP names', async () => {
    await again([scheda(withA02)]);
    expect(await send('patto', { ...patto, tipo: 'AG', progetto: '01' })).toMatchObject(acknowledged('OK'));
    expect(effects()).toEqual(['chiudi-a02-aperta', 'salva-patto']);
  });

  it('ends the one before', async () => {
    await send('did', did);
    await send('patto', patto);
    await send('patto', { ...patto, dataProposta: '2025-09-01', dataStipula: '2025-09-02' });
    const [later, earlier] = sandbox.rowsOf(CF).pacts;
    expect([String(later?.dataFine ?? ''), String(earlier?.dataFine).slice(0, 10)]).toEqual(['', '2025-09-01']);
  });
});

describe('a profiling', () => {
  const base = { codiceFiscale: CF, data: '2025-06-03', entePromotore: 'L219C000381' };
  const computed = { ...base, tipo: 'quantitativo', quantitativo: { variabili: { eta: 38 } } };

  it('is computed once', async () => {
    expect(await send('profiling', computed)).toMatchObject(acknowledged('OK'));
    expect(await send('profiling', computed)).toMatchObject(acknowledged('INVARIATO'));
    expect(effects()).toEqual(['calcola-e-salva-profiling-quantitativo']);
  });

  it('that the nation has computed already is fetched by SILP itself', async () => {
    const known = { ...computed, quantitativo: { identificativo: '1234567' } };
    expect(await send('profiling', known)).toMatchObject(acknowledged('OK'));
    expect(effects()).toEqual(['acquisisci-profiling-quantitativo']);
  });

  it('by an operator is saved once', async () => {
    const assessment = { ...base, tipo: 'qualitativo', qualitativo: { percorso: '2' } };
    expect(await send('profiling', assessment)).toMatchObject(acknowledged('OK'));
    expect(await send('profiling', assessment)).toMatchObject(acknowledged('INVARIATO'));
    expect(sandbox.rowsOf(CF).assessments).toMatchObject([{ silwebTPqualPercorso: { codMinistero: '2' } }]);
  });

  it('of the young people’s programme SILP does not take', async () => {
    const young = { codiceFiscale: CF, tipo: 'garanzia-giovani' };
    expect(await send('profiling', young)).toMatchObject(refused('NON-PREVISTO'));
  });
});

describe('an action of an assegno', () => {
  const assegno = {
    codiceFiscale: CF,
    identificativo: 'ADR2017000123',
    dataEvento: '2017-09-04',
    cpiCompetente: 'L219C000381',
    attore: { ruolo: 'EROGATORE', ente: 'L219S000001' },
  };
  const booked = { ...assegno, evento: 'PRIMO_APPUNTAMENTO', appuntamento: { istante: '2017-09-14T07:30:00Z' } };
  const tell = (canonical: object) => send('adr', canonical, 'variazione');

  it('is a meeting, whose outcome changes it', async () => {
    expect(await tell(booked)).toMatchObject(acknowledged('OK'));
    expect(await tell(booked)).toMatchObject(acknowledged('INVARIATO'));
    const held = {
      ...booked,
      evento: 'ESITO_PRIMO_APPUNTAMENTO',
      appuntamento: { ...booked.appuntamento, esito: 'SVOLTO' },
    };
    expect(await tell(held)).toMatchObject(acknowledged('OK'));
    expect(await tell(held)).toMatchObject(acknowledged('INVARIATO'));
    expect(sandbox.rowsOf(CF).meetings).toMatchObject([
      { oraIncontro: '09:30', idSilTStatoIncontro: '2', idSilwebTIncServizi: 77 },
    ]);
  });

  it('that is no meeting leaves nothing', async () => {
    expect(await tell({ ...assegno, evento: 'RIPRESA' })).toMatchObject(acknowledged('NULLA-DA-TENERE'));
    expect(sandbox.state.calls).toEqual({});
  });

  it('is a meeting with the tutor', async () => {
    expect(
      await tell({ ...assegno, evento: 'INCONTRO', incontro: { data: '2017-10-12', durataMinuti: 60 } }),
    ).toMatchObject(acknowledged('OK'));
    expect(sandbox.rowsOf(CF).meetings).toMatchObject([
      { durataEffettivaIncontroMinuti: 60, idSilTStatoIncontro: '2' },
    ]);
  });
});

describe('a receiver', () => {
  const notice = {
    codiceFiscale: CF,
    prestazione: { tipo: 'SFL', protocollo: 'INPS-SFL-1', stato: 'AC' },
    invio: { idComunicazione: '4711', data: '2024-03-05' },
  };

  it('of SFL is told to the older REST side', async () => {
    expect(await send('percettore', notice)).toMatchObject(acknowledged('E0000'));
    expect(sandbox.rowsOf(CF).notices).toMatchObject([{ codProtocolloInps: 'INPS-SFL-1', codStato: 'AC' }]);
  });

  it('is refused by SILP in its own words', async () => {
    sandbox.setFault('ko');
    expect(await send('percettore', notice)).toMatchObject(refused('S0001'));
  });

  it('of another benefit SILP is not told', async () => {
    const naspi = { ...notice, prestazione: { ...notice.prestazione, tipo: 'NASPI' } };
    expect(await send('percettore', naspi)).toMatchObject(refused('NON-PREVISTO'));
  });
});

it('has a policy fetched with the SAP that it stands in', async () => {
  const politica = {
    codiceFiscale: CF,
    politica: { tipoAttivita: 'A01', dataProposta: '2015-01-05', entePromotore: 'L219C000381' },
  };
  expect(await send('politica-attiva', politica)).toMatchObject(acknowledged('OK'));
  expect(sandbox.state.calls['acquisire-sap']).toBe(1);
});

describe('what SILP holds', () => {
  const pull = (record: RecordName, codiceFiscale: string | undefined = CF) =>
    adapter.pull?.(record, codiceFiscale === undefined ? {} : { codiceFiscale }, never);

  it('is fetched in its own rows, and can be read', async () => {
    await again([scheda(withA02)]);
    await send('did', { ...did, profiling: { titoloStudio: '30000000' } });
    await send('patto', patto);
    await send('profiling', { codiceFiscale: CF, tipo: 'quantitativo', data: '2025-06-03' });
    await send('profiling', {
      codiceFiscale: CF,
      tipo: 'qualitativo',
      data: '2025-06-16',
      qualitativo: { percorso: '2' },
    });
    const found = [];
    for (const record of ['did', 'patto', 'profiling', 'politica-attiva'] as const) {
      const answer = await pull(record);
      if (answer?.outcome !== 'found') throw new Error(`${record}: ${JSON.stringify(answer)}`);
      for (const one of answer.documents) {
        const read = side.receive(one.record, one.event, one.body);
        expect(read.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
        expect(read.canonical).toMatchObject({ codiceFiscale: CF });
        found.push(`${one.record} ${read.revision}`);
      }
    }
    expect(found).toEqual(['did v1', 'patto v1', 'profiling v1', 'profiling v1-qualitativo', 'politica-attiva v1']);
  });

  it.each(['did', 'patto', 'profiling', 'politica-attiva', 'adr'] as const)('is nothing yet of %s', async (record) => {
    expect(await pull(record)).toMatchObject({ outcome: 'absent' });
  });
});

describe('a question', () => {
  const ask = (operation: string, question: object) =>
    adapter.exchange?.('silpapi', operation, Buffer.from(JSON.stringify(question)), never);
  const person = { codiceFiscale: CF };

  it('about a worker, the summary, the DID, the pacts and a kind of receiver is answered', async () => {
    await send('did', did);
    await send('patto', patto);
    expect(await ask('lavoratore', person)).toMatchObject({ tree: { lavoratoreRidotto: { codiceFiscale: CF } } });
    expect(await ask('sunto-lavoratore', person)).toMatchObject({
      tree: { suntoEsteso: { sunto: { codStatoDid: 'I' } } },
    });
    expect(await ask('stato-did', person)).toMatchObject({
      tree: { lavSapDid: { listStatoSapDid: [{ codStatoDid: 'I' }] } },
    });
    expect(await ask('patti', person)).toMatchObject({ tree: { totalResult: 1 } });
    expect(await ask('did-inps', person)).toMatchObject({ tree: { totalResult: 0 } });
    const kind = await ask('tipo-progetto-percettore', { idPercettore: '03' });
    expect(kind).toMatchObject({ tree: { tipoProgettoMin: { codTipoProgettoMin: '08' } } });
  });

  it('about nobody, or a kind that SILP does not have, is refused in its words', async () => {
    expect(await ask('stato-did', person)).toMatchObject(refused('DID-ASSENTE'));
    expect(await ask('patti', { codiceFiscale: 'SCCRNI91P52L219H' })).toMatchObject(refused('E0004'));
    expect(await ask('tipo-progetto-percettore', { idPercettore: '99' })).toMatchObject(refused('SBX-21'));
  });
});
