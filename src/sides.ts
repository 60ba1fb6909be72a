/**
 * Puts each side together: its documents (contract and mapping), its services and its adapter. To add a side is an entry in
 * `SIDES_HERE`, a definition in `sides/` and the rooms that it names.
 */

import type { Adapter } from './adapters/adapter.js';
import type { DocumentContract } from './contract/contract.js';
import type { QuestionService } from './contract/rest-question.js';
import type { RestService } from './contract/rest-service.js';
import type { SoapService } from './contract/soap-service.js';
import { openXml } from './contract/xml-gate.js';
import { holdable } from './foundation/characters.js';
import { cut } from './foundation/cut.js';
import { type Finding, hasErrors } from './foundation/finding.js';
import type { EventName, RecordName, SideName } from './foundation/names.js';
import type { Settings } from './foundation/settings/load.js';
import type { Table } from './mappings/engine/index.js';
import { anpal } from './sides/anpal.js';
import type { Form, SideDefinition } from './sides/definition.js';
import { inps } from './sides/inps.js';
import { lavoroPerTe } from './sides/lavoro-per-te.js';
import { miattivo } from './sides/miattivo.js';
import { silp } from './sides/silp.js';
import { toscanaLavoro } from './sides/toscana-lavoro.js';
import { type CodiceFiscaleCheck, PartReader, type Received, type ReceiveOptions, Translation } from './translation.js';

/** What a document of a side turned out to be. */
export interface ReceivedDocument extends Received {
  readonly revision: string;
}

/** A record that stands in the document of another one. */
export interface ReceivedPart extends Received {
  readonly record: RecordName;
  readonly event: EventName;
}

export interface SideReceiveOptions extends ReceiveOptions {
  /** The revision that the sender says the document has; without it every revision spoken here is tried. */
  readonly revision?: string;
}

export interface Side {
  readonly name: SideName;
  /** Absent when the side has no address in the configuration. */
  readonly adapter: Adapter | undefined;
  /** SOAP services of the side for which a door here stands in. */
  readonly services: readonly SoapService[];
  /** What the side's JSON interfaces can be asked. */
  readonly questions: readonly QuestionService[];
  /** JSON services of the side. */
  readonly restServices: readonly RestService[];
  /** The service that stands at the side's own address; absent where each has its own. */
  readonly mainService: string | undefined;
  /** The services stand under the side's address, each under its name. */
  readonly servicesUnder: true | undefined;
  /** Services that another side describes and this one answers too; no door here stands in for it. */
  readonly alsoAnswers: readonly SoapService[];
  /** What a false check character in a codice fiscale from this side is. */
  readonly codiceFiscaleCheck: CodiceFiscaleCheck;
  /** Media type of the side's documents of a record. */
  mediaType(record: RecordName, event: EventName): DocumentContract['mediaType'];
  /** The revisions of a record that are spoken, the newest first. */
  revisions(record: RecordName, event: EventName): readonly string[];
  /** Every media type in which the side's documents of a record may come, the usual one first. */
  mediaTypes(record: RecordName, event: EventName): readonly DocumentContract['mediaType'][];
  /** Whether the side has such a document. */
  speaks(record: RecordName, event: EventName): boolean;
  /** Whether the side takes the record, in one of its documents or told by its keys alone. */
  takes(record: RecordName, event: EventName): boolean;
  /** Whether documents of the side hold such records beside their own. */
  holds(record: RecordName, event: EventName): boolean;
  /** The revisions of the documents out of which such a record is read. */
  partRevisions(record: RecordName, event: EventName): readonly string[];
  /** Whether what its documents hold of such records is what the side itself has written, in whosever hands they are. */
  ownWords(record: RecordName, event: EventName): boolean;
  /** Reads a document of the side in whichever of its revisions it is written. */
  receive(record: RecordName, event: EventName, body: Buffer, options?: SideReceiveOptions): ReceivedDocument;
  /** The other records in a document that was received, of those that are wanted. */
  parts(
    record: RecordName,
    event: EventName,
    document: ReceivedDocument,
    wanted: (record: RecordName, event: EventName) => boolean,
    options?: Pick<ReceiveOptions, 'traced' | 'codiceFiscaleCheck'>,
  ): readonly ReceivedPart[];
  /** The tables that read a document of this revision: its own, and those of the records in it. */
  readers(record: RecordName, event: EventName, revision: string): readonly Table[];
  /** A document about several persons as one document each; undefined when it is not taken apart. */
  split(record: RecordName, event: EventName, body: Buffer): readonly Buffer[] | undefined;
  /**
   * The form in which the side gets a record: the revision asked for, or the configured one; where a side has several
   * documents for one record and event, the one for what `canonical` tells; where it gets it as another side does, that one's.
   */
  writing(record: RecordName, event: EventName, revision?: string, canonical?: unknown): Translation | undefined;
  /** Whether the side gets a record in this form of another side. */
  adopts(record: RecordName, event: EventName, form: Form, canonical: unknown): boolean;
  /** Whose form a document has that the side sends through a national door. */
  sendsAs(record: RecordName, event: EventName): SideName;
}

