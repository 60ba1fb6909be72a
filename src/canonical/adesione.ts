/**
 * The adesione of a young person to Garanzia Giovani. `invio` is a new one (in state A, though the document has no field
 * for it); `variazione` the state that the region tells the nation; `notifica` the state that the nation tells the region.
 * An adesione is known by person, day and region.
 */
import { z } from 'zod';
import {
  code,
  codiceFiscaleText,
  codiceRegioneMinistero,
  extensions,
  identificativoSap,
  isoDate,
  italianDateTime,
} from './fields.js';

const chiave = {
  codiceFiscale: codiceFiscaleText,
  dataAdesione: isoDate,
};

const stato = code.meta({
  description: 'A, C, D, F, N, P, R, T, U or X; C, D, F, N, R, U and X are final',
  codeList: 'yg-stato-adesione',
});

export const adesione = z
  .strictObject({
    ...chiave,
    regione: codiceRegioneMinistero.optional(),
    identificativoSap: identificativoSap.optional().meta({ description: 'Absent: the person has no SAP' }),
    estensioni: extensions.optional(),
  })
  .meta({ title: 'Adesione', description: 'A new adesione to Garanzia Giovani, in state A' });
export type Adesione = z.infer<typeof adesione>;

export const variazioneAdesione = z
  .strictObject({ ...chiave, regione: codiceRegioneMinistero, stato, estensioni: extensions.optional() })
  .meta({ title: 'VariazioneAdesione', description: 'The state of an adesione, told by the region' });
export type VariazioneAdesione = z.infer<typeof variazioneAdesione>;

export const notificaAdesione = z
  .strictObject({
    ...chiave,
    regione: codiceRegioneMinistero,
    stato,
    dataStato: italianDateTime,
    estensioni: extensions.optional(),
  })
  .meta({ title: 'NotificaAdesione', description: 'The state of an adesione, told by the nation' });
export type NotificaAdesione = z.infer<typeof notificaAdesione>;
