/** What the simulated nation holds about invented people, so that its services have somebody to tell of. */
import type { AppointmentSeed } from '../anpal/agenda.js';
import type { Beneficiario } from '../anpal/benefits.js';
import { PEOPLE, type Person } from './people.js';

export interface Application {
  readonly protocollo: string;
  /** `YYYY-MM-DD`. */
  readonly data: string;
  /** Who applied for the household. */
  readonly richiedente: Person;
}

/** A member of the household of an application, by the elements of the service that tells of them. */
export const receiverOf = (person: Person, { protocollo, data, richiedente }: Application): Beneficiario => ({
  cod_cap_residenza: person.domicilio.cap,
  cod_comune_residenza: person.domicilio.belfiore,
  des_comune_residenza: person.domicilio.comune,
  cod_fiscale: person.codiceFiscale,
  cod_fiscale_richiedente: richiedente.codiceFiscale,
  cod_protocollo_inps: protocollo,
  cod_ruolo_beneficiario: person === richiedente ? 'R' : 'M',
  cod_stato: 'AC',
  des_cognome: person.cognome,
  des_indirizzo_residenza: person.domicilio.via,
  des_nome: person.nome,
  dtt_domanda: data,
  dtt_nascita: person.nascita,
  dtt_rendicontazione: data,
});

const HOUSEHOLD: Application = { protocollo: 'INPS.RDC.2026.0000009', data: '2026-01-12', richiedente: PEOPLE.irene };

/** A household of two, and three appointments: one that the region has given its id, two that it has not. */
export const sampleNation = (): {
  readonly beneficiari: readonly Beneficiario[];
  readonly appuntamenti: readonly AppointmentSeed[];
} => ({
  beneficiari: [PEOPLE.irene, PEOPLE.sara].map((person) => receiverOf(person, HOUSEHOLD)),
  appuntamenti: [
    { coap: 'COAP90000000001', regionale: '1300001' },
    { coap: 'COAP90000000002' },
    { coap: 'COAP90000000003' },
  ],
});
