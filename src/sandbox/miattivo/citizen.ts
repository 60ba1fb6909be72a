/** The people at the simulated portal: they register, change their contacts, withdraw, sign a pact or let its term pass. */
import type { DocumentTree } from '../../contract/contract.js';
import { miattivoContracts } from '../../contract/miattivo/index.js';
import { textAt } from '../../contract/soap-service.js';
import { sandboxError } from '../errors.js';
import { type GatewayAddress, type Posted, postDocument } from '../services/sender.js';
import { type HeldRegistration, type PortalNode, registered } from './portal.js';

export class Citizens {
  constructor(
    private readonly node: PortalNode,
    private readonly gateway: GatewayAddress,
  ) {}

  /** Registers somebody (a `Registrazione`) and tells the gateway. */
  async register(document: DocumentTree): Promise<Posted> {
    const posted = await this.#post('registrazione', 'invio', document);
    const codiceFiscale = textAt(document, 'codiceFiscale');
    this.node.registrations.set(codiceFiscale, {
      idRegistrazione: textAt(document, 'idRegistrazione'),
      codiceFiscale,
      stato: 'REGISTRATA',
      dal: textAt(document, 'dataRegistrazione'),
      email: textAt(document, 'recapiti.email'),
      cellulare: textAt(document, 'recapiti.cellulare'),
    });
    return posted;
  }

  /** Changes contacts or domicile (a `VariazioneRegistrazione`). */
  async change(document: DocumentTree): Promise<Posted> {
    const held = this.#held(document);
    const posted = await this.#post('registrazione', 'variazione', document);
    this.node.registrations.set(held.codiceFiscale, {
      ...held,
      email: textAt(document, 'recapiti.email') || held.email,
      cellulare: textAt(document, 'recapiti.cellulare') || held.cellulare,
    });
    return posted;
  }

  /** Withdraws a registration (a `CancellazioneRegistrazione`). */
  async withdraw(document: DocumentTree): Promise<Posted> {
    const held = this.#held(document);
    const posted = await this.#post('registrazione', 'annullamento', document);
    this.node.registrations.set(held.codiceFiscale, { ...held, stato: 'CANCELLATA', dal: textAt(document, 'data') });
    return posted;
  }

  /** Accepts the pact that waits for a person, in one of the ways of the contract, or lets its term pass. */
  async answerPact(
    codiceFiscale: string,
    answer: { readonly stato: 'A'; readonly tipoAccettazione: string } | { readonly stato: 'S' },
    istante: string,
  ): Promise<Posted> {
    const found = [...this.node.pacts].find(([, one]) => one.codiceFiscale === codiceFiscale && one.stato === 'D');
    if (found === undefined) throw sandboxError('sandbox-seed-invalid', 'no pact waits for this person');
    const [act, pact] = found;
    const { dataPatto, protocollo } = pact;
    const posted = await this.#post('patto', 'esito', { codiceFiscale, dataPatto, protocollo, ...answer, istante });
    this.node.pacts.set(act, { ...pact, stato: answer.stato });
    return posted;
  }

  #held(document: DocumentTree): HeldRegistration {
    const held = registered(this.node, document);
    if (held?.idRegistrazione === textAt(document, 'idRegistrazione')) return held;
    throw sandboxError('sandbox-seed-invalid', 'nobody is registered with this codice fiscale and id');
  }

  #post(
    record: 'registrazione' | 'patto',
    event: 'invio' | 'variazione' | 'annullamento' | 'esito',
    document: DocumentTree,
  ) {
    return postDocument(this.gateway, miattivoContracts(), { record, event }, document);
  }
}
