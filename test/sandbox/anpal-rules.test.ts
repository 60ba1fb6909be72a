import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DocumentTree } from '../../src/contract/contract.js';
import { anpalContracts } from '../../src/contract/index.js';
import { SERVICE_DOCUMENTS } from '../../src/contract/servizicoap.js';
import { type AnpalSandbox, callNational, startSandbox } from '../../src/sandbox/index.js';
import { pactsXml } from '../support/did.js';
import { person, sapOf } from '../support/sap-document.js';
import { anomalieOf, eventually, fieldsOf, invio, sap } from './calls.js';

let node: AnpalSandbox;
beforeEach(async () => {
  node = await startSandbox('anpal');
});
afterEach(() => node.close());

const contract = (revision: string) => {
  const found = anpalContracts().find((one) => one.event === 'invio' && one.revision === revision);
  if (found === undefined) throw new Error(revision);
  return found;
};
const treeOf = (document: string): DocumentTree => contract('Rev009').read(Buffer.from(document)).tree ?? {};
const changed = (document: string, from: string, to: string): string => {
  expect(document).toContain(from);
  return document.replaceAll(from, to);
};
const opened = async (name: string): Promise<string> => {
  const { Esito, CodiceSAP = '' } = await invio(node.url, sap(name).document());
  expect(Esito).toBe('OK');
  return CodiceSAP;
};
const held = (name: string): string => String(node.state.documents[sap(name).codiceFiscale]);

