/** Full SAPs with one or two members taken away, added or replaced: some still right, most not. */
import fc from 'fast-check';
import { fullSap } from './canonical-samples.js';

type Group = Record<string, unknown> | unknown[];

/** Every group inside the document, itself included. */
function groupsOf(value: unknown): Group[] {
  if (typeof value !== 'object' || value === null) return [];
  return [value as Group, ...Object.values(value).flatMap(groupsOf)];
}

/** Changes one member of one group: takes it away, or puts something else in its place. */
function mutate(document: unknown, where: number, which: number, becomes: unknown): void {
  const groups = groupsOf(document);
  const group = groups[where % groups.length] as Record<string, unknown>;
  const keys = [...Object.keys(group), 'altro'];
  const key = keys[which % keys.length] as string;
  if (Array.isArray(group)) group[Number(key) || 0] = becomes;
  else if (becomes === undefined) delete group[key];
  else group[key] = becomes;
}

const values = fc.constantFrom<unknown[]>(
  undefined,
  null,
  '',
  'testo',
  '2021-02-29',
  '2020-02-29',
  '01',
  'RSSMRA80A01H501U',
  '12345678901',
  'ZZ00012345A',
  '13000000a1H',
  '0.5',
  '.',
  7,
  7.5,
  true,
  [],
  {},
  ['40'],
  [{}],
);

export const spoiledSap = fc
  .array(fc.tuple(fc.nat(), fc.nat(), values), { minLength: 1, maxLength: 2 })
  .map((mutations) => {
    const document = fullSap();
    document.estensioni = { silp: { 'a.b': 1 } };
    for (const [where, which, becomes] of mutations) mutate(document, where, which, structuredClone(becomes));
    return document as unknown;
  });
