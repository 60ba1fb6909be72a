/** Every operation of the national service, called by an independent SOAP client that knows only our WSDL. */
import { type Client, createClientAsync } from 'soap';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SERVICE_DOCUMENTS } from '../../src/contract/servizicoap.js';
import type { AnpalSandbox } from '../../src/sandbox/index.js';
import { startSandbox } from '../../src/sandbox/index.js';
import { sap } from './calls.js';

let sandbox: AnpalSandbox;
let client: Client;

type Fields = Record<string, unknown>;
const call = async (operation: string, fields: Fields): Promise<Fields> => {
  const method = client[`${operation}Async`] as (fields: Fields) => Promise<[Fields]>;
  const [answer] = await method(fields);
  return answer;
};

const idsap = (id: string): string => `<IDSAP><IdentificativoSap>${id}</IdentificativoSap></IDSAP>`;
const verifica = (cf: string): string => `<VerificaSAP><codiceFiscale>${cf}</codiceFiscale></VerificaSAP>`;

beforeAll(async () => {
  sandbox = await startSandbox('anpal');
  client = await createClientAsync(`${sandbox.url}?wsdl`);
});
afterAll(() => sandbox.close());

describe('the national service, for a SOAP client that reads its WSDL', () => {
  const davide = sap('full');
  const marta = sap('mini');
  let id: string;

  it('names its own address', () => {
    const [service] = Object.values(client.describe() as Record<string, Record<string, object>>);
    expect(Object.keys(Object.values(service ?? {})[0] ?? {})).toHaveLength(8);
    expect(client.wsdl.toXML()).toContain(sandbox.url);
  });

  it('verificaEsistenzaSAP answers 0 for a person without a SAP', async () => {
    expect(await call('verificaEsistenzaSAP', { CodiceFiscale: verifica(davide.codiceFiscale) })).toEqual({
      CodiceSAP: '0',
    });
  });

  it('invioSAP assigns an id at the first sending', async () => {
    const answer = await call('invioSAP', { SAP: davide.document() });
    id = String(answer.CodiceSAP);
    expect(answer.Esito).toBe('OK');
    expect(id).toMatch(/^[A-Z]{2}[0-9]{8}[A-Z]$/);
  });

  it('verificaEsistenzaSAP gives the id', async () => {
    expect(await call('verificaEsistenzaSAP', { CodiceFiscale: verifica(davide.codiceFiscale) })).toEqual({
      CodiceSAP: id,
    });
  });

  it('richiestaSAP gives the document with its id', async () => {
    const { SAP } = await call('richiestaSAP', { CodiceSAP: idsap(id) });
    expect(SAP).toContain(`<identificativosap>${id}</identificativosap>`);
    expect(SAP).toContain('OFFICINE INVENTATE 1 S.R.L. &amp; FIGLI');
  });

  it('richiestaSAP of an unknown id is empty', async () => {
    const { SAP } = await call('richiestaSAP', { CodiceSAP: idsap('ZZ00000000Z') });
    expect(SAP ?? '').toBe('');
  });

  it('richiestaCodSAPRegTitolare gives the ministry code of the holding region', async () => {
    const answer = await call('richiestaCodSAPRegTitolare', { CodiceFiscale: verifica(davide.codiceFiscale) });
    expect(answer).toEqual({ CodiceSAP: id, CodiceRegione: '13' });
  });

  it('richiestaSAP_N00_A02 gives the DID view, for a bare code and for a document', async () => {
    for (const CodiceFiscale of [davide.codiceFiscale, verifica(davide.codiceFiscale)]) {
      const { DID } = await call('richiestaSAP_N00_A02', { CodiceFiscale });
      const { tree, findings } = SERVICE_DOCUMENTS.ListaDID.read(Buffer.from(String(DID)));
      expect(findings).toEqual([]);
      expect(tree).toMatchObject({
        codicefiscale: davide.codiceFiscale,
        disponibilita: '2025-01-13',
        A02: { politica: { titolo_progetto: '05' } },
      });
    }
  });

  it('richiestaSAP_N00_A02 is empty for a person without a SAP', async () => {
    const { DID } = await call('richiestaSAP_N00_A02', { CodiceFiscale: marta.codiceFiscale });
    expect(DID ?? '').toBe('');
  });

  it('notificaSAP is taken in', async () => {
    expect(await call('notificaSAP', { CodiceSAP: id, MotivoNotifica: '07' })).toMatchObject({ Esito: 'OK' });
    expect(await call('notificaSAP', { CodiceSAP: 'none', MotivoNotifica: '07' })).toMatchObject({ Esito: 'KO' });
  });

  it('annullaSAP withdraws, and recuperaListaSAPNonAttive lists what was withdrawn', async () => {
    expect(await call('annullaSAP', { CodiceSAP: idsap(id) })).toMatchObject({ Esito: 'OK' });
    expect(await call('annullaSAP', { CodiceSAP: idsap(id) })).toMatchObject({ Esito: 'KO' });
    expect(await call('recuperaListaSAPNonAttive', { Parametri: '' })).toEqual({ SAPs: id });
    expect((await call('richiestaSAP', { CodiceSAP: idsap(id) })).SAP ?? '').toBe('');
    expect(await call('verificaEsistenzaSAP', { CodiceFiscale: verifica(davide.codiceFiscale) })).toEqual({
      CodiceSAP: '0',
    });
  });

  it('counts calls, and effects apart from them', () => {
    expect(sandbox.state.calls).toMatchObject({ invioSAP: 1, annullaSAP: 2, richiestaSAP: 3 });
    expect(sandbox.state.effects.map(({ operation }) => operation)).toEqual(['invioSAP', 'notificaSAP', 'annullaSAP']);
  });

  it('answers a question that breaks its contract with a fault', async () => {
    await expect(call('verificaEsistenzaSAP', { CodiceFiscale: verifica('not a code') })).rejects.toThrow(
      /CodiceFiscale/,
    );
  });
});
