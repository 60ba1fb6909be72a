/**
 * The employments that the node's services tell of, read from the SAP: the sandbox holds no archive of notices. Descriptions
 * of codes are the codes themselves, because it has no tables either.
 */
import type { DocumentTree } from '../../contract/contract.js';
import { isSound } from '../codice-fiscale.js';
import type { Fault } from '../faults.js';
import type { AnpalNode } from './node.js';
import type { HeldSap } from './registry.js';
import { group, many, text } from './tree.js';

/** The calendar day of a date or of a moment. */
export const dayOf = (moment: unknown): string => text(moment).slice(0, 10);

const esperienzeOf = ({ tree }: HeldSap): readonly DocumentTree[] =>
  many(tree.esperienzelavoro_lst).flatMap((list) => many(list.esperienzalavoro));

/** Employments that lie, with a day at least, between two days; one without an end lasts. */
export function employedBetween(sap: HeldSap, from: string, to: string): readonly DocumentTree[] {
  return esperienzeOf(sap).filter(
    ({ datainizio, datafine }) => text(datainizio) <= to && (text(datafine) === '' || text(datafine) >= from),
  );
}

const midnight = (day: unknown): string => `${dayOf(day)}T00:00:00`;
const filled = (value: unknown): string | undefined => text(value) || undefined;

const personOf = (sap: HeldSap): DocumentTree => group(group(sap.tree.datianagrafici).datipersonali);

function rapportoAttivo(sap: HeldSap, row: DocumentTree): DocumentTree {
  const persona = personOf(sap);
  const azienda = group(row.azienda);
  const luogo = group(row.luogolavoro);
  const contratto = text(group(row.tiporapporto).tipocontratto);
  return {
    Lavoratore: {
      CodiceFiscaleLavoratore: sap.codiceFiscale,
      Cognome: text(persona.cognome),
      Nome: text(persona.nome),
      Genere: text(persona.sesso),
      CodiceCittadinanza: text(persona.codcittadinanza),
      Cittadinanza: text(persona.codcittadinanza),
      DataNascita: midnight(persona.datanascita),
      CodiceComuneNascita: text(persona.codcomune),
      ComuneNascita: text(persona.codcomune),
    },
    DatoreLavoro: {
      CodiceFiscaleDatore: text(azienda.codicefiscale),
      Denominazione: text(azienda.datorelavoro),
      IndirizzoSedeLegale: text(azienda.indirizzoazienda),
      IndirizzoSedeLavoro: text(luogo.indirizzo),
      CodiceComuneSedeLavoro: filled(luogo.codcomune),
      ComuneSedeLavoro: filled(luogo.codcomune),
    },
    RapportoLavoro: {
      DataInizio: midnight(row.datainizio),
      DataFine: text(row.datafine) === '' ? undefined : midnight(row.datafine),
      CodiceTipologiaContrattuale: contratto,
      TipologiaContrattuale: contratto,
    },
  };
}

/** E104, a region that may not ask, is what this service can refuse with. */
export function getRapportiAttivi(node: AnpalNode, request: DocumentTree, fault: Fault): DocumentTree {
  const codice = text(request.CodiceFiscaleLavoratore);
  const [from, to] = [dayOf(request.DataRiferimentoDal), dayOf(request.DataRiferimentoAl)];
  if (fault === 'ko') return { Esito: 'E104' };
  if (!isSound(codice)) return { Esito: 'E101' };
  if (from > to) return { Esito: 'E102' };
  const sap = node.registry.activeOf(codice);
  const rows = sap === undefined ? [] : employedBetween(sap, from, to).map((row) => rapportoAttivo(sap, row));
  return rows.length === 0 ? { Esito: 'E103' } : { RapportoLavoroAttivo: rows, Esito: 'E100' };
}

const ofNotice = (tipo: string, row: DocumentTree, n: number): DocumentTree => ({
  '@rowOrder': String(n),
  Invio_CodiceComunicazione: `${dayOf(row.datainizio).slice(0, 4)}${String(n + 1).padStart(12, '0')}`,
  Rapporto_DataInizio: dayOf(row.datainizio),
  SYS_DATARICEZIONE: midnight(row.datainizio),
  SYS_DATARIFERIMENTO: midnight(row.datainizio),
  SYS_TIPOMODULO: tipo,
});

