/** Branded primitive types: parsed once at the edge, never checked again inside. */

declare const brand: unique symbol;
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };

/** Codice fiscale of a person, 16 characters (omocodia included) or the 11-digit provisional form. */
export type CodiceFiscale = Brand<string, 'CodiceFiscale'>;
/** National identifier of a SAP, `[A-Z]{2}[0-9]{8}[A-Z]`. */
export type IdentificativoSap = Brand<string, 'IdentificativoSap'>;
/** Id of a message: UUID version 7, so ids sort by time of receipt. */
export type MessageId = Brand<string, 'MessageId'>;
/** Id of a delivery: UUID version 7. */
export type DeliveryId = Brand<string, 'DeliveryId'>;
/** A calendar date `YYYY-MM-DD`, without time or zone. */
export type IsoDate = Brand<string, 'IsoDate'>;
/** Ministry code of a body, CPIs included: 11 characters, `L219C000381`. */
export type CodiceEnte = Brand<string, 'CodiceEnte'>;
/** A region's own code of a CPI or of one of its counters: 9 characters. Not the ministry's, and not derived from it. */
export type CodiceCpiRegionale = Brand<string, 'CodiceCpiRegionale'>;
/** Region in the ministry's numbering, two digits: Piemonte is 13. */
export type CodiceRegioneMinistero = Brand<string, 'CodiceRegioneMinistero'>;
/** Region in the numbering of ISTAT, two digits: Piemonte is 01. */
export type CodiceRegioneIstat = Brand<string, 'CodiceRegioneIstat'>;
/** Region in the European nomenclature NUTS 2: Piemonte is ITC1; Bolzano and Trento are two. */
export type CodiceNuts2 = Brand<string, 'CodiceNuts2'>;
