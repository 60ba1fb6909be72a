/** How section 6 of the national SAP says what a pact is. */
import { pactOfProject, projectOfPact } from '../../canonical/patto-project.js';
import { didEventOf } from '../../canonical/politiche.js';
import type { Codec } from '../engine/index.js';
import { code } from '../engine/index.js';

/** A value that the document always has here. Another one is kept, since the canonical record has no place for it. */
export const always = (value: string): Codec => ({
  name: `always-${value}`,
  description: `always ${value}`,
  constant: true,
  decode(said, run) {
    if (said !== value) run.keep(run.here(), said);
    return undefined;
  },
  encode: () => value,
});

/** The project of a pact that names none. */
export const projectOfKind: Codec = {
  ...code,
  name: 'project-of-kind',
  description: 'the project that the kind of pact stands for: PSP and PRI 05, PDA 02, PPL 08, AG 01',
  encode(value, run) {
    const project = projectOfPact(value);
    if (pactOfProject(project) !== value) run.note('lost', 'the row of a pact tells its kind by the project alone');
    return project;
  },
};

const PROTOCOL_AND_ROLE = /^(.+)-([RMT])$/s;

/** `INPS-RDC-2020-123456-R` ↔ protocol of INPS and role of the person. */
export const domandaRdc: Codec = {
  name: 'domanda-rdc',
  description: 'protocol of INPS and role (R, M, T) with a hyphen between',
  decode(value) {
    const said = String(value);
    const [, protocolloInps, ruolo] = PROTOCOL_AND_ROLE.exec(said) ?? [];
    return protocolloInps === undefined ? { protocolloInps: said } : { protocolloInps, ruolo };
  },
  encode(value) {
    const { protocolloInps, ruolo } = value as { readonly protocolloInps: string; readonly ruolo?: string };
    return ruolo === undefined ? protocolloInps : `${protocolloInps}-${ruolo}`;
  },
};

/** The event of a DID that the last event of its row stands for; an open row says nothing of it. */
export const eventoDellaDid: Codec = {
  name: 'evento-did',
  description:
    'S when suspended (09), A when taken back (06, 07, 08), R after another event that closes; else what the link to a pact says',
  decode: (value) => didEventOf(String(value)),
  encode: () => undefined,
};

/** A row of a DID that names a pact has been confirmed by it. */
export const convalida: Codec = {
  name: 'convalida',
  description: 'C where the row names the pact that confirmed it',
  decode: (value) => (value === '' ? undefined : 'C'),
  encode: () => undefined,
};
