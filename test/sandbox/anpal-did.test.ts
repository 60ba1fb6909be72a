/** The simulated ConferimentoDID: one outcome for each rule, and what each event leaves in the SAP. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SERVICE_DOCUMENTS } from '../../src/contract/servizicoap.js';
import { type AnpalSandbox, startSandbox } from '../../src/sandbox/index.js';
import { makeCodiceFiscale, makeNumericCode } from '../support/codice-fiscale.js';
import {
  callDid,
  type DidInput,
  type DidReply,
  daysFrom,
  eventOf,
  HOLDER,
  type Pact,
  pactsXml,
  TWINS,
  variabiliOf,
} from '../support/did.js';
import { person, sapOf } from '../support/sap-document.js';
import { envelopeOf, invioSAP, postSoap } from '../support/soap-call.js';

const TODAY = '2026-03-20';
const DAY = '2026-03-02';
const NOVARA = 'F952C000383';
const BOLOGNA = 'A944C000233';

let node: AnpalSandbox;
let trouble: string | undefined;
beforeAll(async () => {
  node = await startSandbox('anpal', { today: () => TODAY, did: { trouble: () => trouble, withinDays: 60 } });
});
afterAll(() => node.close());

let last = 0;
/** A person whose SAP the node holds, with these sections. */
async function someone(sections = ''): Promise<number> {
  last += 1;
  const { fields } = await invioSAP(node.url, sapOf(last, { sections }));
  expect(fields.Esito).toBe('OK');
  ids.set(last, fields.CodiceSAP ?? '');
  return last;
}
const ids = new Map<number, string>();
const withPacts = (...pacts: readonly Pact[]) => someone(pactsXml(pacts));
/** The person's SAP, sent again with these sections. */
const resent = async (n: number, sections: string) =>
  expect((await invioSAP(node.url, sapOf(n, { identificativoSap: ids.get(n) ?? '', sections }))).fields.Esito).toBe(
    'OK',
  );

const jobXml = (from: string, end: string): string =>
  `<esperienzelavoro_lst><esperienzalavoro><azienda><codicefiscale>01234000006</codicefiscale><datorelavoro>DITTA</datorelavoro><codateco>25.62.00</codateco></azienda>` +
  `<datainizio>${from}</datainizio>${end}<codprofessione>6.2.2.3.1.05</codprofessione><tiporapporto><tipocontratto>A.01.00</tipocontratto>` +
  '<assunzioneLegge68>NO</assunzioneLegge68><lavInMobilita>NO</lavInMobilita><lavoroStagionale>NO</lavoroStagionale><lavoroInAgricoltura>NO</lavoroInAgricoltura></tiporapporto>' +
  '<modalitalavoro><codmodalitalavoro>FT</codmodalitalavoro></modalitalavoro><luogolavoro><indirizzo>VIA PO 1</indirizzo><codcomune>L219</codcomune></luogolavoro></esperienzalavoro></esperienzelavoro_lst>';

const send = (input: DidInput): Promise<DidReply> => callDid(`${node.servicesUrl}/ConferimentoDID`, input);
const esito = async (input: DidInput): Promise<string> => (await send(input)).esito;
const done = async (input: DidInput) => expect(await esito(input)).toBe('E100');

/** What richiestaSAP_N00_A02 shows of a person. */
async function shown(n: number) {
  const { fields } = await postSoap(
    node.url,
    envelopeOf('richiestaSAP_N00_A02', { CodiceFiscale: person(n).codiceFiscale }),
  );
  const { tree, findings } = SERVICE_DOCUMENTS.ListaDID.read(Buffer.from(fields.DID ?? ''));
  expect(findings).toEqual([]);
  return tree as { N00?: { politica: Record<string, unknown> } } & Record<string, unknown>;
}

