/** A person who moves from Bologna to Torino: the SAP, whose region holds it, and the pact that keeps it there. */

import type { DocumentTree } from '../../contract/contract.js';
import { anpalContracts } from '../../contract/index.js';
import { workingDayBefore } from './days.js';
import { movedToTorino, PEOPLE } from './people.js';
import { pact } from './policies.js';
import { invio, mini, withId, write } from './saps.js';

export interface EmilianStory {
  readonly codiceFiscale: string;
  readonly cpi: { readonly bologna: string; readonly torino: string };
  readonly day: Readonly<Record<'opened' | 'moved' | 'closed' | 'taken', string>>;
  /** The SAP as the SIL opens it, with the taking in charge: A02 of project 05, open. */
  readonly sap: string;
  /** The taking in charge at its end, as the SIL tells it. */
  closed(identificativoSap: string): string;
  /** The national document with the new holder, and nothing else changed but its day. */
  taken(national: string, day: string): string;
  /** The taking in charge by the centre in Torino. */
  transferred(identificativoSap: string): string;
}

export function emilianOn(today: string): EmilianStory {
  const person = PEOPLE.amos;
  const torino = movedToTorino(person);
  const day = {
    opened: workingDayBefore(today, 90),
    moved: workingDayBefore(today, 15),
    closed: workingDayBefore(today, 12),
    taken: workingDayBefore(today, 9),
  };
  const held = (ended?: string): DocumentTree =>
    pact(person.cpi, { proposed: day.opened, ...(ended === undefined ? {} : { ended }) }, '0600000042');
  const policies = (who: typeof person, updated: string, row: DocumentTree, id: string): string =>
    write(withId({ datiinvio: invio(who, updated), politiche_attive_lst: { politiche_attive: row } }, id));
  return {
    codiceFiscale: person.codiceFiscale,
    cpi: { bologna: person.cpi, torino: torino.cpi },
    day,
    sap: write({ ...mini(person, day.opened, day.opened), politiche_attive_lst: { politiche_attive: held() } }),
    closed: (id) => policies(person, day.closed, held(day.closed), id),
    taken: (national, on) => takenOver(national, torino.cpi, on),
    transferred: (id) => policies(torino, day.taken, transfer(torino.cpi, day.taken), id),
  };
}

/** What an operator's "prendi titolarità" does: the SAP as it was fetched, with the day, the variation 02 and the new holder. */
function takenOver(national: string, cpi: string, day: string): string {
  const contract = anpalContracts().find(
    ({ record, event, revision }) => record === 'sap' && event === 'invio' && revision === 'Rev009',
  );
  const tree = contract?.read(Buffer.from(national)).tree;
  if (tree === undefined) throw new Error('the national SAP cannot be read');
  const datiinvio = {
    ...(tree.datiinvio as DocumentTree),
    dataultimoagg: day,
    codiceentetit: cpi,
    tipovariazione: '02',
  };
  return write({ ...tree, datiinvio });
}

/** A02 of project 05 of a transfer: proposed, begun and ended on its day, and not closed. */
function transfer(cpi: string, day: string): DocumentTree {
  const { durata: _, tipologia_durata: __, ...row } = pact(cpi, { proposed: day, ended: day }, '1300000042');
  return {
    ...row,
    descrizione: 'Presa in carico per trasferimento',
    ultimo_evento: { evento: '02', data_evento: day },
  };
}
