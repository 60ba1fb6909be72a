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
