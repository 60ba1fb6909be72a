/** The questions that the simulated IDOL answers: activities of a person, free moments, the release of a SAP. */
import type { DocumentTree } from '../../contract/contract.js';
import { textAt } from '../../contract/soap-service.js';
import { digest } from '../../foundation/ids.js';
import type { Answered } from '../services/rest-side.js';
import type { IdolNode } from './idol.js';

type Say = (codice: string) => DocumentTree;

const MINUTES = 30;

export const activities =
  (say: Say) =>
  (node: IdolNode, asked: DocumentTree): Answered => {
    const held = node.citizens.get(textAt(asked, 'codiceFiscale'));
    if (held === undefined) return { none: say('T101') };
    const elenco = textAt(asked, 'elenco');
    const listed = elenco !== 'PERCETTORI' || held.percettore === true;
    return { found: { elenco, attivita: listed ? (node.policies.get(held.codiceFiscale) ?? []) : [] } };
  };

export const freeMoments = (node: IdolNode, asked: DocumentTree): Answered => {
  const [cpi, dal, al] = ['cpi', 'dal', 'al'].map((one) => textAt(asked, one)) as [string, string, string];
  const taken = new Set(
    [...node.appointments.values()].filter((one) => !one.annullato).map((one) => `${one.cpi} ${one.data} ${one.ora}`),
  );
  const free = node.slots.filter(
    (one) => one.cpi === cpi && dal <= one.data && one.data <= al && !taken.has(`${one.cpi} ${one.data} ${one.ora}`),
  );
  return { found: { momenti: free.map(({ idSlot, data, ora }) => ({ idSlot, data, ora, durataMinuti: MINUTES })) } };
};

/** By e-mail only a SAP with cancelled status; the same request is answered the same, and mailed once. */
export const release =
  (say: Say) =>
  (node: IdolNode, asked: DocumentTree): Answered => {
    const idRichiesta = textAt(asked, 'idRichiesta');
    const earlier = node.releases.get(idRichiesta);
    if (earlier !== undefined) return { found: earlier };
    const codiceFiscale = textAt(asked, 'codiceFiscale');
    const held = node.citizens.get(codiceFiscale);
    if (held === undefined) return { none: say('T101') };
    const stato = textAt(asked, 'stato');
    const byMail = asked.perEmail === true;
    if (byMail && stato !== 'CANCELLATA') return { none: say('T108') };
    if (held.sap?.stato !== stato) return { none: say('T106') };
    const file = Buffer.from(`SAP ${held.sap.identificativoSap}, ${stato}`);
    const answer: DocumentTree = {
      codiceFiscale,
      identificativoSap: held.sap.identificativoSap,
      stato,
      ...(stato === 'CANCELLATA' ? { dataCancellazione: held.sap.dal } : {}),
      dataRilascio: node.today(),
      cpi: 'D612C000409',
      richiedente: asked.richiedente,
      motivo: asked.motivo,
      canale: byMail ? 'EMAIL' : 'ONLINE',
      documento: {
        tipoContenuto: 'application/pdf',
        impronta: digest(file),
        ...(byMail ? {} : { contenuto: file.toString('base64') }),
      },
    };
    if (byMail) node.mails.push(idRichiesta);
    node.releases.set(idRichiesta, answer);
    node.ledger.applied('richiediRilascioSap', codiceFiscale, digest(idRichiesta));
    return { found: answer };
  };
