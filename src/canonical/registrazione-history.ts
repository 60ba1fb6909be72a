/** What is told about a registration that does not go with what came before about the person: warnings, because only a part is known here. */
import type { Finding } from '../foundation/finding.js';
import type { HistoryCheck } from './history.js';
import { found } from './rules/program.js';

interface Told {
  readonly identificativo?: string;
  readonly dataRegistrazione?: string;
}

/** Made, or withdrawn; a change or a CPI's outcome says nothing of whether a registration stands. */
const MAKING: ReadonlySet<string> = new Set(['invio', 'annullamento']);

export const registrazioneHistory: HistoryCheck = {
  of: ['registrazione'],
  findings(value, past) {
    const told = value as Told;
    const last = past.find(({ record, event }) => record === 'registrazione' && MAKING.has(event));
    if (last === undefined) return [];
    const standing = last.event === 'invio' ? (last.canonical as Told) : undefined;
    if (told.dataRegistrazione !== undefined) return anotherId('registrazione.doubled', told, standing);
    if (standing === undefined) return found('registrazione.withdrawn', { path: 'codiceFiscale' });
    return anotherId('registrazione.another', told, standing);
  },
};

/** INPS announces who has applied, without an id, and the person registers too: one of each is no contradiction. */
function anotherId(rule: string, told: Told, standing: Told | undefined): readonly Finding[] {
  const [mine, theirs] = [told.identificativo, standing?.identificativo];
  return mine === undefined || theirs === undefined || mine === theirs ? [] : found(rule, { path: 'identificativo' });
}
