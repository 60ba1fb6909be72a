/**
 * The forms of a command, and the options that each takes. What is given and would be left aside is refused before anything is
 * done: whoever writes `--preview` does not mean the act itself.
 */
import type { Command } from 'commander';
import { cliError } from './errors.js';

interface Form {
  /** What tells it, as a sentence names it; without `meant` it is the option that tells it. */
  readonly name: string;
  readonly meant?: (command: Command) => boolean;
  /** Options that it takes besides those that every form does. */
  readonly takes: readonly string[];
  /** What to give in its place by whoever wants what it does not take. */
  readonly instead?: string;
}

export interface Forms {
  /** Options that do something in every form. */
  readonly always: readonly string[];
  /** What to say unless exactly one form is meant; absent where several, or none, may be. */
  readonly one?: string;
  readonly forms: readonly Form[];
}

const TABLES = new WeakMap<Command, Forms>();

/** Gives a command its table; an option that stands nowhere in it is taken by no form, and so refused. */
export function withForms(command: Command, table: Forms): Command {
  TABLES.set(command, table);
  return command;
}

/** The table of a command; one without does the same in every case, with all of its options. */
export const formsOf = (command: Command): Forms | undefined => TABLES.get(command);

/** Whether an option stands on the command line. */
export const isGiven = (command: Command, long: string): boolean =>
  command.options.some(
    (option) => option.long === long && command.getOptionValueSource(option.attributeName()) === 'cli',
  );

const isMeant = (command: Command, { name, meant }: Form): boolean => meant?.(command) ?? isGiven(command, name);

const takes = ({ name, takes: more }: Form, long: string): boolean => name === long || more.includes(long);

/** @throws `wrong-usage` for options that the form which is meant would ignore. */
export function refuseIgnored(command: Command): void {
  const table = TABLES.get(command);
  if (table === undefined) return;
  const meant = table.forms.filter((form) => isMeant(command, form));
  const taken = (long: string): boolean => table.always.includes(long) || meant.some((form) => takes(form, long));
  const ignored = command.options.flatMap(({ long }) => (long && isGiven(command, long) && !taken(long) ? [long] : []));
  if (table.one !== undefined && (meant.length > 1 || (meant.length === 0 && ignored.length === 0)))
    throw cliError('wrong-usage', table.one);
  if (ignored.length === 0) return;
  const other = meant.length === 0 ? '' : `, not with ${meant.map(({ name }) => name).join(' and ')}`;
  const lines = [...new Set(ignored.map((long) => takers(table, long)))].map((where) => {
    const options = ignored.filter((long) => takers(table, long) === where);
    return `${listed(options)} ${options.length > 1 ? 'go' : 'goes'} with ${where}`;
  });
  const instead = meant.flatMap((form) => form.instead ?? []);
  throw cliError('wrong-usage', [`${lines.join(', ')}${other}`, ...instead].join('; '));
}

const takers = ({ forms }: Forms, long: string): string =>
  forms
    .filter((form) => takes(form, long))
    .map(({ name }) => name)
    .join(' or ');

const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

/** Refuses, while the command line is read, an option whose last value would take the place of the first. */
export function refuseRepeated(command: Command): void {
  for (const option of command.options) {
    if (option.variadic || !(option.required || option.optional)) continue;
    let given = false;
    command.on(`option:${option.name()}`, () => {
      if (given) throw cliError('wrong-usage', `${option.long} is given twice, and takes one value`);
      given = true;
    });
  }
}
