/** Profiling through a real gateway: the caller hears the node, in its own revision, and nothing is lost or doubled. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { makeCodiceFiscale } from '../support/codice-fiscale.js';
import { eventually, settledMessage, startTestGateway, type TestGateway } from '../support/gateway.js';
import { routesEnv } from '../support/routes.js';
import { callService, insertOf, type YgInput } from '../support/service-call.js';

const ROUTES = routesEnv([
  { record: 'sap', event: '*', source: 'silp', destinations: ['anpal'] },
  { record: 'profiling', event: 'invio', source: 'silp', destinations: ['anpal'] },
  { record: 'profiling', event: 'esito', source: 'anpal', destinations: [] },
]);
const OLDER = JSON.stringify([{ record: 'profiling', event: 'invio', revision: 'Rev002_1.0' }]);

let raccordo: TestGateway;
afterEach(() => raccordo.anpal.setFault('none'));
afterAll(() => raccordo.stop());

/** Someone of that age today; everyone asked for is somebody else. */
let people = 0;
function somebody(years = 20): string {
  people += 1;
  const dataNascita = `${new Date().getUTCFullYear() - years}-01-${String(people).padStart(2, '0')}`;
  return makeCodiceFiscale({ cognome: 'Ferrero', nome: 'Marta', sesso: 'F', dataNascita, luogoNascita: 'L219' });
}
/** Insertions that had an effect at the node for a person. */
const effectsOn = (cf: string) => raccordo.anpal.state.effects.filter(({ subject }) => subject === cf).length;
const insert = (input: YgInput, types?: '1.3' | '1.0') =>
  callService(`${raccordo.url}/soap/v1/YG_Profiling`, insertOf(input, types));
const messageOf = (headers: Headers): string => headers.get('raccordo-message') ?? '';

interface Found {
  readonly event: string;
  readonly document: Readonly<Record<string, unknown>>;
}

async function recordsOf(codiceFiscale: string): Promise<readonly Found[]> {
  const response = await fetch(`${raccordo.url}/rest/v1/records/search`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ codiceFiscale, record: 'profiling' }),
  });
  return ((await response.json()) as { items: Found[] }).items;
}

/** The outcome that is kept of a person, once there is one. */
async function kept(codiceFiscale: string): Promise<Found | undefined> {
  const isEsito = ({ event }: Found): boolean => event === 'esito';
  return (
    await eventually(
      () => recordsOf(codiceFiscale),
      (found) => found.some(isEsito),
    )
  ).find(isEsito);
}

