/**
 * An assegno di ricollocazione in Piemonte, from the request to the first appointment: the national portal leads as far as that,
 * and the actions are kept in SILP (Agenzia Piemonte Lavoro, procedures of 24-05-2017).
 */
import { daysBetween, type PiedmonteseEvent } from '../../sandbox/index.js';
import { push, recordsOf } from './doors.js';
import type { Story } from './story.js';

/** SILP's state of a meeting that was held. */
const HELD = '2';

export const piemonte: Story = {
  name: 'piemonte',
  shows: 'an assegno di ricollocazione from the request to the first appointment, its actions kept in SILP',
  async tell(teller, { url, sides: { anpal, silp }, cast: { piedmontese: she } }) {
    const { day, codiceFiscale } = she;
    const atPortal = (event: 'invio' | 'variazione', document: typeof she.richiesta) =>
      anpal.tellRegion({ url: `${url}/rest/v1/sides/anpal` }, { record: 'adr', event, document });
    const told = async (id: string, evento: PiedmonteseEvent, silpSays: string): Promise<void> =>
      teller.arrived(await atPortal('variazione', she.event(id, evento)), { silp: silpSays });
    const centre = async (record: 'adr' | 'appuntamento', document: typeof she.richiesta): Promise<void> => {
      const pushed = await push(url, { side: 'silp', record, event: 'variazione', form: 'anpal' }, document);
      await teller.arrived(pushed, { anpal: 'A000' });
    };
    const agenda = (): string =>
      silp
        .rowsOf(codiceFiscale)
        .meetings.map(({ dataIncontro, oraIncontro, idSilTStatoIncontro: state }) =>
          [String(dataIncontro).slice(0, 10), oraIncontro, state === HELD ? 'held' : 'to be held'].join(' '),
        )
        .join(', ');

    await teller.step(
      day.request,
      `She asks for it at the portal, on day ${daysBetween(day.naspi, day.request)} of her NASpI: more than four months (art. 23)`,
    );
    const asked = await atPortal('invio', she.richiesta);
    const id = String(asked.document.idAdr);
    await teller.arrived(asked, {});
    teller.came(`assegno ${id}`, String(asked.document.stato), 'RICHIESTO');

    await teller.step(
      day.checks,
      'The competent centre, that of her application for the NASpI, checks status, benefit and policies',
    );
    await centre('adr', she.event(id, 'VERIFICHE'));

    await teller.step(day.issue, 'It issues the assegno; the receipt of the portal is kept');
    await centre('adr', she.event(id, 'RILASCIO'));
    const receipt = (await recordsOf(url, codiceFiscale)).find(({ event }) => event === 'esito')?.document;
    teller.came(`assegno ${id}`, String(receipt?.stato), 'RILASCIATO');

    await teller.step(day.agenda, 'As a provider the centre publishes its agenda');
    await centre('appuntamento', she.disponibilita);

    const term = `${daysBetween(day.issue, day.choice)} days after the issue, of two months`;
    await teller.step(day.choice, `She chooses it as her provider (${term}), and a first appointment`);
    await told(id, 'SCELTA_EROGATORE', 'NULLA-DA-TENERE');
    await told(id, 'PRIMO_APPUNTAMENTO', 'OK');
    teller.came('SILP’s agenda', agenda(), `${day.appointment} ${she.hour} to be held`);

    await teller.step(day.appointment, 'She comes; the provider says so on the portal, and SILP keeps it');
    await told(id, 'ESITO_PRIMO_APPUNTAMENTO', 'OK');
    teller.came('SILP’s agenda', agenda(), `${day.appointment} ${she.hour} held`);
  },
};
