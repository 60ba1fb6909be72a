/** Interviews at the simulated Toscana Lavoro: what both sign at the end, and what else the region tells of. */
import type { DocumentTree } from '../../contract/contract.js';
import { textAt } from '../../contract/soap-service.js';
import { toscanaContracts } from '../../contract/toscana-lavoro/index.js';
import { digest } from '../../foundation/ids.js';
import type { EventName, RecordName } from '../../foundation/names.js';
import { type GatewayAddress, type Posted, postDocument } from '../services/sender.js';
import { makeAuthority, type SigningIdentity } from '../signatures/authority.js';
import { signFile } from '../signatures/file.js';

/** How the document is signed at the end of an interview. */
export interface InterviewEnd {
  /** Codice fiscale of the officer. */
  readonly operatore: string;
  readonly formato: 'CADES' | 'PADES';
  /** RFC 3339. */
  readonly momento: string;
}

export class Interviews {
  readonly #authority = makeAuthority();
  readonly #identities = new Map<string, SigningIdentity>();

  constructor(private readonly gateway: GatewayAddress) {}

  /** PEM of the authority that issues the certificates of everybody here. */
  get trustAnchor(): string {
    return this.#authority.pem;
  }

  /** A `DidFirmata` or `PattoFirmato` without its file is signed by person and officer. */
  signed(document: DocumentTree, { operatore, formato, momento }: InterviewEnd): DocumentTree {
    const who = textAt(document, 'codiceFiscale');
    const people = [who, operatore];
    const signings = people.map((one) => ({ by: this.#identityOf(one), at: new Date(momento) }));
    // A PDF shows its words in parentheses, which those of JSON would not bear.
    const words = formato === 'PADES' ? 'documento' : JSON.stringify(document);
    const { file, contents } = signFile(formato, words, signings);
    const firme = people.map((codiceFiscale, i) => ({
      ruolo: i === 0 ? 'CITTADINO' : 'OPERATORE',
      formato,
      momento,
      impronta: digest(contents[i] ?? file),
      codiceFiscale,
    }));
    const tipoContenuto = formato === 'PADES' ? 'application/pdf' : 'application/pkcs7-mime';
    return { ...document, documentoFirmato: { contenuto: file.toString('base64'), tipoContenuto, firme } };
  }

  /** Tells the gateway of a document of this side. */
  tell(record: RecordName, event: EventName, document: DocumentTree): Promise<Posted> {
    return postDocument(this.gateway, toscanaContracts(), { record, event, revision: '1.0' }, document);
  }

  #identityOf(codiceFiscale: string): SigningIdentity {
    const known = this.#identities.get(codiceFiscale);
    if (known !== undefined) return known;
    const made = this.#authority.issue({ name: 'Firmatario inventato', codiceFiscale });
    this.#identities.set(codiceFiscale, made);
    return made;
  }
}
