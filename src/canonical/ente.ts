/**
 * An organisation as the scrivania digitale holds it: the legal person, its seats with their staff, its operators and the
 * delegations between them. The subject is the body, by its codice fiscale.
 */
import { z } from 'zod';
import { code, codiceEnte, codiceFiscaleText, extensions, isoDate, text } from './fields.js';
import { indirizzo } from './sap.js';

const ruoli = z.array(code.meta({ codeList: 'ente-ruolo' }));

const delega = z.strictObject({
  identificativo: code.optional(),
  delegante: codiceFiscaleText,
  delegato: codiceFiscaleText,
  ruoli: ruoli.min(1),
  sede: code.optional().meta({ description: 'One seat only' }),
  dal: isoDate,
  al: isoDate.optional(),
});

/** A body that is only referred to. */
const riferimento = z.strictObject({ codice: codiceFiscaleText, denominazione: text.optional() });

export const ente = z
  .strictObject({
    ente: z.strictObject({
      codice: codiceFiscaleText.meta({ description: 'Codice fiscale of the legal person' }),
      partitaIva: z
        .string()
        .regex(/^\d{11}$/, { error: 'expected 11 digits' })
        .optional(),
      denominazione: text,
      formaGiuridica: code.optional().meta({ codeList: 'ente-forma-giuridica' }),
      tipo: code.meta({ codeList: 'ente-tipo' }),
      codiceMinisteriale: codiceEnte.optional(),
      sedeLegale: indirizzo.required({ comune: true }).optional(),
      dataRegistrazione: isoDate.optional(),
    }),
    registrante: z
      .strictObject({ codiceFiscale: codiceFiscaleText, titolo: code.meta({ codeList: 'ente-titolo' }) })
      .meta({ description: 'Who registered the body, and thereby became its master' }),
    sedi: z.array(
      z.strictObject({
        codice: code,
        denominazione: text.optional(),
        codiceMinisteriale: codiceEnte.optional(),
        indirizzo: indirizzo.required({ comune: true }).optional(),
        telefono: text.optional(),
        email: text.optional(),
        personale: z
          .array(
            z.strictObject({
              codiceFiscale: codiceFiscaleText,
              ruolo: code.optional().meta({ codeList: 'ente-ruolo' }),
              dal: isoDate.optional(),
              al: isoDate.optional(),
            }),
          )
          .optional(),
      }),
    ),
    operatori: z.array(
      z.strictObject({
        codiceFiscale: codiceFiscaleText,
        cognome: text.optional(),
        nome: text.optional(),
        master: z.boolean(),
        ruoli,
        dal: isoDate.optional(),
        al: isoDate.optional(),
      }),
    ),
    deleghe: z.array(delega).optional(),
    estensioni: extensions.optional(),
  })
  .meta({ title: 'Ente', description: 'An organisation with its seats, operators and delegations' });
export type Ente = z.infer<typeof ente>;

export const variazioneEnte = z
  .strictObject({
    ente: riferimento,
    operazione: code.meta({ codeList: 'ente-operazione' }),
    data: isoDate,
    operatore: codiceFiscaleText.optional().meta({ description: 'Who entered the change' }),
    delega,
    estensioni: extensions.optional(),
  })
  .meta({ title: 'VariazioneEnte', description: 'A delegation that is granted or withdrawn' });
export type VariazioneEnte = z.infer<typeof variazioneEnte>;

export const annullamentoEnte = z
  .strictObject({
    ente: riferimento,
    data: isoDate,
    motivo: code.meta({ codeList: 'ente-motivo-cancellazione' }),
    note: text.optional(),
    estensioni: extensions.optional(),
  })
  .meta({ title: 'AnnullamentoEnte', description: 'An organisation leaves the register' });
export type AnnullamentoEnte = z.infer<typeof annullamentoEnte>;
