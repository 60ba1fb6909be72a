/**
 * The digital signatures on the document behind a record (CAD art. 20-24; CAdES, PAdES): who signed, in which role, when, and
 * what the check of the signed file made of it. The file itself stays with the message that brought it.
 */
import { z } from 'zod';
import { code, codiceFiscaleText, instant } from './fields.js';

const sha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/, { error: 'expected a SHA-256 in 64 hexadecimal digits' })
  .meta({ rule: 'sha256' });

export const firmeDigitali = z
  .array(
    z.strictObject({
      ruolo: code.meta({ codeList: 'firma-ruolo' }),
      formato: code.meta({ codeList: 'firma-formato' }),
      momento: instant,
      impronta: sha256.meta({
        description: 'Of what was signed: the document, or of a PDF the bytes of the signature',
      }),
      codiceFiscale: codiceFiscaleText.meta({ description: 'Of the signer, as the certificate has it' }),
      verifica: z
        .strictObject({
          esito: code.meta({ codeList: 'firma-esito' }),
          catena: code.meta({
            description: 'Whether a trusted authority issued the certificate',
            codeList: 'firma-catena',
          }),
        })
        .optional()
        .meta({ description: 'What the check of the signed file made of it; absent where there was no file to check' }),
    }),
  )
  .meta({ description: 'Digital signatures on the document, in the order of the sender' });
