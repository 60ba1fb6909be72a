/** An interview online in Toscana: DID and patto are signed by person and officer, and checked before the nation hears. */
import type { DocumentTree } from '../../contract/contract.js';
import { ask, push, pushedOf, recordsOf, sendSap } from './doors.js';
import type { Story } from './story.js';

interface SignedFile extends DocumentTree {
  readonly documentoFirmato: DocumentTree & { readonly firme: readonly DocumentTree[] };
}

/** The document as if only the person had signed it. */
const bySelf = (document: DocumentTree): DocumentTree => {
  const { documentoFirmato } = document as SignedFile;
  return { ...document, documentoFirmato: { ...documentoFirmato, firme: documentoFirmato.firme.slice(0, 1) } };
};

interface Signature {
  readonly ruolo: string;
  readonly verifica?: { readonly esito: string; readonly catena: string };
}

export const toscana: Story = {
  name: 'toscana',
  shows: 'a colloquio online: DID and patto signed by both, checked, and told to the nation',
  async tell(teller, { url, sides: { toscana: idol, anpal }, cast: { tuscan: he } }) {
    const { day, operatore, codiceFiscale, signed: momento } = he;
    const signatures = async (record: string): Promise<string> => {
      const found = (await recordsOf(url, codiceFiscale)).find((one) => one.record === record && one.event === 'invio');
      const firme = (found?.document.firmeDigitali ?? []) as readonly Signature[];
      return firme.map(({ ruolo, verifica }) => `${ruolo} ${verifica?.esito} ${verifica?.catena}`).join(', ');
    };
    const BOTH = 'CITTADINO VALIDA VERIFICATA, OPERATORE VALIDA VERIFICATA';

    await teller.step(day.booked, 'He looks for a moment online and books it, identity (SPID) and device checked');
    const asked = { cpi: he.cpi, tipo: 'ISCRIZIONE', modalita: 'ONLINE', dal: day.booked, al: day.interview };
    const { answer } = await ask(url, 'toscana-lavoro', 'idol/disponibilita', asked);
    const moments = (answer.momenti ?? []) as readonly { data: string; ora: string }[];
    teller.came(
      'free moments',
      moments.map(({ data, ora }) => `${data} ${ora}`).join(', '),
      he.momenti.map(({ data, ora }) => `${data} ${ora}`).join(', '),
    );
    const booked = await idol.tell('appuntamento', 'invio', he.appuntamento);
    teller.came('Toscana Lavoro hears', String(booked.status), '202');
    await teller.arrived(booked.message, {});

    await teller.step(
      day.interview,
      'The interview: the officer opens his SAP; the DID comes with his signature alone',
    );
    const sap = await sendSap(url, 'toscana-lavoro', he.sap);
    teller.came('invioSAP', sap.esito, 'OK');
    const did = idol.signed(he.did('I'), { operatore, formato: 'CADES', momento });
    const refused = await push(url, { side: 'toscana-lavoro', record: 'did' }, bySelf(did));
    teller.came(
      'Toscana Lavoro hears',
      [refused.status, refused.findings[0]].join(' '),
      '422 signature.missing at documentoFirmato.firme',
    );

    await teller.step(day.interview, 'Both have signed it (CAdES)');
    const declared = await idol.tell('did', 'invio', did);
    teller.came('Toscana Lavoro hears', [declared.status, ...pushedOf(declared.body).findings].join(' '), '202');
    teller.came('signatures', await signatures('did'), BOTH);
    await teller.arrived(declared.message, { anpal: 'E100' });

    await teller.step(
      day.interview,
      'Both sign the patto di servizio (PAdES): the row A02 of the nation; the DID is confirmed by it',
    );
    const patto = idol.signed(he.patto, { operatore, formato: 'PADES', momento });
    const agreed = await idol.tell('patto', 'invio', patto);
    teller.came('signatures', await signatures('patto'), BOTH);
    await teller.arrived(agreed.message, { anpal: 'OK' });
    const confirmed = await idol.tell(
      'did',
      'invio',
      idol.signed(he.did('C'), { operatore, formato: 'CADES', momento }),
    );
    await teller.arrived(confirmed.message, { anpal: 'E100' });
    const held = String(anpal.state.documents[codiceFiscale]);
    const rows = [...held.matchAll(/<tipo_attivita>(\w+)</g)].map(([, tipo]) => tipo);
    teller.came(`SAP ${sap.id} at the nation holds`, rows.sort().join(', '), 'A02, N00');
    teller.came('and of the signed files', /p7m|firm|%PDF/i.test(held) ? 'something' : 'nothing', 'nothing');
  },
};
