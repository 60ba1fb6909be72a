/**
 * Puts each side together: its documents (contract and mapping) and its adapter. To add a side is a line in `SIDES_HERE`
 * and the rooms it names.
 */
import type { Adapter } from './adapters/adapter.js';
import { anpalAdapter } from './adapters/anpal/adapter.js';
import { silpAdapter } from './adapters/silp/adapter.js';
import type { DocumentContract } from './contract/contract.js';
import { anpalContracts } from './contract/index.js';
import { silpContracts } from './contract/silp.js';
import { hasErrors } from './foundation/finding.js';
import type { EventName, RecordName, SideName } from './foundation/names.js';
import type { Settings } from './foundation/settings/load.js';
import { anpalTables } from './mappings/anpal/index.js';
import type { Table } from './mappings/engine/index.js';
import { silpTables } from './mappings/silp/index.js';
import { type CodiceFiscaleCheck, type Received, type ReceiveOptions, Translation } from './translation.js';

export interface Side {
  readonly name: SideName;
  /** Absent when the side has no address in the configuration. */
  readonly adapter: Adapter | undefined;
  /** What a false check character in a codice fiscale from this side is. */
  readonly codiceFiscaleCheck: CodiceFiscaleCheck;
  /** Media type of the side's own documents. */
  readonly mediaType: DocumentContract['mediaType'];
  /** Whether the side has such a document. */
  speaks(record: RecordName, event: EventName): boolean;
  /** Reads a document of the side in whichever of its revisions it is written. */
  receive(
    record: RecordName,
    event: EventName,
    body: Buffer,
    options?: ReceiveOptions,
  ): Received & { readonly revision: string };
  /** The form in which the side gets a record: the configured revision, or the one asked for. */
  writing(record: RecordName, event: EventName, revision?: string): Translation | undefined;
}

interface SideDefinition {
  readonly name: SideName;
  readonly contracts: () => readonly DocumentContract[];
  readonly tables: readonly Table[];
  /** Revisions to try when reading, most likely first; given the raw bytes. */
  readonly readingOrder: (record: RecordName, event: EventName, body: Buffer) => readonly string[];
  readonly writes: (settings: Settings, record: RecordName, event: EventName) => string;
  readonly adapter: (settings: Settings) => Adapter | undefined;
  readonly codiceFiscaleCheck: (settings: Settings) => CodiceFiscaleCheck;
}

/**
 * Section 6 tells the revisions of a SAP apart: in Rev009 it stands inside `politiche_attive_lst`, before that directly
 * under the root. Rev008 accepts whatever Rev003 to Rev005 accept. A document without section 6 may be any of them.
 */
function sapReadingOrder(body: Buffer): readonly string[] {
  if (body.includes('<politiche_attive_lst')) return ['Rev009'];
  if (body.includes('<politiche_attive')) return ['Rev008', 'Rev009compat008'];
  return ['Rev009', 'Rev008'];
}

const SIDES_HERE: readonly SideDefinition[] = [
  {
    name: 'anpal',
    contracts: anpalContracts,
    tables: anpalTables,
    readingOrder: (_record, event, body) => (event === 'invio' ? sapReadingOrder(body) : ['1.0']),
    writes: (settings, _record, event) => (event === 'invio' ? settings.sides.anpal.sapRevision : '1.0'),
    adapter: (settings) => anpalAdapter(settings.sides.anpal),
    codiceFiscaleCheck: (settings) => settings.sides.anpal.codiceFiscaleCheck,
  },
  {
    name: 'silp',
    contracts: silpContracts,
    tables: silpTables,
    readingOrder: () => ['v1'],
    writes: (settings) => settings.sides.silp.sapRevision,
    adapter: (settings) => silpAdapter(settings.sides.silp),
    codiceFiscaleCheck: (settings) => settings.sides.silp.codiceFiscaleCheck,
  },
];

/** The sides that are spoken here, with adapters for those that are configured. */
export function buildSides(settings: Settings): ReadonlyMap<SideName, Side> {
  return new Map(SIDES_HERE.map((definition) => [definition.name, buildSide(definition, settings)]));
}

const keyOf = (what: { record: string; event: string; revision: string }): string =>
  `${what.record}/${what.event}/${what.revision}`;

function buildSide(definition: SideDefinition, settings: Settings): Side {
  const { name } = definition;
  const contracts = new Map(definition.contracts().map((contract) => [keyOf(contract), contract]));
  const translations = new Map<string, Translation>();
  for (const table of definition.tables) {
    const contract = contracts.get(keyOf(table));
    if (!contract) throw new Error(`no contract for the table ${name} ${keyOf(table)}`);
    translations.set(keyOf(table), new Translation(contract, table));
  }
  const pairs = new Set(definition.tables.map((table) => `${table.record}/${table.event}`));
  const find = (record: RecordName, event: EventName, revision: string): Translation | undefined =>
    translations.get(keyOf({ record, event, revision }));

  return {
    name,
    adapter: definition.adapter(settings),
    codiceFiscaleCheck: definition.codiceFiscaleCheck(settings),
    mediaType: [...contracts.values()][0]?.mediaType ?? 'application/json',
    speaks: (record, event) => pairs.has(`${record}/${event}`),
    writing: (record, event, revision) => find(record, event, revision ?? definition.writes(settings, record, event)),
    receive(record, event, body, options = {}) {
      let first: (Received & { revision: string }) | undefined;
      for (const revision of definition.readingOrder(record, event, body)) {
        const translation = find(record, event, revision);
        if (!translation) continue;
        const received = {
          ...translation.receive(body, { codiceFiscaleCheck: definition.codiceFiscaleCheck(settings), ...options }),
          revision,
        };
        if (!hasErrors(received.findings)) return received;
        first ??= received;
      }
      if (!first) throw new Error(`${name} has no ${record}/${event}`);
      return first;
    },
  };
}
