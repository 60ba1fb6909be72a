/** A part of the repository that is made from the code and kept in it: schemas, reference pages. */
export interface Generator {
  readonly name: string;
  /** Folder that holds nothing but this generator's files; what else is found there is out of date. */
  readonly owns?: string;
  /** Path from the root of the repository → content. The same code gives the same bytes. */
  files(): Promise<ReadonlyMap<string, string>>;
}

export const asJson = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

export const PAGE_HEAD = '<!-- Made by `npm run generate` from the code. Change the code, not this page. -->\n\n';

/** A Markdown table; cells are escaped. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |\n`;
  return line(head) + line(head.map(() => '---')) + rows.map(line).join('');
}

export const asCode = (text: string): string => (text === '' ? '' : `\`${text}\``);
