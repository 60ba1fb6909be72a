/** The service of the agenda, simulated on its slots. */
import type { DocumentTree } from '../../contract/contract.js';
import { agenda } from '../../contract/lavoro-per-te/index.js';
import { group, text } from '../anpal/tree.js';
import type { SimulatedService } from '../services/soap.js';
import { esito, unlessForced, writing } from './answers.js';
import type { LavoroPerTeNode } from './node.js';
import { type Booking, type Slot, searched } from './slots.js';

const MINUTES = '30';

const where = ({ cpi }: Slot): DocumentTree => ({
  IdCPI: cpi,
  denominazioneCPI: `Centro per l'impiego ${cpi}`,
  indirizzoCPI: 'Via Immaginaria 1',
  indirizzoCPIstampa: 'Via Immaginaria 1',
});

const told = ({ id, slot, stato }: Booking, withId: boolean): DocumentTree => ({
  dataAppuntamento: slot.data,
  oraAppuntamento: slot.ora,
  ...where(slot),
  codStato: stato,
  numMinuti: MINUTES,
  ...(withId ? { IdAppuntamento: id } : {}),
});

const forced = () => esito('99', 'Rifiuto richiesto al simulatore');
const isDone = (answer: DocumentTree): boolean => text(group(answer.Esito).codice) === '00';

export const simulatedAgenda: SimulatedService<LavoroPerTeNode> = {
  service: agenda,
  run: {
    fissaAppuntamento: unlessForced(
      forced,
      writing(
        'fissaAppuntamento',
        isDone,
        (request) => text(request.codiceFiscale),
        (node, request) => {
          const [codice, words, booking] = node.agenda.book(request);
          return esito(codice, words, booking && { datiAppuntamento: told(booking, request.returnIdApp === 'true') });
        },
      ),
    ),
    getDispAppuntamento: unlessForced(forced, ({ agenda: held }, request) => {
      const parameters = group(request.parametriAppuntamento);
      const slots = held.free({ cpi: text(parameters.IdCPI), ...searched(parameters) });
      const [first] = slots;
      if (first === undefined) return esito('18', 'Nessuno slot disponibile');
      const most = Number(text(parameters.numMaxSlot) || slots.length);
      const datiAppuntamento = slots.slice(0, most).map((slot) => ({
        identificativoSlot: String(slot.id),
        dataAppuntamento: slot.data,
        oraAppuntamento: slot.ora,
        ...where(slot),
        numMinuti: MINUTES,
      }));
      return esito('00', 'OK', { ElencoDisponibilita: { dataRif: first.data, datiAppuntamento } });
    }),
    verificaAppuntamento: unlessForced(forced, ({ agenda: held }, request) => {
      const found = held.find(request).at(-1);
      if (found === undefined) return esito('04', 'Appuntamento non presente');
      return esito('00', 'OK', { datiAppuntamento: told(found, false) });
    }),
    annullaAppuntamento: unlessForced(
      forced,
      writing(
        'annullaAppuntamento',
        isDone,
        (request) => text(request.codiceFiscale),
        (node, request) => {
          const [codice, descrizione, booking] = node.agenda.annul(request, node.today());
          return { Esito: { codice, descrizione, ...(booking === undefined ? {} : { codStato: booking.stato }) } };
        },
      ),
    ),
    getPrenotazioni: unlessForced(forced, ({ agenda: held }, request) => {
      const found = held.of(text(request.codiceFiscale));
      if (found.length === 0) return esito('04', 'Appuntamento non presente');
      const datiAppuntamento = found.map((one) => {
        const { IdAppuntamento, ...rest } = told(one, request.returnIdApp === 'true');
        return {
          IdProvincia: one.provincia,
          ...rest,
          codicePrestazione: one.servizio,
          codiceFiscale: one.codiceFiscale,
          ...(IdAppuntamento === undefined ? {} : { IdAppuntamento }),
        };
      });
      return esito('00', 'OK', { ElencoPrenotazioni: { datiAppuntamento } });
    }),
  },
};
