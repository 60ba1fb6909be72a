/**
 * One active policy of a person, apart from the rest of the SAP: what a body has proposed, begun or ended. It is the row of
 * section 6 with whom it is about and the essential level of service (LEP) it delivers.
 */
import { z } from 'zod';
import { code, codiceEnte, codiceFiscaleText, extensions, identificativoSap, isoDate } from './fields.js';
import { politicaAttiva } from './sap.js';

/** Whom a record out of section 6 is about, and the SAP it belongs to: completed on the way where a region does not know. */
export const soggettoSezione6 = {
  codiceFiscale: codiceFiscaleText
    .optional()
    .meta({ description: 'Absent where the document names the person by the SAP alone' }),
  identificativoSap: identificativoSap.optional(),
  codiceEnteTitolare: codiceEnte.optional().meta({ description: 'Body that holds the SAP, not the one that promotes' }),
  dataNascita: isoDate.optional().meta({ description: 'Date of birth, which the node wants repeated' }),
  dataAggiornamento: isoDate.optional().meta({ description: 'The day for which the sender states this' }),
};

export const politicaAttivaSingola = z
  .strictObject({
    ...soggettoSezione6,
    politica: politicaAttiva,
    lep: code.optional().meta({ description: 'Essential level of service, DM 4/2018', codeList: 'lep' }),
    percorsoGol: code.optional().meta({ description: 'Path of the GOL programme', codeList: 'gol-percorso' }),
    estensioni: extensions.optional(),
  })
  .meta({ title: 'PoliticaAttiva', description: 'One active policy of a person' });
export type PoliticaAttivaSingola = z.infer<typeof politicaAttivaSingola>;