describe('invioSAP', () => {
  it('refuses a second first sending for the same codice fiscale', async () => {
    await opened('mini');
    const again = await invio(node.url, sap('mini').document());
    expect(again).toMatchObject({ Esito: 'KO', CodiceSAP: '' });
    expect(anomalieOf(again)).toEqual(['R001']);
    expect(node.state).toMatchObject({ repetitions: 1, refusals: { invioSAP: 1 } });
    expect(node.state.effects).toHaveLength(1);
  });

  it('applies an exact repetition of an update again, so that a double is seen', async () => {
    const id = await opened('mini');
    const update = sap('aggiornamento').document(id);
    await invio(node.url, update);
    await invio(node.url, update);
    const digests = node.state.effects.map(({ digest }) => digest);
    expect(digests).toHaveLength(3);
    expect(new Set(digests).size).toBe(2);
  });

  it('refuses an unknown id, an id no longer active, and an id of somebody else', async () => {
    const marta = await opened('mini');
    const davide = await opened('full');
    const update = sap('aggiornamento');
    expect(anomalieOf(await invio(node.url, update.document('ZZ00000000Z')))).toEqual(['R002']);
    expect(anomalieOf(await invio(node.url, update.document(davide)))).toEqual(['R006']);
    await callNational({ url: node.url }, 'annullaSAP', {
      CodiceSAP: `<IDSAP><IdentificativoSap>${marta}</IdentificativoSap></IDSAP>`,
    });
    expect(anomalieOf(await invio(node.url, update.document(marta)))).toEqual(['R003']);
  });

  it('refuses a kind of variation that does not fit the id, and two birth dates that disagree', async () => {
    const first = sap('mini').document();
    expect(anomalieOf(await invio(node.url, changed(first, '>01</tipovariazione>', '>02</tipovariazione>')))).toEqual([
      'R004',
    ]);
    expect(
      anomalieOf(await invio(node.url, changed(first, '<datadinascita>1991-03-14', '<datadinascita>1991-03-15'))),
    ).toEqual(['R007']);
    expect(node.state.effects).toEqual([]);
  });

  it('names every breach of the schema in a ListaAnomalie document', async () => {
    const answer = await invio(node.url, sap('non-valida').document());
    expect(answer.Esito).toBe('KO');
    const { tree, findings } = SERVICE_DOCUMENTS.ListaAnomalie.read(Buffer.from(answer.MessaggioErrore ?? ''));
    expect(findings).toEqual([]);
    const anomalie = (tree?.Anomalia ?? []) as DocumentTree[];
    expect(anomalie.map(({ CodiceAnomalia, CampiInErrore }) => [CodiceAnomalia, CampiInErrore])).toEqual([
      ['R010', 'datianagrafici/residenza/cap'],
      ['R010', 'datianagrafici/recapiti'],
    ]);
    expect(anomalie[1]?.DescrizioneAnomalia).toContain('domicilio');
  });

  it('takes a document of an older revision and gives it back in the present one', async () => {
    const { politiche_attive_lst: rows, ...tree } = treeOf(sap('full').document());
    const row = (rows as DocumentTree).politiche_attive as DocumentTree;
    const { identificativo_politica: _, indice_profiling: __, ultimo_evento: ___, ...old } = row;
    const document = contract('Rev008')
      .write({ ...tree, politiche_attive: old })
      .toString('utf8');
    expect((await invio(node.url, document)).Esito).toBe('OK');
    expect(treeOf(held('full'))).toMatchObject({
      politiche_attive_lst: { politiche_attive: { tipo_attivita: 'A02' } },
    });
    expect(contract('Rev009').read(Buffer.from(held('full'))).findings).toEqual([]);
  });

  it('refuses two open pacts of one region for project 05', async () => {
    const tree = treeOf(sap('full').document());
    const row = (tree.politiche_attive_lst as DocumentTree).politiche_attive as DocumentTree;
    const twice = (other: DocumentTree): string =>
      contract('Rev009')
        .write({ ...tree, politiche_attive_lst: { politiche_attive: [row, { ...row, ...other }] } })
        .toString('utf8');
    const open = { identificativo_politica: '130000a1f1K' };
    expect(anomalieOf(await invio(node.url, twice(open)))).toEqual(['S086']);
    const ended = { ...open, ultimo_evento: { evento: '10', data_evento: '2025-02-01' } };
    expect((await invio(node.url, twice(ended))).Esito).toBe('OK');
  });

  it('merges the rows of a document of policies alone, and leaves the rest', async () => {
    const id = await opened('full');
    const policies = sap('solo-politiche').document(id);
    expect((await invio(node.url, policies)).CodiceSAP).toBe(id);
    await invio(node.url, changed(policies, 'AVVIATO', 'PROSEGUE'));
    const tree = treeOf(held('full'));
    const rows = (tree.politiche_attive_lst as DocumentTree).politiche_attive as DocumentTree[];
    expect(rows.map(({ tipo_attivita }) => tipo_attivita)).toEqual(['A02', 'C06']);
    expect(rows[1]).toMatchObject({ ultimo_evento: { descrizione_evento: 'PROSEGUE' } });
    expect(tree).toMatchObject({
      datianagrafici: { datipersonali: { cognome: 'BOSSOLASCHI' } },
      datiinvio: { codiceentetit: 'F952C000383' },
    });
    expect(contract('Rev009').read(Buffer.from(held('full'))).findings).toEqual([]);
  });

  it('refuses a document of policies alone without an id, and one with sections in between', async () => {
    const tree = treeOf(sap('solo-politiche').document());
    expect(anomalieOf(await invio(node.url, contract('Rev009').write(tree).toString('utf8')))).toContain('R005');
    const id = await opened('full');
    const { datiamministrativi } = treeOf(sap('full').document());
    const { datiinvio, politiche_attive_lst } = treeOf(sap('solo-politiche').document(id));
    const mixed = contract('Rev009').write({ datiinvio, datiamministrativi, politiche_attive_lst });
    expect(anomalieOf(await invio(node.url, mixed.toString('utf8')))).toEqual(['R005']);
  });

  it('keeps rows of bodies of other regions when the holder sends the whole record again', async () => {
    const id = await opened('full');
    await invio(node.url, sap('solo-politiche').document(id));
    const { datiinvio, ...rest } = treeOf(sap('full').document(id));
    await invio(
      node.url,
      contract('Rev009')
        .write({ datiinvio, ...rest })
        .toString('utf8'),
    );
    expect(held('full')).toContain('<codice_ente_promotore>A944C000410</codice_ente_promotore>');
    expect(held('full').match(/<tipo_attivita>A02</g)).toHaveLength(1);
  });
});