describe('told in the newest revision, the node', () => {
  beforeAll(async () => {
    raccordo = await startTestGateway({
      env: { ...ROUTES, RACCORDO_DELIVERY_FIRST_DELAY_SECONDS: '0.2' },
    });
  });

  it('gets an insertion that is stored here; the caller hears its own answer, and the outcome is a record', async () => {
    const cf = somebody();
    const answer = await insert({ cf });
    expect([answer.of('esito'), answer.of('indice'), answer.of('codGenere')]).toEqual(['E01', '2', 'F']);
    const message = await settledMessage(raccordo.url, messageOf(answer.headers));
    expect(message.deliveries).toMatchObject([
      { destination: 'anpal', status: 'acknowledged', answer: { codice: 'E01' } },
    ]);
    const outcome = { tipo: 'garanzia-giovani', esito: 'E01', classe: 2, garanziaGiovani: { provincia: '001' } };
    expect(await recordsOf(cf)).toMatchObject([
      { event: 'esito', document: outcome },
      { event: 'invio', document: { garanziaGiovani: { titoloStudio: '40000000' } } },
    ]);
    const wsdl = await (await fetch(`${raccordo.url}/soap/v1/YG_Profiling?wsdl`)).text();
    expect(wsdl).toContain(`${raccordo.url}/soap/v1/YG_Profiling`);
    expect(wsdl).toContain('soapAction="http://mlps.gov.it/DataModels/InformationDelivery/YG_Profiling/1.3/insert"');
    expect(wsdl).toContain('name="YG_ProfilingCollection"');
  });

  it('refuses for good, and the caller hears why', async () => {
    const cf = somebody(40);
    const answer = await insert({ cf });
    expect(answer.of('esito')).toBe('E08');
    const message = await settledMessage(raccordo.url, messageOf(answer.headers));
    expect(message.findings).toMatchObject([{ rule: 'profiling.yg-age', severity: 'warning' }]);
    expect(message.deliveries).toMatchObject([{ status: 'refused', attempts: 1, answer: { codice: 'E08' } }]);
    expect(await recordsOf(cf)).toMatchObject([{ event: 'esito', document: { esito: 'E08' } }, { event: 'invio' }]);
    expect(effectsOn(cf)).toBe(0);
  });

  it.each([
    ['E07', { titoloStudio: undefined }],
    ['E07', { cf: undefined }],
    ['E02', { cf: 'FRRMRT04C52L219A' }],
    ['E03', { titoloStudio: '400000000' }],
    ['E04', { presenzaIt: 'A012' }],
    ['E05', { codProv: '0001' }],
    ['E06', { occupazAp: 'B021' }],
  ])('does not get what it would answer %s to; the same is answered here: %j', async (esito, input) => {
    const before = raccordo.anpal.state.calls.insert;
    const answer = await insert({ cf: somebody(), ...input });
    expect([answer.status, answer.of('esito')]).toEqual([200, esito]);
    expect((await settledMessage(raccordo.url, messageOf(answer.headers))).status).toBe('quarantined');
    expect(raccordo.anpal.state.calls.insert).toBe(before);
  });

  it('is away: the caller is told to wait, and the insertion arrives once', async () => {
    const cf = somebody();
    raccordo.anpal.setFault('down', { times: 2 });
    const answer = await insert({ cf });
    expect([answer.status, answer.of('faultcode')]).toEqual([500, 'soapenv:Server']);
    expect(await kept(cf)).toMatchObject({ document: { esito: 'E01' } });
    expect((await insert({ cf })).of('esito')).toBe('E01');
    expect(effectsOn(cf)).toBe(1);
  });

  it('is asked after an insertion whose answer was lost, which has one effect', async () => {
    const cf = somebody();
    const { insert: inserted = 0, select = 0 } = raccordo.anpal.state.calls;
    raccordo.anpal.setFault('silent', { times: 1 });
    await insert({ cf });
    expect(await kept(cf)).toMatchObject({ document: { esito: 'E01', classe: 2, classePatto: 2 } });
    expect(effectsOn(cf)).toBe(1);
    expect(raccordo.anpal.state.calls).toMatchObject({ insert: inserted + 1, select: select + 1 });
  });

  it('gets an insertion again that was never there, although an earlier one of the person was', async () => {
    const cf = somebody();
    await insert({ cf, titoloStudio: '20000000' });
    raccordo.anpal.setFault('garbage', { times: 1 });
    await insert({ cf });
    const newest = ([first]: readonly Found[]): boolean =>
      first?.event === 'esito' && JSON.stringify(first.document).includes('40000000');
    await eventually(() => recordsOf(cf), newest);
    expect(effectsOn(cf)).toBe(2);
  });

  it('answers a caller of the older revision in that one', async () => {
    const answer = await insert({ cf: somebody() }, '1.0');
    expect(answer.text).toContain('YG_Profiling/1.0"');
    expect([answer.of('esito'), answer.of('eta'), answer.of('indice')]).toEqual(['E01', '20', '2']);
    expect(answer.text).not.toContain('indice2');
  });

  it('may say what the older revision has no word for: its caller hears a fault, and the outcome is kept', async () => {
    const cf = somebody();
    const born = `${new Date().getUTCFullYear() - 20}-01-${String(people).padStart(2, '0')}`;
    const pact = await callService(
      raccordo.soapUrl,
      `<t:invioSAP xmlns:t="http://servizi.lavoro.gov.it/servizicoap/types"><t:SAP><![CDATA[${sapWithPact(cf, born)}]]></t:SAP></t:invioSAP>`,
    );
    expect(pact.of('Esito')).toBe('OK');
    const answer = await insert({ cf }, '1.0');
    expect([answer.status, answer.of('esito')]).toEqual([500, undefined]);
    expect(answer.of('faultstring')).toContain('Rev002_1.0');
    expect(await kept(cf)).toMatchObject({ document: { esito: 'E09' } });
    expect((await insert({ cf, codProv: '003' })).of('esito')).toBe('E09');
  });

  it('may answer without naming anybody: what it said is kept with the person it is about', async () => {
    const cf = somebody();
    const body = Buffer.from(
      '<YG_ProfilingCollection xmlns="http://mlps.gov.it/DataModels/InformationDelivery/YG_Profiling/1.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><YG_Profiling><cf/><codProv/><dataInserimento xsi:nil="true"/><presenzaIt/><occupazAp/><titoloStudio/><codGenere/><eta/><indice/><desIndice/><esito>E02</esito></YG_Profiling></YG_ProfilingCollection>',
    );
    const native = {
      source: 'anpal',
      format: 'anpal',
      record: 'profiling',
      event: 'esito',
      channel: 'answer',
    } as const;
    const taken = await raccordo.gateway.intake.receive({ ...native, contentType: 'application/xml', body, about: cf });
    expect(taken.outcome).toBe('accepted');
    expect(await recordsOf(cf)).toMatchObject([{ event: 'esito', document: { esito: 'E02' } }]);
  });
});

