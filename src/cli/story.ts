/** The sample traffic of the demo, told as a story: both ways, one document invalid, one side down and back. */
import { setTimeout as sleep } from 'node:timers/promises';
import { callNational, sampleSaps } from '../sandbox/index.js';
import { tellNationalStory } from './national-story.js';
import type { Chapter, Demo, Say } from './telling.js';

const PAUSE_MS = 1_200;
const DOWN_MS = 6_000;

/** Runs until the story is told; rejects when the signal ends it. */
export async function tellStory(demo: Demo, say: Say, signal: AbortSignal): Promise<void> {
  const chapter = async (title: string): Promise<void> => {
    await sleep(PAUSE_MS, undefined, { signal });
    say(`\n— ${title}`);
  };
  const ids = await regionSends(demo, say, chapter);
  await regionsOwnForm(demo, say, chapter, signal);
  await sideDown(demo, say, chapter, signal, ids);
  await nationTells(demo, say, chapter, ids);
  await tellNationalStory(demo, say, chapter);
  await chapter('the story is told; the gateway goes on, and so may you:');
  say(`  curl -s ${demo.url}/rest/v1/messages | head -c 600`);
  say(`  curl -s ${demo.url}/status`);
}

/** SILP calls the national service as it does today; only the URL is ours. */
async function regionSends({ silp, soapUrl, url }: Demo, say: Say, chapter: Chapter): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for (const sample of sampleSaps()) {
    await chapter(`SILP sends invioSAP through the national door: ${sample.name} (${sample.shows})`);
    const answer = await silp.sendToNational(soapUrl, sample.document(ids.get(sample.codiceFiscale)));
    if (answer.outcome !== 'answered') {
      say(`  SILP heard no answer: ${answer.text}`);
      continue;
    }
    const { Esito = '', CodiceSAP = '', MessaggioErrore = '' } = answer.fields;
    if (Esito === 'OK') ids.set(sample.codiceFiscale, CodiceSAP);
    say(`  SILP heard: Esito ${Esito}${CodiceSAP === '' ? '' : `, CodiceSAP ${CodiceSAP}`}${reasons(MessaggioErrore)}`);
  }
  say(`  all of it: ${url}/rest/v1/messages`);
  return ids;
}

function reasons(messaggio: string): string {
  const found = [...messaggio.matchAll(/<CodiceAnomalia>([^<]*)<.*?<CampiInErrore>([^<]*)</g)];
  return found.map(([, code, field]) => `\n    ${code} at ${field}`).join('');
}

/** SILP's own JSON form: pushed by SILP, fetched by Raccordo. */
async function regionsOwnForm({ url, silp }: Demo, say: Say, chapter: Chapter, signal: AbortSignal): Promise<void> {
  const known = Object.entries(silp.state.documents).map(([codiceFiscale, file]) => ({ codiceFiscale, file }));
  const [first] = known;
  if (first === undefined) return;
  await chapter('Raccordo fetches a worker file from SILP and passes it on to ANPAL');
  const pulled = await post(
    `${url}/rest/v1/sides/silp/sap/pull`,
    JSON.stringify({ codiceFiscale: first.codiceFiscale }),
    signal,
  );
  say(`  answer ${pulled.status}`);
  await chapter('SILP pushes the same file in its own JSON form');
  const pushed = await post(`${url}/rest/v1/sides/silp/sap`, JSON.stringify(first.file), signal);
  say(`  answer ${pushed.status}, follow it at ${url}${pushed.location}`);
}

async function post(address: string, body: string, signal: AbortSignal): Promise<{ status: number; location: string }> {
  const response = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
    signal,
  });
  await response.arrayBuffer();
  return { status: response.status, location: response.headers.get('location') ?? '' };
}

/** The national node goes away and comes back; nobody sends anything twice. */
async function sideDown(
  { silp, anpal, soapUrl }: Demo,
  say: Say,
  chapter: Chapter,
  signal: AbortSignal,
  ids: ReadonlyMap<string, string>,
): Promise<void> {
  const sample = sampleSaps().find(({ name }) => name === 'aggiornamento');
  if (!sample) return;
  await chapter(`the national node goes down; SILP sends all the same (it comes back after ${DOWN_MS / 1000} s)`);
  anpal.setFault('down');
  // A day later than the update that was sent before: another document about the same person.
  const document = sample.document(ids.get(sample.codiceFiscale)).replaceAll('2025-06-03', '2025-06-04');
  const back = sleep(DOWN_MS, undefined, { signal }).then(() => {
    anpal.setFault('none');
    say('  the national node is back');
  });
  const answer = await silp.sendToNational(soapUrl, document);
  if (answer.outcome === 'answered')
    say(`  SILP heard: Esito ${answer.fields.Esito}, ${answer.fields.MessaggioErrore}`);
  await back;
  await sleep(DOWN_MS, undefined, { signal });
  const again = await silp.sendToNational(soapUrl, document);
  if (again.outcome === 'answered')
    say(`  SILP asks again with the same document and hears the outcome: Esito ${again.fields.Esito}`);
}

/** The other way: the national node notifies, and Raccordo brings a national SAP into SILP's worker file. */
async function nationTells(
  { url, soapUrl, silp }: Demo,
  say: Say,
  chapter: Chapter,
  ids: Map<string, string>,
): Promise<void> {
  const [codiceFiscale, id] = [...ids][0] ?? [];
  if (codiceFiscale === undefined || id === undefined) return;
  await chapter(
    'the national node notifies SILP that a SAP was updated (notificaSAP 07); SILP fetches it, through Raccordo',
  );
  const notified = await callNational({ url: soapUrl }, 'notificaSAP', { CodiceSAP: id, MotivoNotifica: '07' });
  if (notified.outcome === 'answered') say(`  the node heard: Esito ${notified.fields.Esito}`);
  await chapter('Raccordo fetches a national SAP and writes the sections that differ into SILP’s worker file');
  const pulled = await fetch(`${url}/rest/v1/sides/anpal/sap/pull`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ codiceFiscale }),
  });
  say(`  answer ${pulled.status}; SILP holds ${Object.keys(silp.state.documents).length} worker files`);
}