describe('rows that the national system writes itself', () => {
  const dids = {
    tipo_attivita: 'N00',
    titolo_denominazione: 'DID',
    data_proposta: '2025-01-13',
    descrizione: 'Convalida DID Online',
  };
  const n00 = {
    ...dids,
    titolo_progetto: '05',
    codice_ente_promotore: 'H501N000001',
    identificativo_politica: '0000000001A',
  };
  const withRows = (document: string, rows: (present: DocumentTree) => DocumentTree[]): string => {
    const tree = treeOf(document);
    const present = (tree.politiche_attive_lst as DocumentTree).politiche_attive as DocumentTree;
    return contract('Rev009')
      .write({ ...tree, politiche_attive_lst: { politiche_attive: rows(present) } })
      .toString('utf8');
  };
  const activities = (): string[] => [...held('full').matchAll(/<tipo_attivita>(\w+)</g)].map(([, code = '']) => code);
  const ID = 'TO12345678X';

  beforeEach(async () => {
    await node.close();
    node = await startSandbox('anpal', { seed: { saps: [withRows(sap('full').document(ID), (row) => [n00, row])] } });
  });

  it('stay, whatever a region sends in their place', async () => {
    expect((await invio(node.url, sap('full').document(ID))).Esito).toBe('OK');
    expect(activities()).toEqual(['N00', 'A02']);
    const forged = { ...n00, descrizione: 'Altro' };
    const policies = withRows(sap('solo-politiche').document(ID), (row) => [forged, row]);
    expect((await invio(node.url, policies)).Esito).toBe('OK');
    expect(activities()).toEqual(['N00', 'A02', 'C06']);
    expect(held('full')).not.toContain('Altro');
  });

  it('stand in the DID view', async () => {
    const asked = { CodiceFiscale: sap('full').codiceFiscale };
    const { DID = '' } = fieldsOf(await callNational({ url: node.url }, 'richiestaSAP_N00_A02', asked));
    const { tree, findings } = SERVICE_DOCUMENTS.ListaDID.read(Buffer.from(DID));
    expect(findings).toEqual([]);
    expect(tree).toMatchObject({ N00: { politica: n00 }, A02: { politica: { tipo_attivita: 'A02' } } });
  });
});

describe('who holds a SAP', () => {
  let region: AnpalSandbox;
  beforeEach(async () => {
    region = await startSandbox('anpal');
    await node.close();
    node = await startSandbox('anpal', { notifyUrl: { '13': region.url } });
  });
  afterEach(() => region.close());

  const holder = async (name: string) =>
    fieldsOf(
      await callNational({ url: node.url }, 'richiestaCodSAPRegTitolare', { CodiceFiscale: sap(name).codiceFiscale }),
    ).CodiceRegione;

  it('is the last body that sent it whole; the region that lost it is told', async () => {
    const { CodiceSAP: id = '' } = await invio(node.url, sapOf(6));
    await invio(node.url, sapOf(6, { identificativoSap: id, ente: 'A944C000410' }));
    const asked = { CodiceFiscale: person(6).codiceFiscale };
    const { CodiceRegione } = fieldsOf(await callNational({ url: node.url }, 'richiestaCodSAPRegTitolare', asked));
    expect(CodiceRegione).toBe('06');
    const [notice] = await eventually(() => node.notices.length > 0 && node.notices);
    expect(notice).toEqual({ identificativoSap: id, motivo: '02', region: '13', esito: 'OK' });
    expect(region.state.calls).toEqual({ notificaSAP: 1 });
  });

  it('stays where an open pact of the taking in charge is, until that pact is over', async () => {
    const mine = sapOf(7, { sections: pactsXml([{ data_proposta: '2024-03-01' }]) });
    const { CodiceSAP: id = '' } = await invio(node.url, mine);
    const taken = () => invio(node.url, sapOf(7, { identificativoSap: id, ente: 'A944C000410' }));
    const held = await taken();
    expect(held.Esito).toBe('KO');
    expect(held.MessaggioErrore).toContain('R008');
    await invio(
      node.url,
      sapOf(7, { identificativoSap: id, sections: pactsXml([{ data_proposta: '2024-03-01', evento: '10' }]) }),
    );
    expect((await taken()).Esito).toBe('OK');
    const [notice] = await eventually(() => node.notices.length > 0 && node.notices);
    expect(notice).toMatchObject({ identificativoSap: id, motivo: '02', region: '13' });
  });

  it('stays when another CPI of the same region sends it, and nobody is told', async () => {
    const id = await opened('full');
    await invio(
      node.url,
      changed(sap('full').document(id), 'F952C000383</codiceentetit>', 'L219C000381</codiceentetit>'),
    );
    expect(await holder('full')).toBe('13');
    await node.close();
    expect(node.notices).toEqual([]);
  });

  it('stays when another region sends rows of its own; the holder is told of the update', async () => {
    const id = await opened('full');
    await invio(node.url, sap('solo-politiche').document(id));
    expect(await holder('full')).toBe('13');
    const [notice] = await eventually(() => node.notices.length > 0 && node.notices);
    expect(notice).toMatchObject({ identificativoSap: id, motivo: '07', esito: 'OK' });
  });

  it('burns the other SAP when a change of codice fiscale brings two together', async () => {
    const id = await opened('mini');
    const other = await opened('full');
    const { datianagrafici, ...rest } = treeOf(sap('full').document(id));
    const tree = { datiinvio: { ...(rest.datiinvio as DocumentTree), tipovariazione: '05' }, datianagrafici };
    expect((await invio(node.url, contract('Rev009').write(tree).toString('utf8'))).CodiceSAP).toBe(id);
    const [notice] = await eventually(() => node.notices.length > 0 && node.notices);
    expect(notice).toMatchObject({ identificativoSap: other, motivo: '01' });
    const inactive = await callNational({ url: node.url }, 'recuperaListaSAPNonAttive', { Parametri: '' });
    expect(fieldsOf(inactive).SAPs).toBe(other);
    const asked = { CodiceFiscale: sap('mini').codiceFiscale };
    const before = await callNational({ url: node.url }, 'richiestaCodSAPRegTitolare', asked);
    expect(fieldsOf(before).CodiceSAP).toBe('0');
  });
});

