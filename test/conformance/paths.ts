/** Places in a record, written as the mapping report writes them: `esperienze[0].azienda`. */
type Group = Record<string, unknown>;

const stepsOf = (path: string): string[] => path.split(/[.[\]]+/).filter((step) => step !== '');

export function valueAt(record: unknown, path: string): unknown {
  return stepsOf(path).reduce<unknown>((value, step) => (value as Group | undefined)?.[step], record);
}

/** Sets a value, or takes it away; the groups on the way to a value are made. */
export function setAt(record: object, path: string, value: unknown): void {
  const steps = stepsOf(path);
  const last = steps.pop() as string;
  let group = record as Group;
  for (const [i, step] of steps.entries()) {
    group[step] ??= /^\d+$/.test(steps[i + 1] ?? last) ? [] : {};
    group = group[step] as Group;
  }
  if (value === undefined) delete group[last];
  else group[last] = value;
}
