/** A person moves from Bologna to Torino: the SAP cannot follow while an open A02 of project 05 holds it, and then does. */
import { askSapDoor, pull, push, rowsOf, sendSap } from './doors.js';
import type { Story } from './story.js';

/** Regions by the ministry's numbering. */
const EMILIA_ROMAGNA = '06';
const PIEMONTE = '13';

export const emilia: Story = {
  name: 'emilia',
  shows: 'a SAP moves to Piemonte with its titolarità: refused while an open A02/05 holds it, then taken',
  async tell(teller, { url, sides: { anpal, silp, lavoroPerTe }, cast: { emilian: he } }) {
    const { day, codiceFiscale, cpi } = he;
    const holder = async (): Promise<string> =>
      (await askSapDoor(url, 'silp', 'richiestaCodSAPRegTitolare', codiceFiscale)).CodiceRegione ?? '';
    const national = async (): Promise<string> => (await askSapDoor(url, 'silp', 'richiestaSAP', id)).SAP ?? '';

    await teller.step(day.opened, 'Bologna opens his SAP, and takes him in charge (A02 of project 05)');
    const { esito, id } = await sendSap(url, 'lavoro-per-te', he.sap);
    teller.came('invioSAP', `${esito} ${id}`, /^OK [A-Z]{2}\d{8}[A-Z]$/);

    await teller.step(
      day.moved,
      'He moves to Torino. The centre there asks who holds the SAP, fetches it and claims it',
    );
    teller.came('richiestaCodSAPRegTitolare', await holder(), EMILIA_ROMAGNA);
    const refused = await sendSap(url, 'silp', he.taken(await national(), day.moved));
    teller.came('invioSAP', refused.esito, 'KO R008');
    teller.came('because', reasonOf(refused.messaggio), /A02.*05.*aperto/);

    await teller.step(day.closed, 'Bologna closes the taking in charge (event 10)');
    const closing = await push(url, { side: 'lavoro-per-te', record: 'patto', form: 'anpal' }, he.closed(id));
    await teller.arrived(closing, { anpal: 'OK' });

    await teller.step(
      day.taken,
      'Torino fetches the SAP again and claims it: the same SAP, another holder. Bologna is told',
    );
    const taken = await sendSap(url, 'silp', he.taken(await national(), day.taken));
    teller.came('invioSAP', `${taken.esito} ${taken.id}`, `OK ${id}`);
    teller.came('richiestaCodSAPRegTitolare', await holder(), PIEMONTE);
    const notice = await teller.eventually('Bologna was told', () =>
      lavoroPerTe.notices.find(({ document }) => document.includes(id)),
    );
    const motive = /<MotivoNotifica>([^<]*)</.exec(notice.document)?.[1] ?? '';
    teller.came('the SIL’s bus got NotificaSap, with motive (02: possession lost)', motive, '02');

    await teller.step(day.taken, 'It takes him in charge by transfer, and SILP gets his file');
    const charge = await push(url, { side: 'silp', record: 'patto', form: 'anpal' }, he.transferred(id));
    await teller.arrived(charge, { anpal: 'OK' });
    const promoters = rowsOf(anpal, codiceFiscale, 'codice_ente_promotore');
    teller.came('taken in charge by', promoters, [cpi.bologna, cpi.torino].join(', '));
    await teller.arrived(await pull(url, 'anpal', 'sap', codiceFiscale), { silp: 'OK' });
    teller.came('SILP holds a file of his', codiceFiscale in silp.state.documents ? 'yes' : 'no', 'yes');
  },
};

const reasonOf = (messaggio: string): string => /<DescrizioneAnomalia>([^<]*)</.exec(messaggio)?.[1] ?? messaggio;
