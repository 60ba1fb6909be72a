/**
 * VerificaCondizioniNEET, simulated on the register of the SAP, by rules of ours: ETA from 15 to 29 years on the day; RES a
 * residence in Italy (of who has none, the domicile); DIS no employment on the day; SCU and UNI no course of that level
 * that is attended and not ended. A person without a SAP gets E103 and no conditions.
 */
import type { DocumentTree } from '../../contract/contract.js';
import { ageOn, toldBy } from '../codice-fiscale.js';
import type { Fault } from '../faults.js';
import { dayOf, employedBetween } from './lavoro.js';
import type { AnpalNode } from './node.js';
import type { HeldSap } from './registry.js';
import { group, many, text } from './tree.js';

/** Levels of study from this one on are of a university. */
const UNIVERSITY = '60';
/** A foreign State has a code that begins so. */
const ABROAD = 'Z';

/** Courses that are attended: a year of attendance, and no year of their end. */
function attended(sap: HeldSap): readonly DocumentTree[] {
  return many(sap.tree.allegato)
    .flatMap((allegato) => many(allegato.titolistudio_lst))
    .flatMap((list) => many(list.titolostudio))
    .filter((row) => text(row.annotermine) === '' && text(row.annofrequenza) !== '');
}

function conditions(sap: HeldSap, day: string): readonly (readonly [string, boolean])[] {
  const told = toldBy(sap.codiceFiscale, day);
  const age = told === undefined ? -1 : ageOn(day, told.nascita);
  const anagrafica = group(sap.tree.datianagrafici);
  const comune = text(group(anagrafica.residenza).codcomune) || text(group(anagrafica.domicilio).codcomune);
  const levels = attended(sap).map((row) => text(row.codlivelloistruzione));
  return [
    ['ETA', age >= 15 && age <= 29],
    ['RES', comune !== '' && !comune.startsWith(ABROAD)],
    ['DIS', employedBetween(sap, day, day).length === 0],
    ['SCU', !levels.some((level) => level < UNIVERSITY)],
    ['UNI', !levels.some((level) => level >= UNIVERSITY)],
  ];
}

export function verificaCondizioni(node: AnpalNode, request: DocumentTree, fault: Fault): DocumentTree {
  if (fault === 'x001') return { Esito: 'X001' };
  const { CodiceFiscale, DataRiferimento } = request;
  const sap = node.registry.activeOf(text(CodiceFiscale));
  if (sap === undefined) return { CodiceFiscale, DataRiferimento, Esito: 'E103' };
  const found = conditions(sap, dayOf(DataRiferimento));
  const istituto = text(attended(sap)[0]?.descrizionecorsostudio);
  return {
    CodiceFiscale,
    DataRiferimento,
    CondizioniNEET: { CondizioneNEET: found.map(([Decodifica, met]) => ({ Decodifica, NEET: String(met) })) },
    Esito: 'E100',
    Istituto: istituto === '' ? undefined : istituto,
  };
}
