/** Toscana Lavoro, with IDOL behind it. */

import { restTakes } from '../adapters/rest-side.js';
import { toscanaAdapter } from '../adapters/toscana-lavoro/adapter.js';
import { idol, toldRevision, toscanaContracts } from '../contract/toscana-lavoro/index.js';
import { toscanaTables } from '../mappings/toscana-lavoro/index.js';
import { readAnchors } from '../security/signatures/anchors.js';
import type { SideDefinition } from './definition.js';

export const toscanaLavoro: SideDefinition = {
  name: 'toscana-lavoro',
  contracts: ({ security: { trustAnchors } }) =>
    toscanaContracts(() => (trustAnchors === undefined ? undefined : readAnchors(trustAnchors))),
  tables: toscanaTables,
  services: [],
  restServices: [idol],
  mainService: idol.name,
  writes: (_settings, record) => toldRevision(record),
  takes: restTakes(idol),
  adapter: (settings) => toscanaAdapter(settings.sides['toscana-lavoro']),
  codiceFiscaleCheck: (settings) => settings.sides['toscana-lavoro'].codiceFiscaleCheck,
};