/** In the order in which they are shown. */
export const SIDES_HERE: readonly SideDefinition[] = [anpal, silp, inps, lavoroPerTe, miattivo, toscanaLavoro];

/** The sides that are spoken here and those that somebody brings along, with adapters for those that are configured. */
export function buildSides(settings: Settings, outside: readonly SideDefinition[] = []): ReadonlyMap<SideName, Side> {
  const sides = new Map<SideName, Side>();
  for (const definition of [...SIDES_HERE, ...outside]) {
    sides.set(definition.name, buildSide(definition, settings, sides));
  }
  return sides;
}

const keyOf = (what: { record: string; event: string; revision: string }): string =>
  `${what.record}/${what.event}/${what.revision}`;

interface Documents {
  readonly translations: ReadonlyMap<string, Translation>;
  /** Revisions of a record, in the order of the tables: the newest first. */
  readonly revisions: ReadonlyMap<string, readonly string[]>;
  readonly parts: readonly PartReader[];
}

function documentsOf({ name, contracts: listed, tables }: SideDefinition, settings: Settings): Documents {
  const contracts = new Map(listed(settings).map((contract) => [keyOf(contract), contract]));
  const translations = new Map<string, Translation>();
  const revisions = new Map<string, string[]>();
  const parts: PartReader[] = [];
  for (const table of tables) {
    if (table.partOf !== undefined) {
      parts.push(new PartReader(table));
      continue;
    }
    const contract = contracts.get(keyOf(table));
    if (!contract) throw new Error(`no contract for the table ${name} ${keyOf(table)}`);
    translations.set(keyOf(table), new Translation(contract, table));
    const pair = `${table.record}/${table.event}`;
    revisions.set(pair, [...(revisions.get(pair) ?? []), table.revision]);
  }
  return { translations, revisions, parts };
}