function lavoratoreOf(sap: HeldSap): DocumentTree {
  const persona = personOf(sap);
  return {
    Lavoratore_Cittadinanza: text(persona.codcittadinanza),
    Lavoratore_CodiceFiscale: sap.codiceFiscale,
    Lavoratore_Cognome: text(persona.cognome),
    Lavoratore_Nascita_ComuneNazione: filled(persona.codcomune),
    Lavoratore_Nascita_Data: filled(persona.datanascita),
    Lavoratore_Nome: text(persona.nome),
    Lavoratore_Sesso: text(persona.sesso),
  };
}

/** A notice of an employment. */
function unilav(sap: HeldSap, row: DocumentTree, n: number): DocumentTree {
  const azienda = group(row.azienda);
  const luogo = group(row.luogolavoro);
  return {
    ...ofNotice('UNILAV', row, n),
    DatoreLavoro_CodiceFiscale: text(azienda.codicefiscale),
    DatoreLavoro_Denominazione: filled(azienda.datorelavoro),
    DatoreLavoro_SedeLavoro_ComuneNazione: filled(luogo.codcomune),
    DatoreLavoro_SedeLavoro_Indirizzo: filled(luogo.indirizzo),
    DatoreLavoro_Settore: filled(azienda.codateco),
    ...lavoratoreOf(sap),
    Rapporto_DataFine: filled(row.datafine),
    Rapporto_LavoroAgricoltura: filled(group(row.tiporapporto).lavoroInAgricoltura),
    Rapporto_TipologiaContrattuale: text(group(row.tiporapporto).tipocontratto),
    Rapporto_TipoOrario: filled(group(row.modalitalavoro).codmodalitalavoro),
  };
}

/** A notice of a temporary work through an agency: the employment has a user company. */
function unisomm(sap: HeldSap, row: DocumentTree, n: number): DocumentTree {
  const { Rapporto_DataInizio, ...notice } = ofNotice('UNISOMM', row, n);
  const [agenzia, ditta] = [group(row.azienda), group(row.utilizzatrice)];
  return {
    ...notice,
    AgenziaSomministrazione_CodiceFiscale: text(agenzia.codicefiscale),
    AgenziaSomministrazione_Denominazione: filled(agenzia.datorelavoro),
    DittaUtilizzatrice_CodiceFiscale: filled(ditta.codicefiscale),
    DittaUtilizzatrice_Denominazione: filled(ditta.datorelavoro),
    ...lavoratoreOf(sap),
    RapportoAgenziaSomm_DataFine: filled(row.datafine),
    RapportoAgenziaSomm_DataInizio: Rapporto_DataInizio,
    RapportoAgenziaSomm_TipologiaContrattuale: filled(group(row.tiporapporto).tipocontratto),
  };
}

const hasUser = (row: DocumentTree): boolean => text(group(row.utilizzatrice).codicefiscale) !== '';

/** The notices of the employments that began between two days. */
export function coPerLavoratore(node: AnpalNode, request: DocumentTree, fault: Fault): DocumentTree {
  const ended = (Codice: string, Messaggio: string, COLavoratore?: DocumentTree): DocumentTree => ({
    COPerLavoratoreResult: { COLavoratore, Esito: { Codice, Messaggio } },
  });
  if (fault === 'x001') return ended('X001', 'Numero massimo di chiamate raggiunto');
  const sap = node.registry.activeOf(text(request.CodiceFiscale));
  const begun = sap === undefined ? [] : esperienzeOf(sap);
  const rows = begun.filter(
    ({ datainizio }) => text(datainizio) >= dayOf(request.DataInizio) && text(datainizio) <= dayOf(request.DataFine),
  );
  if (sap === undefined || rows.length === 0) return ended('E103', 'Nessun risultato trovato');
  const UNILAV = rows.flatMap((row, n) => (hasUser(row) ? [] : [unilav(sap, row, n)]));
  const UNISOMM = rows.flatMap((row, n) => (hasUser(row) ? [unisomm(sap, row, n)] : []));
  return ended('E100', 'OK', { UNILAV, UNISOMM });
}