describe('the envelope', () => {
  const post = async (body: string, type = 'text/xml; charset=utf-8') => {
    const response = await fetch(node.url, { method: 'POST', headers: { 'content-type': type }, body });
    return { status: response.status, text: await response.text() };
  };
  const message = (
    operation: string,
    fields = '',
    namespace = 'http://servizi.lavoro.gov.it/servizicoap/types',
  ): string =>
    `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><${operation} xmlns="${namespace}">${fields}</${operation}></e:Body></e:Envelope>`;

  it.each([
    ['no XML', 'hello', 'Client'],
    [
      'a SOAP 1.2 envelope',
      '<e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope"><e:Body/></e:Envelope>',
      'VersionMismatch',
    ],
    ['an unknown operation', message('cancellaTutto'), 'Client'],
    ['another namespace', message('invioSAP', '<SAP>x</SAP>', 'urn:other'), 'Client'],
    ['a missing field', message('invioSAP'), 'Client'],
    ['a field too many', message('invioSAP', '<SAP>x</SAP><Altro/>'), 'Client'],
    ['a document as elements', message('invioSAP', '<SAP><lavoratore/></SAP>'), 'Client'],
  ])('answers %s with a fault', async (_what, body, code) => {
    const { status, text } = await post(body);
    expect(status).toBe(500);
    expect(text).toMatch(new RegExp(`<faultcode>\\w+:${code}</faultcode>`));
    expect(node.state.calls).toEqual({});
  });

  it('is read at the path where other ports publish the service, and with any content type', async () => {
    const at = (path: string): string => new URL(path, node.url).href;
    expect((await invio(at('/soap/v1/servizicoapSAP'), sap('mini').document())).Esito).toBe('OK');
    expect((await invio(at('/openspcoop/PD/ANPAL/servizicoap'), sap('full').document())).Esito).toBe('OK');
    expect((await fetch(at('/elsewhere'), { method: 'POST', body: '' })).status).toBe(404);
    expect((await fetch(at('/servizicoap'))).status).toBe(405);
    expect((await post(message('invioSAP'), 'application/octet-stream')).status).toBe(500);
  });

  it('is not read without the account, where one is set', async () => {
    const guarded = await startSandbox('anpal', { account: { username: 'regione', password: 'segreto' } });
    try {
      const document = sap('mini').document();
      expect(await callNational({ url: guarded.url }, 'invioSAP', { SAP: document })).toMatchObject({ status: 401 });
      const known = { url: guarded.url, username: 'regione', password: 'segreto' };
      expect(fieldsOf(await callNational(known, 'invioSAP', { SAP: document })).Esito).toBe('OK');
    } finally {
      await guarded.close();
    }
  });
});

describe('a seed', () => {
  it('is held from the start, with its own id', async () => {
    await node.close();
    node = await startSandbox('anpal', {
      seed: { saps: [sap('full').document('TO12345678X'), sap('mini').document()] },
    });
    expect(held('full')).toContain('<identificativosap>TO12345678X</identificativosap>');
    expect(held('mini')).toMatch(/<identificativosap>SB/);
    expect(node.state.effects).toEqual([]);
  });

  it('that breaks the contract stops the start', async () => {
    const started = startSandbox('anpal', { seed: { saps: [sap('non-valida').document()] } });
    await expect(started).rejects.toMatchObject({ code: 'sandbox-seed-invalid' });
  });
});
