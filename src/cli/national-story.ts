/**
 * The national part of the demo: somebody applies to INPS, declares herself available, is profiled, taken in charge and
 * given an activity, misses an appointment, and what follows from it goes back to INPS.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { anpalServices } from '../contract/anpal/index.js';
import type { DocumentTree } from '../contract/contract.js';
import { textAt } from '../contract/soap-service.js';
import type { MessageId } from '../foundation/brand.js';
import type { RecordName } from '../foundation/names.js';
import { callService } from '../sandbox/index.js';
import type { Chapter, Demo, Say } from './telling.js';

/** Runs until it is told. Throws, with what was heard instead, when a step has another outcome than it should. */
export async function tellNationalStory(demo: Demo, say: Say, chapter: Chapter): Promise<void> {
  const { applicant } = demo;
  const heard = (what: string, got: string, expected: string): void => {
    say(`  ${what}: ${got}`);
    if (got !== expected) throw new Error(`${what}: ${got} instead of ${expected}`);
  };
  const door = (service: string, operation: string, document: DocumentTree) =>
    throughDoor(`${demo.url}/soap/v1/${service}`, service, operation, document);

  await chapter(
    'INPS announces an application for NASpI (ListaDID): a DID, a registration and a receiver, in one commit',
  );
  const announced = await demo.inps.announce(applicant.application);
  heard('INPS heard', String(announced.status), '202');
  say(`  follow it at ${demo.url}/rest/v1/messages/${announced.message}`);

  await chapter('the employment centre opens her SAP, and declares her DID (gestisciDID, event I)');
  const sap = await sendSap(demo, applicant.sap);
  heard('the centre heard, of the SAP', sap.esito, 'OK');
  const declared = await door('ConferimentoDID', 'gestisciDID', applicant.did('I'));
  heard('of the DID', textAt(declared, 'Esito'), 'E100');
  say(`  and the profiling with it: index ${textAt(declared, 'Profiling.Probabilita') || 'not given'}`);

  const push = async (record: RecordName, document: string): Promise<void> => {
    const message = await pushNational(demo, record, document);
    heard(`the ${record} is`, await settledAs(demo, message), 'acknowledged');
  };
  await chapter('she signs the patto di servizio (policy A02 of project 05), and her DID is confirmed');
  await push('patto', applicant.policyOf(sap.id, 'pact'));
  const confirmed = await door('ConferimentoDID', 'gestisciDID', applicant.did('C'));
  heard('of the confirmation (event C) the centre heard', textAt(confirmed, 'Esito'), 'E100');

  await chapter('she begins a politica attiva: guided search for work (B03)');
  await push('politica-attiva', applicant.policyOf(sap.id, 'activity'));

  await chapter('she does not come to her appointment at the centre (NotificaEsitoAppuntamento NP)');
  const missed = await door('NotificaEsitoAppuntamento', 'notifica', applicant.missed);
  heard('the centre heard', textAt(missed, 'IdEsito'), 'A000');

  await chapter('the centre tells the event of condizionalità; Raccordo tells the nation, and INPS');
  const told = await door('EventiCondizionalitaRDC', 'loadEventiCondizionalitaRDC', applicant.event);
  heard('the centre heard', textAt(told, 'cod_esito'), 'E100');
  await until('INPS was told the event', () =>
    demo.inps.state.effects.some(({ operation }) => operation === 'eventoCondizionalita'),
  );
  say('  INPS holds the event of condizionalità of its application');
}

async function throughDoor(url: string, name: string, operation: string, document: DocumentTree) {
  const service = anpalServices.find((one) => one.name === name);
  if (service === undefined) throw new Error(`no service ${name}`);
  const answer = await callService({ url, service, operation }, document);
  if (answer.outcome !== 'answered') throw new Error(`${name}.${operation}: ${answer.text}`);
  return answer.tree;
}

async function sendSap({ silp, soapUrl }: Demo, document: string): Promise<{ esito: string; id: string }> {
  const answer = await silp.sendToNational(soapUrl, document);
  if (answer.outcome !== 'answered') throw new Error(`invioSAP: ${answer.text}`);
  const { Esito = '', CodiceSAP = '', MessaggioErrore = '' } = answer.fields;
  return { esito: Esito === 'OK' ? Esito : `${Esito} ${MessaggioErrore}`, id: CodiceSAP };
}

/** Sends a document of the centre in the national form; the id of the message it became. */
async function pushNational({ url }: Demo, record: RecordName, document: string): Promise<MessageId> {
  const response = await fetch(`${url}/rest/v1/sides/silp/${record}?form=anpal`, {
    method: 'POST',
    headers: { 'content-type': 'application/xml' },
    body: document,
  });
  const text = await response.text();
  if (response.status !== HTTP_ACCEPTED) throw new Error(`${record}: HTTP ${response.status} ${text}`);
  return (JSON.parse(text) as { id: MessageId }).id;
}

/** The state of the only delivery of a message, once it waits for nothing. */
async function settledAs({ running }: Demo, id: MessageId): Promise<string> {
  const delivery = async () => (await running.gateway.context.store.message(id))?.deliveries[0];
  await until('the delivery ended', async () => !UNSETTLED.has((await delivery())?.status ?? 'pending'));
  return (await delivery())?.status ?? '';
}

const HTTP_ACCEPTED = 202;
const UNSETTLED: ReadonlySet<string> = new Set(['pending', 'sent']);
const PATIENCE_MS = 10_000;
const LOOK_MS = 100;

async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`waited in vain until ${what}`);
    await sleep(LOOK_MS);
  }
}
