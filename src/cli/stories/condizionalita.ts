/** Condizionalità: somebody with a patto and an activity misses an appointment, and INPS hears what follows from it. */
import type { DocumentTree } from '../../contract/contract.js';
import { textAt } from '../../contract/soap-service.js';
import { callDoor, heardOf, push, sendSap } from './doors.js';
import type { Story } from './story.js';

export const condizionalita: Story = {
  name: 'condizionalita',
  shows: 'a receiver of the NASpI in Piemonte misses an appointment, and INPS hears what follows',
  async tell(teller, { url, sides: { inps, silp }, cast: { applicant: she } }) {
    const { day, codiceFiscale } = she;
    const door = (service: string, operation: string, document: DocumentTree) =>
      callDoor(url, 'silp', [service, operation], document);
    const did = async (evento: 'I' | 'C'): Promise<string> =>
      textAt(await door('ConferimentoDID', 'gestisciDID', she.did(evento)), 'Esito');

    await teller.step(
      day.application,
      'Her centre opens her SAP; she applies to INPS, and SILP gets the DID (ListaDID)',
    );
    const sap = await sendSap(url, 'silp', she.sap);
    teller.came('invioSAP', `${sap.esito} ${sap.id}`, /^OK [A-Z]{2}\d{8}[A-Z]$/);
    await teller.arrived(heardOf(await inps.announce(she.application)), { silp: 'OK' });
    teller.came('DIDs that SILP holds of her', String(silp.rowsOf(codiceFiscale).dids.length), '1');
    teller.came('gestisciDID, I (inserimento)', await did('I'), 'E100');

    await teller.step(day.pact, 'She signs the patto (A02 of project 05), by which the DID is confirmed');
    const national = { side: 'silp', form: 'anpal' } as const;
    const pact = await push(url, { ...national, record: 'patto' }, she.policyOf(sap.id, 'pact'));
    await teller.arrived(pact, { anpal: 'OK' });
    teller.came('gestisciDID, C (convalida)', await did('C'), 'E100');

    await teller.step(day.activity, 'She begins a politica attiva: guided search for work (B03)');
    const activity = await push(url, { ...national, record: 'politica-attiva' }, she.policyOf(sap.id, 'activity'));
    await teller.arrived(activity, { anpal: 'OK' });

    await teller.step(
      day.appointment,
      'She does not come to her appointment (NP). The centre tells what follows (X01), and INPS gets it',
    );
    const missed = await door('NotificaEsitoAppuntamento', 'notifica', she.missed);
    teller.came('notifica', textAt(missed, 'IdEsito'), 'A000');
    const told = await door('EventiCondizionalitaRDC', 'loadEventiCondizionalitaRDC', she.event);
    teller.came('loadEventiCondizionalitaRDC', textAt(told, 'cod_esito'), 'E100');
    const held = await teller.eventually('INPS was told', () =>
      inps.state.effects.find((one) => one.subject === codiceFiscale && one.operation === 'eventoCondizionalita'),
    );
    teller.came('INPS holds', held.operation, 'eventoCondizionalita');
  },
};
