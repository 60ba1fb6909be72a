/** Reddito di attivazione (Trento): what an application has beyond other benefits. */
import { z } from 'zod';
import { code, isoDate, text } from './fields.js';

export const domandaRa = z.strictObject({
  tipo: text.optional().meta({ description: 'Kind of benefit in the words of INPS, whose values are not published' }),
  ente: z
    .strictObject({ codice: code.optional().meta({ codeList: 'ra-ente' }), denominazione: text.optional() })
    .optional()
    .meta({ description: 'Body that grants the benefit' }),
  provvedimento: z
    .strictObject({ numero: text.optional(), anno: code.optional(), data: isoDate.optional() })
    .optional()
    .meta({ description: 'Decision of the body that authorises it; absent as long as nothing is decided' }),
});

export const azienda = z
  .strictObject({
    matricolaInps: code.optional().meta({ description: 'Number of the employer at INPS' }),
    codiceFiscale: text.optional().meta({ description: 'Codice fiscale or partita IVA' }),
    denominazione: text.optional(),
  })
  .meta({ description: 'Employer of the receiver' });

export const accredito = z
  .strictObject({
    paese: code.optional(),
    controllo: code.optional(),
    cin: code.optional(),
    abi: code.optional(),
    cab: code.optional(),
    conto: code.optional(),
  })
  .meta({ description: 'Account that the benefit is paid to: the parts of its IBAN, in order' });