describe('told in the older revision, the node', () => {
  beforeAll(async () => {
    await raccordo.stop();
    raccordo = await startTestGateway({ env: { ...ROUTES, RACCORDO_SIDES_ANPAL_REVISIONS: OLDER } });
  });

  it('answers a caller of the newer one in that one, and is asked in its own after a lost answer', async () => {
    const cf = somebody();
    const answer = await insert({ cf });
    expect(answer.text).toContain('YG_Profiling/1.3"');
    expect([answer.of('esito'), answer.of('indice'), answer.of('indice2')]).toEqual(['E01', '2', undefined]);
    raccordo.anpal.setFault('silent', { times: 1 });
    await insert({ cf, codProv: '003' });
    await eventually(
      () => recordsOf(cf),
      (found) => found.filter(({ event }) => event === 'esito').length === 2,
    );
    expect(effectsOn(cf)).toBe(2);
  });
});

function sapWithPact(cf: string, born: string): string {
  return (
    `<lavoratore><datiinvio><dataultimoagg>2026-10-01</dataultimoagg><codiceentetit>L219C000381</codiceentetit><tipovariazione>01</tipovariazione><datadinascita>${born}</datadinascita></datiinvio>` +
    `<datianagrafici><datipersonali><codicefiscale>${cf}</codicefiscale><cognome>FERRERO</cognome><nome>MARTA</nome><sesso>F</sesso><datanascita>${born}</datanascita><codcomune>L219</codcomune><codcittadinanza>000</codcittadinanza></datipersonali>` +
    '<domicilio><codcomune>L219</codcomune><cap>10138</cap><indirizzo>Via Frejus 1</indirizzo></domicilio><recapiti><email>a@example.it</email></recapiti></datianagrafici>' +
    '<politiche_attive_lst><politiche_attive><tipo_attivita>A02</tipo_attivita><data_proposta>2026-10-01</data_proposta><descrizione>Patto</descrizione><titolo_progetto>02</titolo_progetto><codice_ente_promotore>L219C000381</codice_ente_promotore></politiche_attive></politiche_attive_lst></lavoratore>'
  );
}
