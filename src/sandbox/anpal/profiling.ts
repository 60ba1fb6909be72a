/**
 * YG_Profiling, simulated: the classes follow from a formula of ours, since the real one is not public, and are kept. Points:
 * 1 from 25 years of age on; 2 for a title up to the lower secondary school, 1 for one of the upper; 1 for a time in Italy
 * other than A01; 1 for a status one year before other than A01. Class 1 without points, 2 for one or two, 3 for three, 4 above;
 * the second class leaves the age out.
 */
import { ygProfiling } from '../../contract/anpal/profiling.js';
import type { DocumentTree } from '../../contract/contract.js';
import type { SoapOperation } from '../../contract/soap-service.js';
import { ageOn, isSound, type Told, toldBy } from '../codice-fiscale.js';
import type { Fault } from '../faults.js';
import type { SimulatedOperation, SimulatedService } from '../services/soap.js';
import type { AnpalNode } from './node.js';
import { a02Of, politicheOf } from './politiche.js';
import { text } from './tree.js';

const BANDS = ['BASSO', 'MEDIO BASSO', 'MEDIO ALTO', 'ALTO'] as const;
const CLASS_OF_POINTS = [1, 2, 2, 3, 4, 4] as const;

interface Input {
  readonly cf: string;
  readonly titoloStudio: string;
  readonly codProv: string;
  readonly presenzaIt: string;
  readonly occupazAp: string;
}

const inputOf = (request: DocumentTree): Input => ({
  cf: text(request.cf),
  titoloStudio: text(request.titoloStudio),
  codProv: text(request.codProv),
  presenzaIt: text(request.presenzaIt),
  occupazAp: text(request.occupazAp),
});

/** Form of the codes that the service's tables hold; the tables themselves are not public. */
const TABLE_CODE = /^[A-Z]\d{2}$/;

/** The first outcome that stands against a request; `E09` only where the revision has it. */
function objection(node: AnpalNode, input: Input, told: Told | undefined, knowsE09: boolean): string | undefined {
  if (Object.values(input).includes('')) return 'E07';
  if (told === undefined || !isSound(input.cf) || !/^\d{4}-(0[1-9]|1[0-2])-/.test(told.nascita)) return 'E02';
  if (!/^\d{8}$/.test(input.titoloStudio)) return 'E03';
  if (!TABLE_CODE.test(input.presenzaIt)) return 'E04';
  if (!/^\d{3}$/.test(input.codProv)) return 'E05';
  if (!TABLE_CODE.test(input.occupazAp)) return 'E06';
  const age = ageOn(node.today(), told.nascita);
  if (age < 15 || age > 29) return 'E08';
  const sap = node.registry.activeOf(input.cf);
  return knowsE09 && sap !== undefined && a02Of(politicheOf(sap.tree)) !== undefined ? 'E09' : undefined;
}

function classes(input: Input, age: number): Pick<DocumentTree, string> {
  const level = Number(input.titoloStudio[0]);
  const others =
    (level <= 2 ? 2 : level <= 4 ? 1 : 0) + (input.presenzaIt === 'A01' ? 0 : 1) + (input.occupazAp === 'A01' ? 0 : 1);
  const indice = CLASS_OF_POINTS[others + (age >= 25 ? 1 : 0)] ?? 4;
  const indice2 = CLASS_OF_POINTS[others] ?? 4;
  return {
    indice: String(indice),
    desIndice: BANDS[indice - 1],
    indice2: String(indice2),
    desIndice2: BANDS[indice2 - 1],
  };
}

const known = (cf: string): DocumentTree => (cf === '' ? {} : { cf });

/** Only the newer revision has a second class, and the outcomes from E09 on. */
const isNewer = ({ answer }: SoapOperation): boolean => answer.document.namespace.endsWith('/1.3');

/** In the older revision what is not known is an empty element; only the moment must be nil, for which empty is no value. */
const EMPTY = Object.fromEntries(
  ['cf', 'codProv', 'presenzaIt', 'occupazAp', 'titoloStudio', 'codGenere', 'eta', 'indice', 'desIndice'].map(
    (name) => [name, ''],
  ),
);

function collection(rows: readonly DocumentTree[], operation: SoapOperation): DocumentTree {
  const older = ({ indice2: _, desIndice2: __, ...row }: DocumentTree): DocumentTree => ({ ...EMPTY, ...row });
  return rows.length === 0 ? {} : { YG_Profiling: isNewer(operation) ? [...rows] : rows.map(older) };
}

function insert(node: AnpalNode, request: DocumentTree, fault: Fault, operation: SoapOperation): DocumentTree {
  const name = node.ledger.received('insert', JSON.stringify(request));
  const input = inputOf(request);
  const told = toldBy(input.cf, node.today());
  const refused = fault === 'ko' ? 'E07' : objection(node, input, told, isNewer(operation));
  if (refused !== undefined || told === undefined) {
    return collection([{ ...known(input.cf), esito: refused ?? 'E02' }], operation);
  }
  const age = ageOn(node.today(), told.nascita);
  const row: DocumentTree = {
    cf: input.cf,
    codProv: input.codProv,
    dataInserimento: `${node.today()}T09:00:00`,
    presenzaIt: input.presenzaIt,
    occupazAp: input.occupazAp,
    titoloStudio: input.titoloStudio,
    codGenere: told.sesso,
    eta: String(age),
    ...classes(input, age),
    esito: 'E01',
  };
  const held = node.profilings.get(input.cf) ?? new Map<string, DocumentTree>();
  node.profilings.set(input.cf, held.set(input.codProv, row));
  node.ledger.applied('insert', input.cf, name);
  return collection([row], operation);
}

/** What is held of a person, of one province or of all; of nobody, E10 or in the older revision nothing at all. */
function select(node: AnpalNode, request: DocumentTree, _fault: Fault, operation: SoapOperation): DocumentTree {
  const cf = text(request.cf);
  const provincia = text(request.provincia);
  const rows = [...(node.profilings.get(cf)?.values() ?? [])].filter(
    ({ codProv }) => provincia === '' || codProv === provincia,
  );
  if (rows.length > 0 || !isNewer(operation)) return collection(rows, operation);
  return collection([{ ...known(cf), esito: 'E10' }], operation);
}

const run: Readonly<Record<string, SimulatedOperation<AnpalNode>>> = { insert, select };

export const ygProfilingSimulated: SimulatedService<AnpalNode> = { service: ygProfiling, run };
