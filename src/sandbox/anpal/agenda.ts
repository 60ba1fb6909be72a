/**
 * The appointments that the simulated nation has booked at the regions: it asks a region for one, withdraws it, and takes
 * the outcome that the region tells. Of the refusals only A000 and T099 are public; the codes with R are the sandbox's own.
 */
import { appuntamentoService } from '../../contract/anpal/appuntamento.js';
import type { DocumentTree } from '../../contract/contract.js';
import { textAt } from '../../contract/soap-service.js';
import type { RegionAnswer, RegionClient } from './region-client.js';
import { text } from './tree.js';

export interface HeldAppointment {
  /** National id. */
  readonly coap: string;
  /** The region's id, once it has told it. */
  readonly regionale?: string;
  readonly stato: 'fissato' | 'annullato' | 'chiuso' | 'spostato';
  /** Outcome code with which it ended. */
  readonly esito?: string;
}

/** An appointment that the node holds from the start. */
export type AppointmentSeed = Pick<HeldAppointment, 'coap' | 'regionale'>;

export interface Outcome {
  readonly IdEsito: string;
  readonly DescrizioneEsitoNegativo?: string;
  readonly IdNuovoAppuntamento?: string;
}

const TAKEN = '00';
const MOVED = '04';
export const NOTIFICA_DONE = 'A000';
const refused = (IdEsito: string, DescrizioneEsitoNegativo: string): Outcome => ({ IdEsito, DescrizioneEsitoNegativo });

export class Agenda {
  readonly #held = new Map<string, HeldAppointment>();
  /** Outcomes that were taken, by what they said: the same one again has no second effect. */
  readonly #taken = new Map<string, Outcome>();
  #last = 0;

  constructor(
    private readonly regions: RegionClient,
    seed: readonly AppointmentSeed[] = [],
  ) {
    for (const one of seed) this.hold(one);
  }

  /** Holds an appointment as booked. */
  hold(appointment: AppointmentSeed): void {
    this.#put({ ...appointment, stato: 'fissato' });
  }

  all(): readonly HeldAppointment[] {
    return [...this.#held.values()];
  }

  /** Asks a region for an appointment: an `Appuntamento` without its last two elements. The national id is given here. */
  async book(region: string, request: DocumentTree): Promise<RegionAnswer & { readonly coap: string }> {
    const coap = this.#newId();
    const document = { ...request, IdCoap: coap, returnIdApp: 'true' };
    const answer = await this.regions.call(region, appuntamentoService, 'fissaAppuntamento', document);
    if ('tree' in answer && textAt(answer.tree, 'Esito.codice') === TAKEN) {
      const regionale = textAt(answer.tree, 'datiAppuntamento.IdAppuntamento');
      this.#put({ coap, stato: 'fissato', ...(regionale === '' ? {} : { regionale }) });
    }
    return { ...answer, coap };
  }

  /** Withdraws one, in the form that names it by its ids. */
  async annul(region: string, coap: string, where: { provincia: string; cpi: string }): Promise<RegionAnswer> {
    const held = this.#held.get(coap);
    const answer = await this.regions.call(region, appuntamentoService, 'annullaAppuntamento', {
      IdProvincia: where.provincia,
      IdCPI: where.cpi,
      IdAppuntamentoAR: held?.regionale ?? '',
      IdAppuntamentoCoap: coap,
    });
    const done = 'tree' in answer && textAt(answer.tree, 'Esito.codice') === TAKEN;
    if (done && held !== undefined) this.#put({ ...held, stato: 'annullato' });
    return answer;
  }

  /** Takes a `RichiestaNotificaEsito` that its schema allows. */
  outcome(request: DocumentTree): Outcome {
    const said = JSON.stringify(request);
    const earlier = this.#taken.get(said);
    if (earlier !== undefined) return earlier;
    const outcome = this.#judge(request);
    if (outcome.IdEsito === NOTIFICA_DONE) this.#taken.set(said, outcome);
    return outcome;
  }

  #judge(request: DocumentTree): Outcome {
    const held = this.#held.get(text(request.IdAppuntamento));
    const regionale = text(request.IdAppuntamentoAR);
    const esito = text(request.IdEsitoAppuntamento);
    const moved = esito === MOVED;
    const next = textAt(request, 'NuovoAppuntamento.IdAppuntamentoAR');
    if (held === undefined) return refused('R101', 'Appuntamento sconosciuto');
    if (held.regionale !== undefined && held.regionale !== regionale)
      return refused('R102', 'IdAppuntamentoAR di un altro appuntamento');
    if (held.stato !== 'fissato') return refused('R103', `Appuntamento non attivo: ${held.stato}`);
    if (moved && (text(request.IdCausa) === '' || next === ''))
      return refused('R104', 'Spostamento senza causa o nuovo appuntamento');
    this.#put({ ...held, regionale, esito, stato: moved ? 'spostato' : 'chiuso' });
    if (!moved) return { IdEsito: NOTIFICA_DONE };
    const coap = this.#newId();
    this.#put({ coap, regionale: next, stato: 'fissato' });
    return { IdEsito: NOTIFICA_DONE, IdNuovoAppuntamento: coap };
  }

  #put(appointment: HeldAppointment): void {
    this.#held.set(appointment.coap, appointment);
  }

  /** Fifteen characters, as long as an id may be. */
  #newId(): string {
    this.#last += 1;
    return `COAP${String(this.#last).padStart(11, '0')}`;
  }
}
