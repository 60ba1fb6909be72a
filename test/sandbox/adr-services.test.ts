/** The simulated portal over HTTP: as strict as its contract, its rules in its own codes, one effect per key. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DocumentTree } from '../../src/contract/contract.js';
import { type AnpalSandbox, startSandbox } from '../../src/sandbox/index.js';
import {
  BODY,
  DELEGATE,
  delega,
  disponibilita,
  ente,
  NOVARA,
  OPERATOR,
  person,
  richiesta,
  TORINO,
  variazione,
} from '../support/adr.js';
import { person as holderOfSap, sapOf } from '../support/sap-document.js';
import { invioSAP } from '../support/soap-call.js';

const CF = person(1);
let portal: AnpalSandbox;
beforeEach(async () => {
  portal = await startSandbox('anpal', { today: () => '2025-12-31', slowSeconds: 0.05 });
});
afterEach(() => portal.close());

let calls = 0;
async function post(path: string, document: unknown, headers: Record<string, string> = {}) {
  calls += 1;
  const response = await fetch(`${portal.servicesUrl}/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': `chiamata-${calls}`, ...headers },
    body: typeof document === 'string' ? document : JSON.stringify(document),
  });
  const type = response.headers.get('content-type')?.split(';')[0];
  const text = await response.text();
  return {
    status: response.status,
    type,
    retryAfter: response.headers.get('retry-after'),
    body: text.startsWith('{') ? (JSON.parse(text) as DocumentTree) : text,
  };
}
const esitoOf = async (path: string, document: unknown): Promise<unknown> => {
  const { status, body } = await post(path, document);
  const { esito } = body as { esito?: string };
  expect(status).toBe(esito?.endsWith('000') ? 200 : 422);
  return esito;
};
const asked = async (codiceFiscale = CF): Promise<string> => {
  const { body } = await post('adr/richieste', richiesta(codiceFiscale));
  return (body as { idAdr: string }).idAdr;
};
const change = (id: string, evento: string, more: DocumentTree = {}, codiceFiscale = CF) =>
  esitoOf('adr/variazioni', variazione(id, codiceFiscale, evento, more));

describe('the wire', () => {
  it('takes a request, whatever stands before the name of the service, and gives the receipt', async () => {
    const { status, type, body } = await post('porta/del/nodo/adr/richieste', richiesta(CF));
    expect({ status, type }).toEqual({ status: 200, type: 'application/json' });
    expect(body).toMatchObject({
      idAdr: 'ADR000000001',
      esito: 'A000',
      stato: 'RICHIESTO',
      ricevuta: { cpiCompetente: NOVARA, valore: { massimo: '3736.85' }, storicoStati: [{ stato: 'RICHIESTO' }] },
    });
    expect(portal.state.effects).toEqual([expect.objectContaining({ operation: 'inviaRichiesta', subject: CF })]);
  });

  it.each([
    ['another name', 'padri/richieste', {}, 404],
    ['another path', 'adr/altro', {}, 404],
    ['another type', 'adr/richieste', { 'content-type': 'text/xml' }, 415],
    ['no key', 'adr/richieste', { 'idempotency-key': '' }, 400],
  ])('refuses %s', async (_what, path, headers, status) => {
    expect((await post(path, richiesta(CF), headers)).status).toBe(status);
    expect(portal.state.effects).toEqual([]);
  });

  it.each([
    ['no JSON', '{'],
    ['an unknown member', richiesta(CF, { altro: 1 })],
    ['a missing one', richiesta(CF, { lavoratore: {} })],
  ])('refuses %s in a problem', async (_what, document) => {
    const { status, type, body } = await post('adr/richieste', document);
    expect({ status, type }).toEqual({ status: 400, type: 'application/problem+json' });
    expect(body).toMatchObject({ title: 'Il documento non rispetta il contratto', status: 400 });
  });

  it('gives the same key the same answer, once done and once refused, and refuses it for another document', async () => {
    const key = { 'idempotency-key': 'una' };
    const first = await post('adr/richieste', richiesta(CF), key);
    expect(await post('adr/richieste', richiesta(CF), key)).toEqual(first);
    expect((await post('adr/richieste', richiesta(person(2)), key)).status).toBe(409);
    const refused = await post('adr/richieste', richiesta(CF), { 'idempotency-key': 'altra' });
    expect(refused).toMatchObject({ status: 422, body: { esito: 'A004' } });
    expect(await post('adr/richieste', richiesta(CF), { 'idempotency-key': 'altra' })).toEqual(refused);
    expect(portal.state.effects).toHaveLength(1);
  });

  it('says "not now" with the time to wait, and keeps no such answer', async () => {
    const key = { 'idempotency-key': 'dopo' };
    portal.setFault('x001', { times: 1 });
    expect(await post('adr/richieste', richiesta(CF), key)).toMatchObject({
      status: 503,
      retryAfter: '1',
      body: { esito: 'A900' },
    });
    expect(await post('adr/richieste', richiesta(CF), key)).toMatchObject({ status: 200, body: { esito: 'A000' } });
    portal.setFault('ko', { times: 2 });
    expect(await esitoOf('adr/richieste', richiesta(person(2)))).toBe('A090');
    expect(await esitoOf('enti/enti', ente())).toBe('E090');
  });
});

describe('a request', () => {
  const withNaspi = (naspi: DocumentTree, more: DocumentTree = {}) => richiesta(CF, { naspi, ...more });
  it.each([
    ['in the future', richiesta(CF, { dataEvento: '2026-01-01' }), 'A016'],
    ['four months after the NASpI began', withNaspi({ dataInizio: '2025-02-16' }), 'A008'],
    ['a day later', withNaspi({ dataInizio: '2025-02-15' }), 'A000'],
    [
      'after the 31st, at the end of the fourth month',
      withNaspi({ dataInizio: '2025-10-31' }, { dataEvento: '2025-12-31' }),
      'A008',
    ],
    ['at another CPI than that of the application', richiesta(CF, { cpiCompetente: TORINO }), 'A006'],
    ['after the NASpI', withNaspi({ dataInizio: '2025-01-20', dataFine: '2025-06-15' }), 'A008'],
    ['on its last day', withNaspi({ dataInizio: '2025-01-20', dataFine: '2025-06-16' }), 'A000'],
    [
      'of a CPI without operator',
      richiesta(CF, {
        richiesta: { istante: '2025-06-16T08:41:07Z', canale: 'CPI', operatore: { codiceEnte: NOVARA } },
      }),
      'A013',
    ],
    [
      'of a CPI',
      richiesta(CF, {
        richiesta: {
          istante: '2025-06-16T08:41:07Z',
          canale: 'CPI',
          operatore: { codiceEnte: NOVARA, codiceFiscale: OPERATOR },
        },
      }),
      'A000',
    ],
  ])('%s', async (_what, document, codice) => expect(await esitoOf('adr/richieste', document)).toBe(codice));
});

describe('an event', () => {
  it('needs an assegno, of that person, at a time that can be', async () => {
    const id = await asked();
    expect(await change('ADR9', 'VERIFICHE')).toBe('A002');
    expect(await change(id, 'VERIFICHE', {}, person(2))).toBe('A015');
    expect(await change(id, 'VERIFICHE', { dataEvento: '2025-06-15' })).toBe('A016');
    expect(await change(id, 'VERIFICHE', { dataEvento: '2026-01-01' })).toBe('A016');
    expect(await change(id, 'VERIFICHE')).toBe('A000');
  });

  it('tells nobody of another person’s assegno', async () => {
    const id = await asked();
    const { body } = await post('adr/variazioni', variazione(id, person(2), 'VERIFICHE'));
    expect(body).not.toHaveProperty('ricevuta');
    expect(body).not.toHaveProperty('stato');
  });

  it('is brought by whom it belongs to', async () => {
    const id = await asked();
    const competente = (codiceEnte: string) => ({ attore: { ruolo: 'CPI_COMPETENTE', codiceEnte } });
    expect(await change(id, 'RILASCIO', { attore: { ruolo: 'PERSONA' } })).toBe('A018');
    expect(await change(id, 'RILASCIO', competente(TORINO))).toBe('A006');
    expect(await change(id, 'RILASCIO', competente(NOVARA))).toBe('A000');
    expect(await change(id, 'NOMINA_TUTOR')).toBe('A007');
    expect(await change(id, 'SCELTA_EROGATORE')).toBe('A000');
    expect(await change(id, 'NOMINA_TUTOR', { attore: { ruolo: 'EROGATORE', codiceEnte: TORINO } })).toBe('A007');
    expect(await change(id, 'NOMINA_TUTOR', { tutor: undefined })).toBe('A001');
    expect(await change(id, 'NOMINA_TUTOR')).toBe('A000');
  });

  it('follows the checks of the competent CPI and the amounts', async () => {
    const id = await asked();
    expect(await change(id, 'RILASCIO', { verifiche: { naspiAttiva: false } })).toBe('A008');
    expect(await change(id, 'RILASCIO', { verifiche: { altraPoliticaAttiva: true } })).toBe('A009');
    expect(await change(id, 'RILASCIO', { valore: { massimo: '249.99' } })).toBe('A012');
    expect(await change(id, 'RILASCIO', { valore: { massimo: '5000.01' } })).toBe('A012');
    expect(await change(id, 'RILASCIO', { valore: { massimo: '5000.00' } })).toBe('A000');
    expect(await change(id, 'RILASCIO')).toBe('A003');
  });

  it('looks for another active policy in its own register', async () => {
    const sap = (row: string) =>
      invioSAP(portal.url, sapOf(1, { sections: `<politiche_attive_lst>${row}</politiche_attive_lst>` }));
    const measure = (fine: string) =>
      `<politiche_attive><tipo_attivita>C06</tipo_attivita><data_proposta>2025-05-01</data_proposta><data>2025-05-01</data><data_fine>${fine}</data_fine><descrizione>X</descrizione><titolo_progetto>05</titolo_progetto><codice_ente_promotore>L219C000300</codice_ente_promotore><ultimo_evento><evento>02</evento><data_evento>2025-05-01</data_evento></ultimo_evento></politiche_attive>`;
    const { codiceFiscale } = holderOfSap(1);
    const id = await asked(codiceFiscale);
    expect((await sap(measure('2025-07-03'))).fields.Esito).toBe('OK');
    expect(await change(id, 'RILASCIO', {}, codiceFiscale)).toBe('A009');
    expect(await change(id, 'RILASCIO', { dataEvento: '2025-07-03' }, codiceFiscale)).toBe('A000');
  });

  it('resumes a suspended service within six months', async () => {
    const id = await asked();
    for (const evento of ['RILASCIO', 'SCELTA_EROGATORE', 'ESITO_PRIMO_APPUNTAMENTO', 'NOMINA_TUTOR'])
      expect(await change(id, evento)).toBe('A000');
    expect(await change(id, 'PATTO_RICERCA_INTENSIVA')).toBe('A000');
    expect(await change(id, 'SOSPENSIONE', { dataEvento: '2025-06-30' })).toBe('A000');
    expect(await change(id, 'RIPRESA', { dataEvento: '2025-12-31' })).toBe('A019');
    expect(await change(id, 'RIPRESA', { dataEvento: '2025-12-30' })).toBe('A000');
  });

  it('never undoes a refusal, after which the person may ask again', async () => {
    const id = await asked();
    expect(await change(id, 'PREAVVISO_RIGETTO')).toBe('A000');
    expect(await change(id, 'RILASCIO')).toBe('A005');
    expect(await change(await asked(), 'RILASCIO')).toBe('A000');
  });

  it('keeps the terms: two months to choose, one extension of six months, a timesheet after a failure', async () => {
    const id = await asked();
    await change(id, 'RILASCIO');
    expect(await change(id, 'SCELTA_EROGATORE', { dataEvento: '2025-09-03' })).toBe('A010');
    expect(await change(id, 'SCELTA_EROGATORE', { dataEvento: '2025-09-02' })).toBe('A000');
    const servizio = (dataFine: string) => ({ servizio: { dataInizio: '2025-07-02', dataFine } });
    expect(await change(id, 'PATTO_RICERCA_INTENSIVA')).toBe('A003');
    await change(id, 'NOMINA_TUTOR');
    expect(await change(id, 'PATTO_RICERCA_INTENSIVA')).toBe('A003');
    const absent = { primoAppuntamento: { istante: '2025-09-02T07:30:00Z', esito: 'ASSENTE' } };
    expect(await change(id, 'ESITO_PRIMO_APPUNTAMENTO', absent)).toBe('A000');
    expect(await change(id, 'PATTO_RICERCA_INTENSIVA')).toBe('A003');
    expect(await change(id, 'ESITO_PRIMO_APPUNTAMENTO')).toBe('A000');
    expect(await change(id, 'PATTO_RICERCA_INTENSIVA', servizio('2026-01-03'))).toBe('A020');
    expect(await change(id, 'PATTO_RICERCA_INTENSIVA', servizio('2026-01-02'))).toBe('A000');
    expect(await change(id, 'PROROGA', { proroga: { dataInizio: '2025-12-20', dataFine: '2026-06-21' } })).toBe('A011');
    expect(await change(id, 'PROROGA')).toBe('A000');
    await change(id, 'SOSPENSIONE');
    const { body } = await post('adr/variazioni', variazione(id, CF, 'RIPRESA'));
    expect(body).toMatchObject({ stato: 'PROROGATO' });
    expect(await change(id, 'PROROGA')).toBe('A011');
    const success = { esitoServizio: { codice: 'SUCCESSO', tipoContratto: 'A.01.00' } };
    expect(await change(id, 'ESITO', success)).toBe('A000');
    expect(await change(id, 'TIMESHEET')).toBe('A014');
  });
});

describe('an agenda', () => {
  const publish = (more: DocumentTree = {}) => esitoOf('adr/disponibilita', disponibilita(more));
  const band = (more: DocumentTree) => ({ fasce: [{ giorno: 'LUN', dalle: '09:00', alle: '12:30', ...more }] });
  it('has no overlapping bands, nor such as are none', async () => {
    expect(await publish()).toBe('A000');
    expect(await publish(band({ dalle: '12:00', alle: '13:00' }))).toBe('A017');
    expect(await publish(band({ dalle: '12:30', alle: '13:00' }))).toBe('A000');
    expect(await publish(band({ giorno: 'MAR' }))).toBe('A000');
    expect(await publish({ ...band({}), sede: { codiceEnte: TORINO, codiceSede: '002' } })).toBe('A000');
    expect(await publish({ dal: '2026-01-01', al: '2026-01-31' })).toBe('A000');
    expect(await publish({ dal: '2026-03-01', al: '2026-02-01' })).toBe('A017');
    expect(await publish(band({ giorno: 'MER', dalle: '10:00', alle: '10:00' }))).toBe('A017');
    expect(await publish(band({ giorno: 'MER', data: '2025-09-03' }))).toBe('A017');
    expect(await publish({ fasce: [] })).toBe('A017');
  });
  it('is withdrawn band by band, or whole', async () => {
    await publish();
    expect(await publish({ operazione: 'RITIRO', ...band({ giorno: 'MAR' }) })).toBe('A000');
    expect(await publish()).toBe('A017');
    expect(await publish({ operazione: 'RITIRO', fasce: [] })).toBe('A000');
    expect(await publish()).toBe('A000');
  });
});

describe('a body', () => {
  const grant = (more: DocumentTree = {}) => esitoOf('enti/deleghe', delega('CONCESSIONE', more));
  const withdraw = (more: DocumentTree = {}) => esitoOf('enti/deleghe', delega('REVOCA', more));
  it('has its registrant as master, who alone hands on any role', async () => {
    expect(await grant()).toBe('E002');
    expect(
      await esitoOf('enti/enti', ente({ operatori: [{ codiceFiscale: OPERATOR, master: false, ruoli: [] }] })),
    ).toBe('E004');
    expect(
      await esitoOf(
        'enti/enti',
        ente({ deleghe: [{ delegante: DELEGATE, delegato: OPERATOR, ruoli: ['AGENDA'], dal: '2018-01-01' }] }),
      ),
    ).toBe('E007');
    expect(await esitoOf('enti/enti', ente())).toBe('E000');
    expect(await grant()).toBe('E000');
    expect(await grant({ delegato: OPERATOR })).toBe('E005');
    expect(await grant({ delegante: DELEGATE, delegato: OPERATOR })).toBe('E007');
    expect(await grant({ delegante: DELEGATE, delegato: OPERATOR, ruoli: ['TUTOR'] })).toBe('E000');
  });
  it('withdraws only what was granted, and goes with everything', async () => {
    await esitoOf('enti/enti', ente());
    expect(await withdraw()).toBe('E003');
    expect(await withdraw({ ruoli: ['CRUSCOTTO_CPI'] })).toBe('E000');
    expect(await withdraw({ ruoli: ['CRUSCOTTO_CPI'] })).toBe('E003');
    const gone = { soggetto: { codiceFiscale: BODY }, data: '2025-12-31', motivo: 'CESSAZIONE' };
    expect(await esitoOf('enti/cancellazioni', { ...gone, data: '2026-01-01' })).toBe('E006');
    expect(await esitoOf('enti/cancellazioni', gone)).toBe('E000');
    expect(await esitoOf('enti/cancellazioni', gone)).toBe('E002');
  });
});

it('the portal tells nobody of what cannot have happened, and says when nobody listens', async () => {
  const to = { url: 'http://127.0.0.1:9/rest/v1/sides/anpal' };
  const tell = (document: DocumentTree) => portal.tellRegion(to, { record: 'adr', event: 'invio', document });
  await expect(tell(richiesta(CF, { altro: 1 }))).rejects.toThrow(/altro/);
  await expect(tell(richiesta(person(3), { dataEvento: '2026-01-01' }))).rejects.toThrow(/A016/);
  expect(await tell(richiesta(person(2)))).toMatchObject({ status: 0, document: { stato: 'RICHIESTO' } });
});