function buildSide(definition: SideDefinition, settings: Settings, sides: ReadonlyMap<SideName, Side>): Side {
  const { name } = definition;
  const { translations, revisions, parts } = documentsOf(definition, settings);
  const known = (record: RecordName, event: EventName) => revisions.get(`${record}/${event}`) ?? [];
  const find = (record: RecordName, event: EventName, revision: string): Translation | undefined =>
    translations.get(keyOf({ record, event, revision }));
  const partsOf = (record: RecordName, event: EventName) =>
    parts.filter(({ table }) => table.record === record && table.event === event);
  const first = (record: RecordName, event: EventName) => find(record, event, known(record, event)[0] ?? '');
  const codiceFiscaleCheck = definition.codiceFiscaleCheck(settings);

  return {
    name,
    adapter: definition.adapter(settings),
    services: definition.services,
    questions: [
      ...(definition.questions ?? []),
      ...(definition.restServices ?? []).map((service) => ({ questions: [], ...service })),
    ],
    restServices: definition.restServices ?? [],
    mainService: definition.mainService,
    servicesUnder: definition.servicesUnder,
    alsoAnswers: definition.alsoAnswers ?? [],
    codiceFiscaleCheck,
    mediaType: (record, event) => first(record, event)?.contract.mediaType ?? 'application/json',
    revisions: known,
    mediaTypes: (record, event) => [
      ...new Set(known(record, event).flatMap((one) => find(record, event, one)?.contract.mediaType ?? [])),
    ],
    speaks: (record, event) => known(record, event).length > 0,
    takes: (record, event) =>
      ['', ...known(record, event)].some((revision) => definition.takes({ record, event, revision })),
    holds: (record, event) => partsOf(record, event).length > 0,
    partRevisions: (record, event) => partsOf(record, event).map(({ table }) => table.revision),
    ownWords: (record, event) => partsOf(record, event).some(({ table }) => table.partOf?.sidesOwn ?? false),
    writing(record, event, revision, canonical) {
      const adopted = revision === undefined ? definition.adopts?.(record, event, canonical) : undefined;
      if (adopted) return sides.get(adopted.side)?.writing(record, event, adopted.revision);
      const chosen = revision ?? definition.writes(settings, record, event, canonical);
      return chosen === null ? undefined : find(record, event, chosen ?? known(record, event)[0] ?? '');
    },
    adopts(record, event, { side, revision }, canonical) {
      const adopted = definition.adopts?.(record, event, canonical);
      return adopted?.side === side && adopted.revision === revision;
    },
    sendsAs: (record, event) => (definition.writesNational?.(settings, record, event) ? name : 'anpal'),
    receive(record, event, body, { revision: stated, ...options } = {}) {
      const spoken = known(record, event).filter((one) => !find(record, event, one)?.contract.onlyWritten);
      if (spoken.length === 0) throw new Error(`${name} has no ${record}/${event}`);
      if (stated !== undefined && !spoken.includes(stated)) return unknownRevision(stated, spoken, name);
      const order = stated === undefined ? (definition.readingOrder?.(record, event, body) ?? spoken) : [stated];
      const tried: ReceivedDocument[] = [];
      for (const revision of order) {
        const translation = find(record, event, revision);
        if (!translation) continue;
        const received = { ...translation.receive(body, { codiceFiscaleCheck, ...options }), revision };
        if (!hasErrors(received.findings)) return received;
        tried.push(received);
      }
      return leastWrong(tried, spoken, name, body);
    },
    parts(record, event, document, wanted, { traced = false, codiceFiscaleCheck: asked = codiceFiscaleCheck } = {}) {
      const whole = document.document;
      if (whole === undefined) return [];
      return parts
        .filter(({ table }) => table.partOf?.record === record && table.partOf.event === event)
        .filter(({ table }) => table.revision === document.revision && wanted(table.record, table.event))
        .flatMap((part) =>
          part
            .read(whole.tree, whole.sent, { codiceFiscaleCheck: asked, traced })
            .map((received) => ({ ...received, record: part.table.record, event: part.table.event })),
        );
    },
    readers(record, event, revision) {
      const own = find(record, event, revision)?.table;
      const others = parts
        .map(({ table }) => table)
        .filter(({ partOf, revision: one }) => partOf?.record === record && partOf.event === event && one === revision);
      return own === undefined ? others : [own, ...others];
    },
    split(record, event, body) {
      const order = definition.readingOrder?.(record, event, body) ?? known(record, event);
      const likely = order.map((revision) => find(record, event, revision)?.contract);
      return likely.find((contract) => contract?.split !== undefined)?.split?.(body);
    },
  };
}

/** What the root of a document is called, and where: neither says anything of a person. */
function rootWords(body: Buffer): string {
  const { value } = openXml(body, ({ document: { root } }) =>
    [root.name, root.namespaceUri].map((one) => one.slice(0, 120)),
  );
  const [name = '', namespace = ''] = value ?? [];
  return `came: ${name} in ${namespace === '' ? 'no namespace' : namespace}`;
}

const nothing = { report: [], lineage: [] } as const;

const revisionFinding = (message: string, side: SideName): Finding => ({
  path: '',
  rule: 'contract.revision-unknown',
  source: `contracts of ${side}`,
  severity: 'error',
  message,
});

function unknownRevision(stated: string, spoken: readonly string[], side: SideName): ReceivedDocument {
  const message = `the sender says revision ${holdable(cut(stated, 40))}; spoken here: ${spoken.join(', ')}`;
  return { ...nothing, revision: '', findings: [revisionFinding(message, side)] };
}

/**
 * What to say of a document that no revision takes: the complaints of the one that recognised it. Where none knows even its
 * root element or namespace, it is of a revision that is not spoken here.
 */
function leastWrong(
  tried: readonly ReceivedDocument[],
  spoken: readonly string[],
  side: SideName,
  body: Buffer,
): ReceivedDocument {
  const isStranger = ({ findings }: ReceivedDocument): boolean => findings.some(({ rule }) => rule === 'xsd.root');
  const recognised = tried.find((one) => !isStranger(one));
  const [first] = tried;
  if (recognised !== undefined) return recognised;
  if (first === undefined) return unknownRevision('', spoken, side);
  const message = `neither root element nor namespace are of a revision spoken here; ${rootWords(body)}; read here: ${spoken.join(', ')}`;
  return { ...first, findings: [...first.findings, revisionFinding(message, side)] };
}
