/** From the application for the NASpI to the patto in Liguria: INPS → MiAttivo → convocazione → patto → ANPAL A02 → INPS. */
import { textAt } from '../../contract/soap-service.js';
import type { EventName, RecordName } from '../../foundation/names.js';
import { daysBetween } from '../../sandbox/index.js';
import { callDoor, heardOf, partOf, push, recordsOf, rowsOf, sendSap } from './doors.js';
import type { Story } from './story.js';

export const liguria: Story = {
  name: 'liguria',
  shows: 'a receiver of the NASpI, from the application to INPS to the patto di servizio',
  async tell(teller, { url, sides: { inps, miattivo, anpal }, cast: { ligurian: she } }) {
    const { day, codiceFiscale } = she;
    const since = (to: string): number => daysBetween(day.application, to);
    const toPortal = async (record: RecordName, event: EventName, document: typeof she.esito): Promise<void> =>
      teller.arrived(await push(url, { side: 'miattivo', record, event }, document), { miattivo: 'M000' });
    const did = async (evento: 'I' | 'C'): Promise<string> =>
      textAt(await callDoor(url, 'miattivo', ['ConferimentoDID', 'gestisciDID'], she.did(evento)), 'Esito');

    await teller.step(day.application, 'She applies to INPS for the NASpI; INPS announces it (ListaDID)');
    await teller.arrived(heardOf(await inps.announce(she.application)), {});
    const known = (await recordsOf(url, codiceFiscale)).map(({ record }) => record);
    teller.came('read out of the one document', known.sort().join(', '), 'did, percettore, registrazione');

    const term = `day ${since(day.registration)} of the 15 she has (D.Lgs. 150/2015 art. 21)`;
    await teller.step(day.registration, `She registers on MiAttivo, ${term}`);
    await teller.arrived(heardOf(await miattivo.register(she.registrazione)), {});

    await teller.step(
      day.accepted,
      'The office accepts the registration, opens her SAP, and declares the DID to the nation',
    );
    await toPortal('registrazione', 'esito', she.esito);
    const sap = await sendSap(url, 'miattivo', she.sap);
    teller.came('invioSAP', `${sap.esito} ${sap.id}`, /^OK [A-Z]{2}\d{8}[A-Z]$/);
    teller.came('gestisciDID, I (inserimento)', await did('I'), 'E100');

    await teller.step(day.convened, `It convenes her for ${day.pact}, day ${since(day.pact)} of the 30 of art. 20`);
    await toPortal('appuntamento', 'invio', she.convocazione);

    await teller.step(
      day.pact,
      'At the centre: the patto is put before her on the portal, to be signed within three days',
    );
    await toPortal('patto', 'variazione', she.pattoDaFirmare);

    await teller.step(day.signed, 'She accepts it at home, with SPID');
    const accepted = { stato: 'A', tipoAccettazione: 'SPID' } as const;
    await teller.arrived(heardOf(await miattivo.answerPact(codiceFiscale, accepted, she.accepted)), {});

    await teller.step(day.sent, 'The office sends her SAP with the patto (A02 of project 05), and INPS is told of it');
    const sent = await push(url, { side: 'miattivo', record: 'sap', form: 'anpal' }, she.a02(sap.id));
    await teller.arrived(sent, { anpal: 'OK' });
    await teller.arrived(await partOf(url, sent, 'patto'), { inps: 'I000' });
    teller.came('gestisciDID, C (convalida)', await did('C'), 'E100');
    teller.came(`${sap.id} at the nation holds`, rowsOf(anpal, codiceFiscale, 'tipo_attivita'), 'A02, N00');
    const told = inps.state.effects.filter(({ subject }) => subject === codiceFiscale);
    teller.came('INPS holds', told.map(({ operation }) => operation).join(', '), 'confermaPatto');
  },
};
