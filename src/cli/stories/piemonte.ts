/** An assegno di ricollocazione in Piemonte, from the request to the first appointment: the portal leads, SILP keeps the actions. */
import { daysBetween, type PiedmonteseEvent } from '../../sandbox/index.js';
import { push, recordsOf } from './doors.js';
import type { Story } from './story.js';

export const piemonte: Story = {
  name: 'piemonte',
  shows: 'an assegno di ricollocazione from the request to the first appointment, its actions kept in SILP',
  async tell(teller, { url, sides: { anpal, silp }, cast: { piedmontese: she } }) {
    const { day, codiceFiscale } = she;
    const portal = { url: `${url}/rest/v1/sides/anpal` };
    const centre = async (id: string, evento: PiedmonteseEvent): Promise<void> => {
      const document = she.event(id, evento);
      const { message } = await push(
        url,
        { side: 'silp', record: 'adr', event: 'variazione', form: 'anpal' },
        document,
      );
      await teller.arrived(message, { anpal: 'A000' });
    };
    const told = async (id: string, evento: PiedmonteseEvent, silpSays: string): Promise<void> => {
      const document = she.event(id, evento);
      const sent = await anpal.tellRegion(portal, { record: 'adr', event: 'variazione', document });
      await teller.arrived(sent.message, { silp: silpSays });
    };
    const meetings = (): string =>
      silp
        .rowsOf(codiceFiscale)
        .meetings.map(
          ({ dataIncontro, oraIncontro, idSilTStatoIncontro }) =>
            `${String(dataIncontro).slice(0, 10)} ${oraIncontro} ${idSilTStatoIncontro === '2' ? 'held' : 'to be held'}`,
        )
        .join(', ');

    const months = Math.floor(daysBetween(day.naspi, day.request) / 30.4);
    await teller.step(
      day.request,
      `She asks for it at the national portal; the NASpI has run for more than ${months} months (art. 23)`,
    );
    const asked = await anpal.tellRegion(portal, { record: 'adr', event: 'invio', document: she.richiesta });
    const id = String(asked.document.idAdr);
    teller.came('the portal hears', String(asked.status), '202');
    teller.came(`assegno ${id}`, String(asked.document.stato), 'RICHIESTO');
    await teller.arrived(asked.message, {});

    await teller.step(
      day.checks,
      'The competent centre, that of her application for the NASpI, checks status, benefit, other policies',
    );
    await centre(id, 'VERIFICHE');

    await teller.step(day.issue, 'and issues it');
    await centre(id, 'RILASCIO');
    const receipt = (await recordsOf(url, codiceFiscale)).find(({ event }) => event === 'esito')?.document;
    teller.came('the receipt says', String(receipt?.stato), 'RILASCIATO');

    await teller.step(day.agenda, 'The centre, as a provider too, publishes its agenda');
    const agenda = await push(
      url,
      { side: 'silp', record: 'appuntamento', event: 'variazione', form: 'anpal' },
      she.disponibilita,
    );
    await teller.arrived(agenda.message, { anpal: 'A000' });

    await teller.step(
      day.choice,
      `She chooses it (day ${daysBetween(day.issue, day.choice)} of two months), and the first appointment: SILP books it`,
    );
    await told(id, 'SCELTA_EROGATORE', 'NULLA-DA-TENERE');
    await told(id, 'PRIMO_APPUNTAMENTO', 'OK');
    teller.came('SILP’s agenda', meetings(), `${day.appointment} ${she.hour} to be held`);

    await teller.step(day.appointment, 'She comes; the provider says so on the portal, and SILP is told');
    await told(id, 'ESITO_PRIMO_APPUNTAMENTO', 'OK');
    teller.came('SILP’s agenda', meetings(), `${day.appointment} ${she.hour} held`);
  },
};
