/** Reference page of the code lists: where each comes from, how far it can be trusted, and the short ones in full. */
import { type CodeListAbout, codeList, codeListsAbout } from '../../src/canonical/codes/index.js';
import { asCode, type Generator, PAGE_HEAD, table } from './generator.js';

/** Longer lists are to be read in their file. */
const LONGEST_SHOWN = 40;

export const codeListsPage: Generator = {
  name: 'code lists',
  async files() {
    return new Map([['docs/reference/code-lists.md', page([...codeListsAbout().values()])]]);
  },
};

const COMPLETE = { true: 'yes', false: 'no', 'codes-only': 'codes without descriptions' } as const;

function page(lists: readonly CodeListAbout[]): string {
  const overview = table(
    ['List', 'Codes', 'As of', 'Complete', 'Source'],
    lists.map((about) => [
      `[${about.name}](#${about.name})`,
      String(codeList(about.name)?.entries.size ?? 0),
      about.asOf ?? 'not dated',
      COMPLETE[`${about.complete}`],
      about.source,
    ]),
  );
  return `${PAGE_HEAD}# Code lists

The codes of a record are looked up in these lists, which stand in \`schemas/codes/\`. A code that is not in its list is
a warning (\`code.unknown\`) and travels as written, because the lists of the national node change before our copy does.
Where validity is checked, a code of the present (residence, citizenship…) that was closed before the record's last
update is a warning too (\`code.expired\`).

${overview}
${lists.map(section).join('\n')}`;
}

function section(about: CodeListAbout): string {
  const entries = [...(codeList(about.name)?.entries.values() ?? [])];
  const validity = about.validity === 'checked' ? 'Validity is checked.' : '';
  const text = [about.notes, validity].filter(Boolean).join(' ');
  const body =
    entries.length > LONGEST_SHOWN
      ? `${entries.length} codes, in \`schemas/codes/${about.name}.csv\`.\n`
      : table(
          ['Code', 'Description', 'Until'],
          entries.map(({ code, description, validTo }) => [asCode(code), description, validTo ?? '']),
        );
  return `## ${about.name}\n\n${about.title}. Source: ${about.source}.${text === '' ? '' : ` ${text}`}\n\n${body}`;
}
