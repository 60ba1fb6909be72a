/** From the application for the NASpI to the patto in Liguria: INPS → MiAttivo → convocazione → patto → ANPAL A02 → INPS. */
import { textAt } from '../../contract/soap-service.js';
import { daysBetween } from '../../sandbox/index.js';
import { callDoor, push, pushedOf, recordsOf, sendSap } from './doors.js';
import type { Story } from './story.js';

export const liguria: Story = {
  name: 'liguria',
  shows: 'from the application for the NASpI to the patto: INPS, MiAttivo, the office, ANPAL, INPS',
  async tell(teller, { url, sides: { inps, miattivo, anpal }, cast: { ligurian: she } }) {
    const { day } = she;
    const days = (to: string): number => daysBetween(day.application, to);
    const office = async (
      record: 'registrazione' | 'appuntamento' | 'patto',
      event: 'esito' | 'invio' | 'variazione',
    ) => {
      const documents = { registrazione: she.esito, appuntamento: she.convocazione, patto: she.pattoDaFirmare };
      const { status, message } = await push(url, { side: 'miattivo', record, event }, documents[record]);
      teller.came('the office hears', String(status), '202');
      await teller.arrived(message, { miattivo: 'M000' });
    };

    await teller.step(
      day.application,
      'She applies to INPS for the NASpI, which is her DID too; INPS announces it (ListaDID)',
    );
    const announced = await inps.announce(she.application);
    teller.came('INPS hears', String(announced.status), '202');
    const known = await recordsOf(url, she.codiceFiscale);
    teller.came(
      'read out of the one document',
      known
        .map(({ record }) => record)
        .sort()
        .join(', '),
      'did, percettore, registrazione',
    );
    await teller.arrived(announced.message, {});

    await teller.step(
      day.registration,
      `She registers on MiAttivo: day ${days(day.registration)} of the 15 that she has (D.Lgs. 150/2015 art. 21)`,
    );
    const registered = await miattivo.register(she.registrazione);
    const { findings } = pushedOf(registered.body);
    teller.came('MiAttivo hears', [registered.status, ...findings].join(' '), '202');
    await teller.arrived(registered.message, {});

    await teller.step(
      day.accepted,
      'The office accepts the registration, opens her SAP and declares her DID of that day (I)',
    );
    await office('registrazione', 'esito');
    const sap = await sendSap(url, 'miattivo', she.sap);
    teller.came('invioSAP', sap.esito, 'OK');
    const declared = await callDoor(url, 'miattivo', ['ConferimentoDID', 'gestisciDID'], she.did('I'));
    teller.came('gestisciDID', textAt(declared, 'Esito'), 'E100');
    teller.came('the nation’s profiling', textAt(declared, 'Profiling.Probabilita'), /^0\.\d+$/);

    await teller.step(
      day.convened,
      `It convenes her for ${day.pact}, day ${days(day.pact)} of the 30 (art. 20); the portal writes to her`,
    );
    await office('appuntamento', 'invio');

    await teller.step(day.pact, 'At the centre: her patto di servizio is put before her on the portal, for three days');
    await office('patto', 'variazione');

    await teller.step(day.signed, 'She accepts it at home, with SPID');
    const accepted = await miattivo.answerPact(
      she.codiceFiscale,
      { stato: 'A', tipoAccettazione: 'SPID' },
      she.accepted,
    );
    teller.came('MiAttivo hears', String(accepted.status), '202');
    await teller.arrived(accepted.message, {});

    await teller.step(
      day.sent,
      'The office sends the signed patto (A02 of project 05); it goes to the nation, and back to INPS',
    );
    const signed = await push(url, { side: 'miattivo', record: 'patto', form: 'anpal' }, she.a02(sap.id));
    await teller.arrived(signed.message, { anpal: 'OK', inps: 'I000' });
    const confirmed = await callDoor(url, 'miattivo', ['ConferimentoDID', 'gestisciDID'], she.did('C'));
    teller.came('her DID is confirmed (gestisciDID, C)', textAt(confirmed, 'Esito'), 'E100');
    const rows = [...String(anpal.state.documents[she.codiceFiscale]).matchAll(/<tipo_attivita>(\w+)</g)];
    teller.came(
      `SAP ${sap.id} at the nation holds`,
      rows
        .map(([, tipo]) => tipo)
        .sort()
        .join(', '),
      'A02, N00',
    );
    const told = inps.state.effects.filter(({ subject }) => subject === she.codiceFiscale);
    teller.came('INPS holds of her', told.map(({ operation }) => operation).join(', '), 'confermaPatto');
  },
};