describe('the life of a DID', () => {
  it.each(TWINS)('I writes the row N00 and the status, and answers with the profiling (%s)', async (twin) => {
    const n = await someone();
    const reply = await send(eventOf(n, 'I', DAY, { twin }));
    expect(reply.esito).toBe('E100');
    expect(reply.text).toContain(`http://${twin}.gov.it/DataModels/`);
    const given = variabiliOf(n, DAY);
    expect(reply.profiling).toEqual({
      IDSProfiling: expect.stringMatching(/^\d+$/),
      CodiceFiscale: person(n).codiceFiscale,
      Eta: given.Eta,
      Genere: 'F',
      Cittadinanza: 'A02',
      DurataPresenzaInItalia: 'A01',
      TitoloDiStudio: '40000000',
      ProvinciaDiResidenza: '001',
      RegioneDiResidenza: '13',
      HaLavoratoAlmenoUnaVolta: 'true',
      CondizioneProfessionaleAnnoPrecedente: 'C01',
      DurataDellaDisoccupazione: '2',
      PosizioneUltimaOccupazione: 'P03',
      DurataRicercaLavoro: '1',
      AttualmenteIscrittoScuolaUniversitaOCorsoFormazione: 'N01',
      NumeroComponentiFamiglia: '3',
      PresenzaFigliACarico: 'true',
      PresenzaFigliMinoriACarico: 'false',
      Probabilita: expect.stringMatching(/^0\.\d{9}$/),
      DataInserimento: `${TODAY}T00:00:00`,
      CondizioneOccupazionaleAnnoPrecedenteCalcolata: 'C01',
      DurataDisoccupazioneCalcolata: '2',
    });
    expect(await shown(n)).toMatchObject({
      codicefiscale: person(n).codiceFiscale,
      indiceprofiling: reply.profiling?.Probabilita,
      dataevento: DAY,
      disponibilita: DAY,
      N00: {
        politica: {
          tipo_attivita: 'N00',
          data_proposta: DAY,
          titolo_progetto: '05',
          codice_ente_promotore: 'H501N000001',
          identificativo_politica: expect.stringMatching(/^00[0-9A-F]{8}[A-Z]$/),
          indice_profiling: reply.profiling?.Probabilita,
          ultimo_evento: { evento: '02', data_evento: DAY },
        },
      },
    });
  });

  it('goes on to C, S, C and R; the SAP stays valid and a region cannot overwrite what the node wrote', async () => {
    const n = await someone();
    await done(eventOf(n, 'I', DAY));
    const index = (await shown(n)).indiceprofiling;
    const start = daysFrom(DAY, 3);
    const pact = { data_proposta: DAY, data: start, id: '130000b2f1Z' };
    const overwriting = `<datiamministrativi><statoinanagrafe><codstatooccupazionale>DI</codstatooccupazionale><disponibilita>2020-01-01</disponibilita></statoinanagrafe></datiamministrativi>`;
    await resent(n, overwriting + pactsXml([pact]));
    expect(await shown(n)).toMatchObject({ disponibilita: DAY, indiceprofiling: index, N00: expect.anything() });

    const confirmed = await send(eventOf(n, 'C', DAY, { dataEvento: start }));
    expect(confirmed).toMatchObject({ esito: 'E100', profiling: undefined });
    expect(await shown(n)).toMatchObject({
      dataevento: start,
      indiceprofiling: index,
      N00: {
        politica: {
          identificativo_presa_in_carico: '130000b2f1Z',
          ultimo_evento: { evento: '02', data_evento: start },
        },
      },
    });
    const suspended = daysFrom(DAY, 8);
    await done(eventOf(n, 'S', DAY, { dataEvento: suspended }));
    expect(await shown(n)).toMatchObject({
      dataevento: suspended,
      N00: { politica: { ultimo_evento: { evento: '09' } } },
    });
    await done(
      eventOf(n, 'C', DAY, { dataEvento: start, variabili: { ...variabiliOf(n, DAY), NumeroComponentiFamiglia: '5' } }),
    );
    expect((await shown(n)).indiceprofiling).not.toBe(index);
    const revoked = daysFrom(DAY, 12);
    await done(eventOf(n, 'R', DAY, { dataEvento: revoked, ente: NOVARA }));
    expect(await shown(n)).toMatchObject({
      dataevento: revoked,
      disponibilita: DAY,
      N00: { politica: { ultimo_evento: { evento: '10', data_evento: revoked } } },
    });
    expect((await invioSAP(node.url, sapOf(n, { identificativoSap: ids.get(n) ?? '' }))).fields.Esito).toBe('OK');
  });

  it('A takes back what was inserted; a new DID then gets a row of its own', async () => {
    const n = await someone();
    await done(eventOf(n, 'I', DAY));
    const first = (await shown(n)).N00?.politica.identificativo_politica;
    await done(eventOf(n, 'A', DAY, { dataEvento: TODAY }));
    const gone = await shown(n);
    expect(gone).toMatchObject({ N00: { politica: { ultimo_evento: { evento: '07', data_evento: TODAY } } } });
    expect([gone.disponibilita, gone.dataevento, gone.indiceprofiling]).toEqual([undefined, undefined, undefined]);
    await done(eventOf(n, 'I', DAY));
    const again = await shown(n);
    expect(again).toMatchObject({ disponibilita: DAY, N00: { politica: { ultimo_evento: { evento: '02' } } } });
    expect(again.N00?.politica.identificativo_politica).not.toBe(first);
  });

  it('counts one effect for each event that was done, none for the others', async () => {
    const n = await someone();
    await done(eventOf(n, 'I', DAY));
    expect(await esito(eventOf(n, 'I', DAY))).toBe('E003');
    const mine = node.state.effects.filter(({ subject }) => subject === person(n).codiceFiscale);
    expect(mine.map(({ operation }) => operation)).toEqual(['invioSAP', 'gestisciDID']);
  });
});

