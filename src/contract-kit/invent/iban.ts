/** Italian accounts that nobody has: the bank does not exist, the check digits hold. */
import { checkCharacter } from '../../canonical/codice-fiscale.js';

export type IbanPart = 'controllo' | 'cin' | 'abi' | 'cab' | 'conto';

/** No bank has a number that begins with 99. */
const NO_BANK = '99';

/** The parts of the account with this number. */
export function accountOf(number: number): Readonly<Record<IbanPart, string>> {
  const digits = String(number).padStart(20, '7').slice(-20);
  const abi = `${NO_BANK}${digits.slice(0, 3)}`;
  const cab = digits.slice(3, 8);
  const conto = digits.slice(8);
  const cin = checkCharacter(`${abi}${cab}${conto}`);
  return { abi, cab, conto, cin, controllo: checkDigits(`${cin}${abi}${cab}${conto}`) };
}

/** ISO 13616: the country and two zeros go behind, letters become numbers, 98 less the rest by 97. */
function checkDigits(bban: string): string {
  const text = [...`${bban}IT00`].map((sign) => Number.parseInt(sign, 36)).join('');
  return String(98n - (BigInt(text) % 97n)).padStart(2, '0');
}
