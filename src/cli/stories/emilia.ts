/** A person moves from Bologna to Torino: the SAP cannot follow while an open A02 of project 05 holds it, and then does. */
import { element } from '../../contract/xml-writer.js';
import { askSapDoor, pull, push, sendSap } from './doors.js';
import type { Story } from './story.js';

export const emilia: Story = {
  name: 'emilia',
  shows: 'a SAP moves to Piemonte with its titolarità: refused while an open A02/05 holds it, then taken',
  async tell(teller, { url, sides: { anpal, silp, lavoroPerTe }, cast: { emilian: he } }) {
    const { day, codiceFiscale } = he;
    const holder = async (): Promise<string> => {
      const CodiceFiscale = element('RichiestaSAP', { codiceFiscale });
      return (await askSapDoor(url, 'silp', 'richiestaCodSAPRegTitolare', { CodiceFiscale })).CodiceRegione ?? '';
    };

    await teller.step(day.opened, 'Bologna opens his SAP and takes him in charge (A02 of project 05)');
    const opened = await sendSap(url, 'lavoro-per-te', he.sap);
    teller.came('the SIL hears', opened.esito, 'OK');
    const { id } = opened;

    await teller.step(
      day.moved,
      'He moves to Torino. The centre there asks who holds the SAP, fetches it and claims it',
    );
    teller.came(`SAP ${id} is held by region`, await holder(), '06');
    const CodiceSAP = element('IDSAP', { IdentificativoSap: id });
    const national = (await askSapDoor(url, 'silp', 'richiestaSAP', { CodiceSAP })).SAP ?? '';
    const refused = await sendSap(url, 'silp', he.taken(national, day.moved));
    teller.came('SILP hears', refused.esito, 'KO R008');
    teller.came('which says', /<DescrizioneAnomalia>([^<]*)</.exec(refused.messaggio)?.[1] ?? '', /A02/);

    await teller.step(day.closed, 'Bologna closes the taking in charge (event 10)');
    const closed = await push(url, { side: 'lavoro-per-te', record: 'patto', form: 'anpal' }, he.closed(id));
    await teller.arrived(closed.message, { anpal: 'OK' });

    await teller.step(day.taken, 'Torino fetches it again and claims it; Bologna is told that it has lost possession');
    const now = (await askSapDoor(url, 'silp', 'richiestaSAP', { CodiceSAP })).SAP ?? '';
    const taken = await sendSap(url, 'silp', he.taken(now, day.taken));
    teller.came('SILP hears', `${taken.esito} ${taken.id}`, `OK ${id}`);
    teller.came(`SAP ${id} is held by region`, await holder(), '13');
    const notice = await teller.eventually('Bologna was told', () =>
      lavoroPerTe.notices.find(({ document }) => document.includes(id)),
    );
    const motive = /<MotivoNotifica>([^<]*)</.exec(notice.document)?.[1] ?? '';
    teller.came(`the SIL is told through its bus (${notice.servizio}), motive`, motive, '02');

    await teller.step(day.taken, 'It writes its own taking in charge by transfer, and SILP gets the file');
    const transferred = await push(url, { side: 'silp', record: 'patto', form: 'anpal' }, he.transferred(id));
    await teller.arrived(transferred.message, { anpal: 'OK' });
    const rows = [...String(anpal.state.documents[codiceFiscale]).matchAll(/<codice_ente_promotore>(\w+)</g)];
    teller.came('takings in charge by', rows.map(([, ente]) => ente).join(', '), `${he.cpi.bologna}, ${he.cpi.torino}`);
    const pulled = await pull(url, 'anpal', 'sap', codiceFiscale);
    await teller.arrived(pulled.message, { silp: 'OK' });
    teller.came('SILP holds his file', codiceFiscale in silp.state.documents ? 'yes' : 'no', 'yes');
  },
};