describe('the profiling', () => {
  it('is the same number for the same variables, and another one when any of them changes', async () => {
    const n = await someone();
    const indexWith = async (change: Record<string, string>): Promise<string> => {
      const reply = await send(eventOf(n, 'I', DAY, { variabili: { ...variabiliOf(n, DAY), ...change } }));
      await done(eventOf(n, 'A', DAY));
      return reply.profiling?.Probabilita ?? reply.esito;
    };
    const base = await indexWith({});
    expect(base).toMatch(/^0\.\d{9}$/);
    expect(await indexWith({})).toBe(base);
    const other: Record<string, string> = {
      Cittadinanza: 'A03',
      DurataPresenzaInItalia: 'A05',
      TitoloDiStudio: '30000000',
      ProvinciaDiResidenza: '003',
      HaMaiAvutoUnLavoro: 'false',
      CondizioneOccupazionaleUnAnnoPrima: 'C02',
      DaQuantiMesiConclusoUltimoRappLavoro: '7',
      PosizioneProfessioneUltimaOccupazione: 'NO',
      DaQuantiMesiStaCercandoLavoro: '9',
      AttualmenteIscrittoScuolaUniversitaOCorsoFormazione: 'S01',
      NumeroComponentiFamiglia: '4',
      PresenzaFigliACarico: 'false',
      PresenzaFigliACaricoMeno18Anni: 'true',
    };
    for (const [name, value] of Object.entries(other)) {
      const changed = await indexWith({ [name]: value });
      expect(changed, name).toMatch(/^0\.\d{9}$/);
      expect(changed, name).not.toBe(base);
    }
  });

  it('counts the months without work from the last job that the SAP knows', async () => {
    const n = await someone(jobXml('2020-01-01', '<datafine>2025-11-20</datafine>'));
    const reply = await send(eventOf(n, 'I', DAY));
    expect(reply.profiling).toMatchObject({ DurataDellaDisoccupazione: '2', DurataDisoccupazioneCalcolata: '3' });
  });
});

