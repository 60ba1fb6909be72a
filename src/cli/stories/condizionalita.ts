/** Condizionalità: somebody with a patto and an activity misses an appointment, and INPS hears what follows from it. */
import { textAt } from '../../contract/soap-service.js';
import { callDoor, heardOf, push, sendSap } from './doors.js';
import type { Story } from './story.js';

export const condizionalita: Story = {
  name: 'condizionalita',
  shows: 'a receiver of the NASpI with patto and activity misses an appointment, and INPS is told',
  async tell(teller, { url, sides: { inps }, cast: { applicant: she } }) {
    const { day } = she;
    const door = (service: string, operation: string, document: Parameters<typeof callDoor>[3]) =>
      callDoor(url, 'silp', [service, operation], document);

    await teller.step(
      day.application,
      'INPS announces an application for the NASpI (ListaDID); in Piemonte the DID goes to SILP',
    );
    await teller.arrived(heardOf(await inps.announce(she.application)), { silp: 'OK' });

    await teller.step(
      day.application,
      'The centre opens her SAP and declares her DID (gestisciDID, I), which is profiled',
    );
    const sap = await sendSap(url, 'silp', she.sap);
    teller.came('invioSAP', sap.esito, 'OK');
    const declared = await door('ConferimentoDID', 'gestisciDID', she.did('I'));
    teller.came('gestisciDID', textAt(declared, 'Esito'), 'E100');
    teller.came('the nation’s profiling', textAt(declared, 'Profiling.Probabilita'), /^0\.\d+$/);

    await teller.step(day.pact, 'She signs the patto (A02 of project 05), which confirms the DID (C)');
    const pact = await push(url, { side: 'silp', record: 'patto', form: 'anpal' }, she.policyOf(sap.id, 'pact'));
    await teller.arrived(pact, { anpal: 'OK' });
    teller.came('gestisciDID', textAt(await door('ConferimentoDID', 'gestisciDID', she.did('C')), 'Esito'), 'E100');

    await teller.step(day.activity, 'She begins a politica attiva: guided search for work (B03)');
    const activity = { side: 'silp', record: 'politica-attiva', form: 'anpal' } as const;
    await teller.arrived(await push(url, activity, she.policyOf(sap.id, 'activity')), { anpal: 'OK' });

    await teller.step(
      day.appointment,
      'She does not come to her appointment (NP); the centre tells the nation, and of what follows (X01)',
    );
    const missed = await door('NotificaEsitoAppuntamento', 'notifica', she.missed);
    teller.came('of the appointment it hears', textAt(missed, 'IdEsito'), 'A000');
    const told = await door('EventiCondizionalitaRDC', 'loadEventiCondizionalitaRDC', she.event);
    teller.came('of the event', textAt(told, 'cod_esito'), 'E100');
    const held = await teller.eventually('INPS was told', () =>
      inps.state.effects.find(({ operation }) => operation === 'eventoCondizionalita'),
    );
    teller.came('INPS holds', held.operation, 'eventoCondizionalita');
  },
};
