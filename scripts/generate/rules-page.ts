/** Reference page of the business rules: every rule of every record, with its source and the days for which it holds. */

import { measures } from '../../src/canonical/misure.js';
import { type RuleEntry, recordsOf, ruleEntries } from '../../src/canonical/rules/rule.js';
import { RECORDS, type RecordName } from '../../src/foundation/names.js';
import { asCode, type Generator, PAGE_HEAD, table } from './generator.js';

export const rulesPage: Generator = {
  name: 'rules',
  async files() {
    return new Map([['docs/reference/rules.md', page(ruleEntries())]]);
  },
};

function page(rules: readonly RuleEntry[]): string {
  const records = RECORDS.filter((record) => rules.some((rule) => isAbout(rule, record)));
  return `${PAGE_HEAD}# Business rules

What a record must keep. The rules stand as data in \`schemas/rules/\`, each with its source; a finding carries the id. An
error stops the record, a warning travels with it, an info is there for whoever looks. Terms are calendar days in Italy. The
column "holds" says for which days a rule holds: those of the record, or of the field named; "the contract": it goes with a
contract or a system and holds for whatever is sent there today; "always": it is true of every record. A rule with a star is
looked at by the program itself, because it needs more than the record: what came before about the person, a list; its words
may then say more than here. The measures that the law attaches to an event of condizionalità stand in \`schemas/misure/\`,
the order of the competent CPI in \`schemas/competenza/\`.

${EVERY}
${table(
  HEAD,
  rules.filter(({ record }) => record === 'every').map((rule) => row(rule, RECORDS[0])),
)}
${records.map((record) => section(record, rules)).join('\n')}
## Measures

Which measure the law attaches to the first, second, … event of a kind about an application (\`condizionalita.measure\`).

${table(
  ['Kind', 'Holds', 'Benefits', 'Measures', 'Source'],
  measures().map(({ fattispecie, dal, al, prestazioni, misure, fonte }) => [
    asCode(fattispecie),
    [dal && `from ${dal}`, al && `to ${al}`].filter(Boolean).join(' '),
    prestazioni.join(', '),
    misure.join(', '),
    fonte,
  ]),
)}`;
}

const EVERY = '## Every record\n';
const HEAD = ['Rule', 'Event', 'Severity', 'Field', 'Holds', 'Says', 'Source'];

const isAbout = (rule: RuleEntry, record: RecordName): boolean =>
  rule.record !== 'every' && recordsOf(rule).includes(record);

function section(record: RecordName, rules: readonly RuleEntry[]): string {
  const rows = rules.filter((rule) => isAbout(rule, record)).map((rule) => row(rule, record));
  return `## ${record}\n\n${table(HEAD, rows)}`;
}

function row(rule: RuleEntry, record: RecordName): string[] {
  const places = placesIn(rule, record);
  return [
    `${asCode(rule.id)}${rule.by === 'program' ? ' *' : ''}`,
    rule.event === 'invio' || rule.event === 'every' ? '' : [rule.event].flat().join(', '),
    rule.severity,
    [...new Set(places.map(({ at }) => at))].join(', '),
    [...new Set(places.map(({ holds }) => holds))].filter(Boolean).join('; '),
    [...new Set(places.map(({ says }) => says))].join('; '),
    rule.source,
  ];
}

const wholeOf = ({ record }: RuleEntry): string => (record === 'every' ? 'any' : 'the record');

interface Place {
  readonly at: string;
  readonly holds: string;
  readonly says: string;
}

function placesIn(rule: RuleEntry, record: RecordName): Place[] {
  return (rule.places ?? [{}])
    .filter((place) => place.record === undefined || place.record === record)
    .map((place) => {
      const { at = '', each, from, to, on, says, holds: forever } = { ...rule, ...place };
      const inside = typeof each === 'object' ? each[record] : each;
      const path = at.startsWith('/') ? at.slice(1) : [inside, at].filter(Boolean).join('.');
      const by = on === undefined ? '' : ` (${on})`;
      const dated = [from && `from ${from}${by}`, to && `to ${to}${by}`].filter(Boolean).join(' ');
      const holds = dated || (forever === 'contract' ? 'the contract' : (forever ?? ''));
      return { at: path === '' ? wholeOf(rule) : asCode(path), holds, says: says ?? rule.says };
    });
}
