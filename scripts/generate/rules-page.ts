/** Reference page of the business rules: every rule of every record, with its source and the days for which it holds. */
import { type RuleEntry, ruleEntries } from '../../src/canonical/rules/rule.js';
import { RECORDS, type RecordName } from '../../src/foundation/names.js';
import { asCode, type Generator, PAGE_HEAD, table } from './generator.js';

export const rulesPage: Generator = {
  name: 'rules',
  async files() {
    return new Map([['docs/reference/rules.md', page(ruleEntries())]]);
  },
};

function page(rules: readonly RuleEntry[]): string {
  const records = RECORDS.filter((record) => rules.some((rule) => recordsOf(rule).includes(record)));
  return `${PAGE_HEAD}# Business rules

What a record must keep beyond the shape of its fields and the codes of its lists. The rules stand as data in
\`schemas/rules/\`, each with its source; a finding carries the id. An error stops the record, a warning travels with it, an
info is there for whoever looks. Dates in the column "holds" are those of the record, or of the field named. Terms are
calendar days in Italy. Checks of codici fiscali and of what came before about a person are made by the program itself:
\`codice-fiscale.*\`, \`did.life-cycle\`, \`patto.one-open\`, \`patto.did-open\`, \`patto.held-elsewhere\`.

${records.map((record) => section(record, rules)).join('\n')}`;
}

const recordsOf = ({ record }: RuleEntry): readonly RecordName[] => [record].flat();

function section(record: RecordName, rules: readonly RuleEntry[]): string {
  const mine = rules.filter((rule) => recordsOf(rule).includes(record));
  const rows = mine.map((rule) => [
    asCode(rule.id),
    rule.event === 'invio' ? '' : rule.event,
    rule.severity,
    placesIn(rule, record)
      .map(({ at }) => at)
      .join(', '),
    [...new Set(placesIn(rule, record).map(({ holds }) => holds))].filter(Boolean).join('; '),
    [...new Set(placesIn(rule, record).map(({ says }) => says))].join('; '),
    rule.source,
  ]);
  return `## ${record}\n\n${table(['Rule', 'Event', 'Severity', 'Field', 'Holds', 'Says', 'Source'], rows)}`;
}

interface Place {
  readonly at: string;
  readonly holds: string;
  readonly says: string;
}

function placesIn(rule: RuleEntry, record: RecordName): Place[] {
  return (rule.places ?? [{}])
    .filter((place) => place.record === undefined || place.record === record)
    .map((place) => {
      const { at = '', each, from, to, on, says } = { ...rule, ...place };
      const inside = typeof each === 'object' ? each[record] : each;
      const path = at.startsWith('/') ? at.slice(1) : [inside, at].filter(Boolean).join('.');
      const by = on === undefined ? '' : ` (${on})`;
      const holds = [from && `from ${from}${by}`, to && `to ${to}${by}`].filter(Boolean).join(' ');
      return { at: path === '' ? 'the record' : asCode(path), holds, says: says ?? rule.says };
    });
}
