/** What an answer repeats of its request: one that repeats something else answers another call. */
import type { DocumentTree } from './contract.js';
import { textsAt } from './tree-path.js';

/** Dotted path in the request → dotted path in the answer; of lists, every item is meant. */
export type Echoes = readonly (readonly [request: string, answer: string])[];

/** The path in the answer at which it speaks of another than it was asked about; what either leaves out is not compared. */
export function strangerAt(
  echoes: Echoes | undefined,
  request: DocumentTree,
  answer: DocumentTree,
): string | undefined {
  return echoes?.find(([from, to]) => {
    const [asked = ''] = textsAt(request, from);
    return asked !== '' && textsAt(answer, to).some((told) => told !== '' && told !== asked);
  })?.[1];
}
