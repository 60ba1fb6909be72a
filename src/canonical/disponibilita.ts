/** The agenda of a provider: when one of its seats receives people for a first appointment (Agenda ANPAL). */
import { z } from 'zod';
import { code, codiceEnte, extensions, isoDate, text } from './fields.js';

/** Time of day in Italy. */
const ora = z
  .string()
  .regex(/^([01][0-9]|2[0-3]):[0-5][0-9]$/, { error: 'expected a time of day, HH:MM' })
  .meta({ rule: 'time.of-day' });

export const disponibilita = z
  .strictObject({
    ente: z.strictObject({
      codice: codiceEnte,
      denominazione: text.optional(),
      sede: code.optional(),
      indirizzo: text.optional(),
      telefono: text.optional(),
      email: text.optional(),
    }),
    operazione: code.meta({ codeList: 'agenda-operazione' }),
    servizio: code.meta({ description: 'What people are received for', codeList: 'agenda-servizio-anpal' }),
    dal: isoDate,
    al: isoDate,
    fasce: z.array(
      z.strictObject({
        giorno: code.optional().meta({ description: 'Day of the week, every week', codeList: 'giorno-settimana' }),
        data: isoDate.optional().meta({ description: 'One day only' }),
        dalle: ora,
        alle: ora,
        durataMinuti: z.int().min(5).max(480).optional(),
        posti: z.int().min(1).max(500).optional(),
        note: text.optional(),
      }),
    ),
    estensioni: extensions.optional(),
  })
  .meta({ title: 'Disponibilita', description: 'Time bands that a seat opens or withdraws' });
export type Disponibilita = z.infer<typeof disponibilita>;
