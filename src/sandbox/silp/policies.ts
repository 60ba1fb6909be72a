/** The takings in charge in a worker's file: SILP wants an open one closed before a DID or a pact is entered. */

import { midnightInRome } from './dates.js';
import { asJson, asText, get, type Json } from './json.js';
import { dayOf, type SilpNode } from './node.js';
import type { Worker } from './workers.js';

const POLICIES = ['politicheAttiveLavoratore', 'politicheAttive'];
const TAKING_IN_CHARGE = 'A02';
const PROPOSED = '01';
const STARTED = '02';
const ENDED = '10';

export function policiesOf(worker: Worker): readonly Json[] {
  const list = get(worker.scheda, POLICIES);
  return Array.isArray(list) ? list.map(asJson) : [];
}

const isOpen = (policy: Json): boolean => {
  const event = asText(get(policy, ['ultimoEvento', 'evento', 'codice']));
  return event === '' || event === PROPOSED || event === STARTED;
};

/** The taking in charge that is open although SILP holds no open pact of the worker. */
export function openWithoutPact({ pacts }: SilpNode, worker: Worker): Json | undefined {
  const hasPact = pacts
    .of(worker.idSilLavAnagrafica)
    .some(({ dataFine, flgAnnullato }) => dayOf(dataFine) === '' && flgAnnullato !== 'S');
  if (hasPact) return undefined;
  return policiesOf(worker).find(
    (policy) => asText(get(policy, ['attivita', 'codice'])) === TAKING_IN_CHARGE && isOpen(policy),
  );
}

/** Ends a policy; undefined when no worker has an open one with that key. */
export function closePolicy({ workers }: SilpNode, id: unknown, day: string): Worker | undefined {
  for (const worker of workers.all()) {
    const list = policiesOf(worker);
    const found = list.find((policy) => Number(policy.idPolitica) === Number(id) && isOpen(policy));
    if (found === undefined) continue;
    const date = midnightInRome(day);
    const closed = { ...found, dataFine: date, ultimoEvento: { evento: { codice: ENDED }, dataEvento: date } };
    const politicheAttive = list.map((policy) => (policy === found ? closed : policy));
    return workers.write(worker, { ...worker.scheda, politicheAttiveLavoratore: { politicheAttive } });
  }
  return undefined;
}
