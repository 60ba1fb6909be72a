/**
 * `identificativo_politica`: 2 digits of the system that sent the policy first (ministry numbering), 8 hexadecimal digits
 * that this system counts, and a check letter made as that of a codice fiscale over body, activity and day of proposal
 * ("SAP, modelli e regole" 1.9, May 2019). The id never changes, the fields under it may: so the letter is made here, and
 * of an id that is read it only raises a doubt.
 */
import { checkCharacter } from './codice-fiscale.js';

/** The fields of a policy that its check letter is made of. */
export interface PolicyIdentity {
  readonly entePromotore?: string | undefined;
  readonly tipoAttivita: string;
  /** `YYYY-MM-DD`. */
  readonly dataProposta: string;
}

/** The body of the national node, whose rows no sender writes. */
export const NATIONAL_BODY = 'H501N000001';

const over = ({ entePromotore = '', tipoAttivita, dataProposta }: PolicyIdentity): string =>
  `${entePromotore}${tipoAttivita}${dataProposta.slice(0, 4)}${dataProposta.slice(5, 7)}${dataProposta.slice(8)}`;

/** Id of a new policy; `sequence` is counted by the system, 0 to 0xFFFFFFFF. */
export function policyId(system: string, sequence: number, policy: PolicyIdentity): string {
  const digits = sequence.toString(16).toUpperCase().padStart(8, '0');
  return `${system}${digits}${checkCharacter(over(policy))}`;
}

/**
 * Whether the check letter is one that is in use: the national one, or that of Emilia-Romagna, which puts the id of the SAP
 * in front.
 */
export function policyIdFits(id: string, policy: PolicyIdentity, identificativoSap?: string): boolean {
  const letter = id.slice(-1).toUpperCase();
  const text = over(policy);
  if (checkCharacter(text) === letter) return true;
  return identificativoSap !== undefined && checkCharacter(`${identificativoSap}${text}`) === letter;
}