describe('the outcome', () => {
  const of = (n: number, more: Partial<DidInput> = {}, evento = 'I') => eventOf(n, evento, DAY, more);

  it('E101: a false check character', async () => {
    const { codiceFiscale } = person(await someone());
    const wrong = codiceFiscale.slice(0, 15) + (codiceFiscale.endsWith('A') ? 'B' : 'A');
    expect(await esito(of(last, { codiceFiscale: wrong }))).toBe('E101');
    expect(await esito(of(last, { codiceFiscale: '12345678901' }))).toBe('E101');
    expect(await esito(of(last, { codiceFiscale: makeNumericCode('1234567890') }))).toBe('E002');
  });
  it.each(['L219S000300', 'L219C00030', 'TORINO'])('E026: %s is the code of no CPI', async (ente) => {
    expect(await esito(of(await someone(), { ente }))).toBe('E026');
  });
  it('E102, E105, E106: what the codice fiscale tells', async () => {
    const child = { cognome: 'PICCOLI', nome: 'ANNA', sesso: 'F', luogoNascita: 'L219' } as const;
    const born = (dataNascita: string) => makeCodiceFiscale({ ...child, dataNascita }, 7);
    const variabili = { ...variabiliOf(1, DAY), Eta: '15' };
    expect(await esito({ ...of(1), codiceFiscale: born('2011-03-03'), variabili })).toBe('E102');
    expect(await esito({ ...of(1), codiceFiscale: born('2011-03-02'), variabili })).toBe('E002');
    const n = await someone();
    const given = variabiliOf(n, DAY);
    expect(await esito(of(n, { variabili: { ...given, Genere: 'M' } }))).toBe('E105');
    expect(await esito(of(n, { variabili: { ...given, Eta: String(Number(given.Eta) + 2) } }))).toBe('E106');
  });
  it('E001: an insertion lacks variables, a confirmation lacks those that the answer must have', async () => {
    const n = await someone();
    const { variabili: _, ...without } = of(n);
    expect(await esito(without)).toBe('E001');
    for (const name of Object.keys(variabiliOf(n, DAY))) {
      const { [name]: __, ...fewer } = variabiliOf(n, DAY);
      expect(await esito(of(n, { variabili: fewer })), name).toBe('E001');
    }
    expect(await esito(of(n, { variabili: { Eta: '40' } }, 'C'))).toBe('E001');
  });
  it('takes an insertion of a day before 4 December 2017 without variables', async () => {
    const past = await startSandbox('anpal', { today: () => '2017-12-05', seed: { saps: [sapOf(1)] } });
    const url = `${past.servicesUrl}/ConferimentoDID`;
    const { variabili: _, ...bare } = eventOf(1, 'I', '2017-12-04');
    expect((await callDid(url, bare)).esito).toBe('E001');
    const reply = await callDid(url, { ...bare, dataDid: '2017-12-03', dataEvento: '2017-12-03' });
    expect(reply).toMatchObject({ esito: 'E100', profiling: undefined });
    await past.close();
  });
  it('E023, E019, E006: the day of the event', async () => {
    const n = await someone();
    const on = (dataEvento: string, dataDid = DAY, evento = 'I') => esito(of(n, { dataEvento, dataDid }, evento));
    expect(await on(daysFrom(TODAY, 1))).toBe('E023');
    expect(await on(daysFrom(DAY, -1))).toBe('E019');
    const limit = daysFrom(TODAY, -60);
    expect(await on(daysFrom(limit, -1), daysFrom(limit, -1))).toBe('E006');
    await done(of(n, { dataEvento: limit, dataDid: limit }));
  });
  it('an annulment is never too late', async () => {
    let today = DAY;
    const patient = await startSandbox('anpal', {
      today: () => today,
      did: { withinDays: 1 },
      seed: { saps: [sapOf(1)] },
    });
    const url = `${patient.servicesUrl}/ConferimentoDID`;
    expect((await callDid(url, eventOf(1, 'I', DAY))).esito).toBe('E100');
    today = TODAY;
    expect((await callDid(url, eventOf(1, 'S', DAY))).esito).toBe('E006');
    expect((await callDid(url, eventOf(1, 'A', DAY))).esito).toBe('E100');
    await patient.close();
  });
  it('compares days in Italy, whatever offset they are written with', async () => {
    const n = await someone();
    await done(of(n, { dataEvento: `${daysFrom(DAY, -1)}T23:30:00Z`, dataDid: `${DAY}T23:59:59.999` }));
    expect((await shown(n)).disponibilita).toBe(DAY);
    expect(await esito(of(n, { dataEvento: `${TODAY}T22:30:00-05:00` }, 'R'))).toBe('E023');
    await done(of(n, { dataEvento: `${daysFrom(DAY, -1)}T24:00:00`, dataDid: `${DAY}T00:30:00+01:00` }, 'R'));
  });
  it('E002: nobody, or a SAP that was withdrawn', async () => {
    expect(await esito(of(900))).toBe('E002');
  });
  it('E004: the CPI does not hold the SAP (I, C, A); E016: it is of another region (R)', async () => {
    const n = await someone();
    expect(await esito(of(n, { ente: NOVARA }))).toBe('E004');
    await done(of(n));
    expect(await esito(of(n, { ente: NOVARA }, 'C'))).toBe('E004');
    expect(await esito(of(n, { ente: NOVARA }, 'A'))).toBe('E004');
    expect(await esito(of(n, { ente: BOLOGNA }, 'R'))).toBe('E016');
    await done(of(n, { ente: NOVARA }, 'R'));
  });
  it.each([HOLDER, NOVARA, BOLOGNA])('E016: no CPI suspends, be it %s', async (ente) => {
    const n = await someone();
    await done(of(n));
    expect(await esito(of(n, { ente }, 'S'))).toBe('E016');
    await done(of(n, {}, 'S'));
  });
  it('takes a confirmation again: an open row may be confirmed', async () => {
    const n = await withPacts({ data_proposta: DAY });
    await done(of(n));
    await done(of(n, {}, 'C'));
    await done(of(n, {}, 'C'));
  });
  it('E003, E007, E008, E009, E020: where the DID stands', async () => {
    const n = await someone();
    for (const evento of ['C', 'S', 'R', 'A']) expect(await esito(of(n, {}, evento))).toBe('E007');
    await done(of(n));
    expect(await esito(of(n))).toBe('E003');
    const other = daysFrom(DAY, -1);
    for (const evento of ['C', 'S', 'R', 'A']) expect(await esito(of(n, { dataDid: other }, evento))).toBe('E008');
    await done(of(n, {}, 'S'));
    expect(await esito(of(n, {}, 'S'))).toBe('E009');
    expect(await esito(of(n, {}, 'A'))).toBe('E020');
    await done(of(n, {}, 'R'));
    expect(await esito(of(n, {}, 'R'))).toBe('E009');
    expect(await esito(of(n, {}, 'A'))).toBe('E020');
  });
  it.each([
    ['E005', '2026-03-01', ''],
    ['E005', '2026-03-01', '<datafine>2100-01-01</datafine>'],
    ['E100', '2026-03-01', '<datafine>2026-03-01</datafine>'],
    ['E100', '2026-03-02', ''],
  ])('%s: a job from %s, end: %s', async (wanted, from, end) => {
    const job = jobXml(from, end);
    expect(await esito(of(await someone(job)))).toBe(wanted);
  });
  it('E024, E010: pacts that stand against an insertion', async () => {
    expect(await esito(of(await withPacts({ data_proposta: DAY, ente: BOLOGNA })))).toBe('E024');
    expect(
      await esito(
        of(await withPacts({ data_proposta: DAY }, { data_proposta: DAY, ente: BOLOGNA, id: '060000a1f0K' })),
      ),
    ).toBe('E010');
    await done(of(await withPacts({ data_proposta: DAY })));
    await done(of(await withPacts({ data_proposta: DAY, ente: BOLOGNA, evento: '10' })));
  });

  const after = daysFrom(DAY, 4);
  /** A person with a DID of that day, and these pacts. */
  async function inserted(...pacts: readonly Pact[]): Promise<number> {
    const n = await someone();
    await done(of(n));
    if (pacts.length > 0) await resent(n, pactsXml(pacts));
    return n;
  }
  it.each<[string, readonly Pact[], string]>([
    ['E014', [], DAY],
    ['E014', [{ data_proposta: DAY, evento: '10' }], DAY],
    ['E014', [{ data_proposta: daysFrom(DAY, -1) }], DAY],
    ['E010', [{ data_proposta: DAY }, { data_proposta: DAY, ente: BOLOGNA, id: '060000a1f0K' }], DAY],
    ['E012', [{ data_proposta: DAY }, { data_proposta: after, ente: BOLOGNA, id: '060000a1f0K' }], DAY],
    ['E013', [{ data_proposta: DAY, ente: NOVARA }], DAY],
    ['E013', [{ data_proposta: DAY, id: undefined }], DAY],
    ['E025', [{ data_proposta: after, data: daysFrom(after, 1) }], DAY],
    ['E022', [{ data_proposta: DAY, data: after }], DAY],
    ['E018', [{ data_proposta: DAY, data: after }], daysFrom(after, 1)],
    ['E100', [{ data_proposta: DAY, data: after }], after],
  ])('%s: a confirmation among the pacts %j on %s', async (wanted, pacts, dataEvento) => {
    expect(await esito(of(await inserted(...pacts), { dataEvento }, 'C'))).toBe(wanted);
  });
  it.each<[string, Pact, string]>([
    ['E015', { data_proposta: DAY, data_fine: after, evento: '10' }, daysFrom(after, 1)],
    ['E100', { data_proposta: DAY, data_fine: after, evento: '10' }, after],
    ['E015', { data_proposta: DAY, data_fine: after }, daysFrom(after, 1)],
    ['E100', { data_proposta: DAY, data_fine: after }, DAY],
    ['E100', { data_proposta: DAY }, after],
  ])('%s: a revocation with the pact %j on %s', async (wanted, pact, dataEvento) => {
    expect(await esito(of(await inserted(pact), { dataEvento }, 'R'))).toBe(wanted);
  });
  it('E011: an open pact stands against an annulment', async () => {
    expect(await esito(of(await inserted({ data_proposta: DAY }), {}, 'A'))).toBe('E011');
    await done(of(await inserted({ data_proposta: DAY, evento: '10' }), {}, 'A'));
  });
  it.each(['E900', 'E998', 'E103'])('%s comes where the node is in trouble, before anything happens', async (code) => {
    const n = await someone();
    trouble = code;
    const reply = await send(of(n));
    trouble = undefined;
    expect(reply).toMatchObject({ status: 200, esito: code, profiling: undefined });
    await done(of(n));
  });
  it('E997 comes after the event has had its effect', async () => {
    const n = await someone();
    trouble = 'E997';
    expect(await esito(of(n))).toBe('E997');
    trouble = undefined;
    expect((await shown(n)).disponibilita).toBe(DAY);
  });
  it.each([
    ['x001', 'E021'],
    ['ko', 'E999'],
  ] as const)('the fault %s is %s, with the echo', async (fault, code) => {
    const n = await someone();
    node.setFault(fault, { times: 1 });
    const reply = await send(of(n));
    expect(reply).toMatchObject({
      esito: code,
      echo: {
        CodiceFiscale: person(n).codiceFiscale,
        TipoEvento: 'I',
        DataEvento: `${DAY}T00:00:00`,
        DataDID: `${DAY}T00:00:00`,
        CodiceEntePromotore: HOLDER,
      },
    });
    expect(await esito(of(n))).toBe('E100');
  });
  it('is a fault where the document breaks the contract', async () => {
    const reply = await send({ ...of(1), evento: 'X' });
    expect(reply).toMatchObject({ status: 500, esito: '' });
    expect(reply.fault).toContain('TipoEvento');
  });
});
