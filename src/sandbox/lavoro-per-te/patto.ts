/** Patto online, simulated at both ends: the portal holds the pact for the citizen, the SIL waits for the word. */
import type { DocumentTree } from '../../contract/contract.js';
import { pattoOnline, trasmettiPatto } from '../../contract/lavoro-per-te/index.js';
import { digest } from '../../foundation/ids.js';
import { group, text } from '../anpal/tree.js';
import type { SimulatedService } from '../services/soap.js';
import { Unanswerable } from '../services/soap.js';
import { unlessForced, writing } from './answers.js';
import type { LavoroPerTeNode } from './node.js';

const FORCED = 'Rifiuto richiesto al simulatore';
const ofPortal = ['CodiceFiscale', 'DataPatto', 'NumProtocollo', 'AnnoProtocollo', 'CodProvinciaProv'];
const ofSil = ['codiceFiscale', 'dataPatto', 'numProtocollo', 'annoProtocollo', 'codProvinciaProv'];

const keyOf = (patto: DocumentTree, names: readonly string[]): string =>
  names.map((name) => (/^data/i.test(name) ? text(patto[name]).slice(0, 10) : text(patto[name]))).join('|');

export const simulatedPortalPact: SimulatedService<LavoroPerTeNode> = {
  service: pattoOnline,
  run: {
    InvioPatto: unlessForced(
      () => ({ Esito: 'KO', Descrizione: FORCED }),
      writing(
        'InvioPatto',
        ({ Esito }) => Esito === 'OK',
        ({ Patto }) => text(group(Patto).CodiceFiscale),
        (node, request) => {
          const patto = group(request.Patto);
          const key = keyOf(patto, ofPortal);
          // The same pact again: what was accepted is put aside, and it is to be accepted anew.
          node.pacts.set(key, { patto, pdf: digest(text(request.PDFPatto)) });
          node.acts.set(key, 'D');
          return { Esito: 'OK' };
        },
      ),
    ),
    RichiestaPatto({ pacts }, request) {
      const held = pacts.get(keyOf(group(request.Patto), ofPortal));
      if (held === undefined) throw new Unanswerable('patto non presente');
      const { patto, accettazione } = held;
      const accepted = accettazione && { DtmAccettazione: accettazione.quando, TipoAccettazione: accettazione.tipo };
      return { PattoPortale: { Patto: patto, ...(accepted === undefined ? {} : { AccettazionePatto: accepted }) } };
    },
  },
};

export const simulatedSilPact: SimulatedService<LavoroPerTeNode> = {
  service: trasmettiPatto,
  run: {
    aggiornaPatto: unlessForced(
      () => ({ esito: 'KO', descrizione: FORCED }),
      writing(
        'aggiornaPatto',
        ({ esito }) => esito === 'OK',
        ({ patto }) => text(group(patto).codiceFiscale),
        (node, request) => {
          const key = keyOf(group(request.patto), ofSil);
          if (text(group(request.accettazionePatto).tipoAccettazione) === '')
            return { esito: 'KO', descrizione: 'accettazione assente' };
          if (node.acts.get(key) !== 'D') return { esito: 'KO', descrizione: 'nessun patto da accettare corrisponde' };
          node.acts.set(key, 'A');
          return { esito: 'OK', descrizione: 'OK' };
        },
      ),
    ),
  },
};

/** The citizen accepts on the portal: what the portal then has to tell the SIL, as a document of `aggiornaPatto`. */
export function accept(node: LavoroPerTeNode, patto: DocumentTree, tipo: string, quando: string): DocumentTree {
  const key = keyOf(patto, ofPortal);
  const held = node.pacts.get(key);
  if (held === undefined) throw new Error('the portal holds no such pact');
  node.pacts.set(key, { ...held, accettazione: { quando, tipo } });
  const at = (name: string): string => text(held.patto[name]);
  return {
    accettazionePatto: { dtmAccettazione: quando, tipoAccettazione: tipo },
    patto: {
      codiceFiscale: at('CodiceFiscale'),
      dataPatto: `${at('DataPatto')}T00:00:00`,
      codServiziAmministrativi: at('CodServiziAmministrativi'),
      numProtocollo: at('NumProtocollo'),
      annoProtocollo: at('AnnoProtocollo'),
      codProvinciaProv: at('CodProvinciaProv'),
    },
  };
}
