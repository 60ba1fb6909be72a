/** The SAP between SILP and the nation: good and bad ones, both forms, both ways, and a node that goes down and comes back. */
import type { DocumentTree } from '../../contract/contract.js';
import { callNational, sampleSaps } from '../../sandbox/index.js';
import type { Teller } from '../telling.js';
import { pull, push, sendSap } from './doors.js';
import type { Demo, Story } from './story.js';

type Ids = ReadonlyMap<string, string>;

const today = (): string => new Date().toISOString().slice(0, 10);

export const scheda: Story = {
  name: 'scheda',
  shows: 'the SAP between SILP and the nation: seven of them, both forms, both ways, and a node that is down',
  async tell(teller, demo) {
    const ids = await seven(teller, demo);
    await ownForm(teller, demo);
    await whileDown(teller, demo, ids);
    await theOtherWay(teller, demo, ids);
  },
};

/** SILP calls the national service as it does today; only the address is the gateway's. The ids by codice fiscale. */
async function seven(teller: Teller, { url }: Demo): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  await teller.step(today(), 'SILP sends seven SAP through the national door (invioSAP)');
  for (const sample of sampleSaps()) {
    const heard = await sendSap(url, 'silp', sample.document(ids.get(sample.codiceFiscale)));
    if (heard.esito === 'OK') ids.set(sample.codiceFiscale, heard.id);
    const expected = sample.expect === 'accepted' ? /^OK [A-Z]{2}\d{8}[A-Z]$/ : /^KO \S+/;
    teller.came(sample.shows, `${heard.esito} ${heard.id}`.trim(), expected);
  }
  return ids;
}

/** SILP's own JSON form: fetched by Raccordo, pushed by SILP. */
async function ownForm(teller: Teller, { url, sides: { silp } }: Demo): Promise<void> {
  const [codiceFiscale = '', file] = Object.entries(silp.state.documents)[0] ?? [];
  await teller.step(today(), 'Raccordo fetches a file from SILP; SILP pushes the same one, in its own form');
  await teller.arrived(await pull(url, 'silp', 'sap', codiceFiscale), { anpal: 'OK' });
  const warnings = ['politica.id-check', 'sap.node-fills'];
  await teller.arrived(
    await push(url, { side: 'silp', record: 'sap' }, file as DocumentTree),
    { anpal: 'OK' },
    warnings,
  );
}

/** The national node goes away and comes back; nobody has to send anything twice. */
async function whileDown(teller: Teller, { url, sides: { anpal } }: Demo, ids: Ids): Promise<void> {
  const sample = sampleSaps().find(({ name }) => name === 'aggiornamento');
  if (sample === undefined) throw new Error('no such sample');
  // A day later than the update that was sent before: another document about the same person.
  const document = sample.document(ids.get(sample.codiceFiscale)).replaceAll('2025-06-03', '2025-06-04');
  const updates = (): number => anpal.state.effects.filter(({ subject }) => subject === sample.codiceFiscale).length;
  await teller.step(today(), 'The national node goes down, and SILP sends all the same');
  const before = updates();
  anpal.setFault('down');
  const heard = await sendSap(url, 'silp', document).finally(() => anpal.setFault('none'));
  teller.came('SILP hears that it is stored, and on its way', heard.esito, 'X001');
  await teller.step(
    today(),
    'The node is back: the SAP arrives by itself, once; SILP asks again with the same document',
  );
  await teller.eventually('the SAP has arrived', () => (updates() > before ? true : undefined));
  teller.came('SILP hears the outcome', (await sendSap(url, 'silp', document)).esito, 'OK');
  teller.came('times that the node has taken it', String(updates() - before), '1');
}

/** The nation notifies, and a national SAP is brought into SILP's file. */
async function theOtherWay(teller: Teller, { url, sides: { silp } }: Demo, ids: Ids): Promise<void> {
  const [codiceFiscale = '', id = ''] = [...ids][0] ?? [];
  await teller.step(today(), 'The node notifies SILP that a SAP was updated (notificaSAP 07); SILP fetches it');
  const door = { url: `${url}/soap/v1/silp/servizicoapSAP` };
  const notified = await callNational(door, 'notificaSAP', { CodiceSAP: id, MotivoNotifica: '07' });
  teller.came('the node hears', notified.outcome === 'answered' ? (notified.fields.Esito ?? '') : notified.text, 'OK');
  const acquired = await teller.eventually('SILP has fetched it', () =>
    silp.state.effects.find(
      ({ operation, subject }) => subject === codiceFiscale && /acquisire|ricevi/.test(operation),
    ),
  );
  teller.came('SILP has called', acquired.operation, /./);
  await teller.step(today(), 'Raccordo fetches it too: only the sections that differ are written into SILP’s file');
  await teller.arrived(await pull(url, 'anpal', 'sap', codiceFiscale), { silp: 'OK' });
}
