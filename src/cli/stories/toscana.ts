/** An interview online in Toscana: DID and patto are signed by person and officer, and checked before the nation hears. */
import type { DocumentTree } from '../../contract/contract.js';
import { textAt } from '../../contract/soap-service.js';
import { ask, callDoor, heardOf, push, recordsOf, rowsOf, sendSap } from './doors.js';
import type { Story } from './story.js';

const BOTH = 'CITTADINO VALIDA, OPERATORE VALIDA';

export const toscana: Story = {
  name: 'toscana',
  shows: 'a colloquio online: DID and patto signed by both, checked, and told to the nation',
  async tell(teller, { url, sides: { toscana: idol, anpal }, cast: { tuscan: he } }) {
    const { day, operatore, codiceFiscale, momento } = he;
    const signatures = async (record: string): Promise<string> => {
      const found = (await recordsOf(url, codiceFiscale)).find((one) => one.record === record && one.event === 'invio');
      const firme = (found?.document.firmeDigitali ?? []) as readonly Signature[];
      return firme.map(({ ruolo, verifica }) => `${ruolo} ${verifica?.esito}`).join(', ');
    };

    await teller.step(
      day.booked,
      'He looks for a moment online, and books one; his identity (SPID) and device are checked',
    );
    const { cpi, momenti } = he;
    const asked = { cpi, tipo: 'ISCRIZIONE', modalita: 'ONLINE', dal: day.booked, al: day.interview };
    const { answer } = await ask(url, 'toscana-lavoro', 'idol/disponibilita', asked);
    teller.came('free moments', hours(answer.momenti), hours(momenti));
    await teller.arrived(heardOf(await idol.tell('appuntamento', 'invio', he.appuntamento)), {});

    await teller.step(
      day.interview,
      'The interview: the officer opens his SAP. The DID comes with his signature alone',
    );
    const sap = await sendSap(url, 'toscana-lavoro', he.sap);
    teller.came('invioSAP', `${sap.esito} ${sap.id}`, /^OK [A-Z]{2}\d{8}[A-Z]$/);
    const did = idol.signed(he.did, { operatore, formato: 'CADES', momento });
    const alone = await push(url, { side: 'toscana-lavoro', record: 'did' }, bySelf(did));
    const at = 'documentoFirmato.firme';
    teller.came('refused', `${alone.status} ${alone.findings[0]}`, `422 signature.missing at ${at}`);

    await teller.step(day.interview, 'The officer has signed it, too (CAdES)');
    const declared = heardOf(await idol.tell('did', 'invio', did));
    teller.came('signatures', await signatures('did'), BOTH);
    await teller.arrived(declared, { anpal: 'E100' });

    await teller.step(
      day.interview,
      'Both sign the patto (PAdES): the row A02 of the nation, by which his DID is confirmed',
    );
    const patto = idol.signed(he.patto, { operatore, formato: 'PADES', momento });
    const agreed = heardOf(await idol.tell('patto', 'invio', patto));
    teller.came('signatures', await signatures('patto'), BOTH);
    await teller.arrived(agreed, { anpal: 'OK' });
    const confirmed = await callDoor(url, 'toscana-lavoro', ['ConferimentoDID', 'gestisciDID'], he.confirmation);
    teller.came('gestisciDID, C (convalida)', textAt(confirmed, 'Esito'), 'E100');
    teller.came(`${sap.id} at the nation holds`, rowsOf(anpal, codiceFiscale, 'tipo_attivita'), 'A02, N00');
  },
};

interface Signature {
  readonly ruolo: string;
  readonly verifica?: { readonly esito: string };
}

interface Signed extends DocumentTree {
  readonly documentoFirmato: DocumentTree & { readonly firme: readonly DocumentTree[] };
}

/** The document as if only the person had signed it. */
function bySelf(document: DocumentTree): DocumentTree {
  const { documentoFirmato } = document as Signed;
  return { ...document, documentoFirmato: { ...documentoFirmato, firme: documentoFirmato.firme.slice(0, 1) } };
}

const hours = (momenti: unknown): string =>
  ((momenti ?? []) as readonly { data: string; ora: string }[]).map(({ data, ora }) => `${data} ${ora}`).join(', ');
