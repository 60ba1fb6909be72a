/**
 * Decode: a SAP of 30 KB from bytes to a checked canonical record (parse, contract, mapping, canonical checks), against
 * the schema validation of the same bytes alone. Aim: the limit takes at least half the time of the whole.
 */
import { XmlDocument, XsdValidator } from 'libxml2-wasm';
import { readContractFile } from '../src/contract/location.js';
import { sapDocument } from './documents.js';
import { show, spreadOf } from './stats.js';

const ROUNDS = 9;
const DOCUMENTS = 60;
const AIM = 0.5;

function milliseconds(documents: readonly Buffer[], work: (document: Buffer) => void): number {
  const began = performance.now();
  for (const document of documents) work(document);
  return (performance.now() - began) / documents.length;
}

/** The built code, as it runs in production: the loader that compiles on the fly adds work of its own to every closure. */
const built = async <T>(path: string): Promise<T> =>
  (await import(new URL(`../dist/src/${path}`, import.meta.url).href)) as T;

export async function benchDecode(): Promise<void> {
  const { loadSettings } =
    await built<typeof import('../src/foundation/settings/load.js')>('foundation/settings/load.js');
  const { buildSides } = await built<typeof import('../src/sides.js')>('sides.js');
  const documents = Array.from({ length: DOCUMENTS }, (_, n) => sapDocument(n));
  const schema = XmlDocument.fromBuffer(readContractFile('anpal/sap/Rev009/sap.xsd'));
  const validator = XsdValidator.fromDoc(schema);
  const limit = (document: Buffer): void => {
    const parsed = XmlDocument.fromBuffer(document);
    validator.validate(parsed);
    parsed.dispose();
  };
  const anpal = buildSides(loadSettings({ env: {} }).settings).get('anpal');
  const ours = (document: Buffer): void => {
    const received = anpal?.receive('sap', 'invio', document);
    if (received?.canonical === undefined) throw new Error(JSON.stringify(received?.findings));
  };
  for (let warm = 0; warm < 4; warm++) {
    milliseconds(documents, limit);
    milliseconds(documents, ours);
  }
  const limits: number[] = [];
  const times: number[] = [];
  const ratios: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const a = milliseconds(documents, limit);
    const b = milliseconds(documents, ours);
    limits.push(a);
    times.push(b);
    ratios.push(a / b);
  }
  validator.dispose();
  schema.dispose();
  const size = Math.round(documents.reduce((sum, document) => sum + document.length, 0) / documents.length);
  console.log(`(a) decode of a SAP of ${size} bytes, ${ROUNDS} rounds of ${DOCUMENTS} documents`);
  console.log(`    limit: parse + XSD alone     ${show(spreadOf(limits), 3)} ms`);
  console.log(`    ours:  to canonical, checked ${show(spreadOf(times), 3)} ms`);
  console.log(`    ratio limit/ours             ${show(spreadOf(ratios), 2)}   aim ≥ ${AIM}`);
}
