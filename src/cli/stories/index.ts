/** The stories of the demo, in the order in which all of them are told. */
import { condizionalita } from './condizionalita.js';
import { emilia } from './emilia.js';
import { liguria } from './liguria.js';
import { piemonte } from './piemonte.js';
import { scheda } from './scheda.js';
import type { Story } from './story.js';
import { toscana } from './toscana.js';

export const STORIES: readonly Story[] = [liguria, toscana, piemonte, emilia, condizionalita, scheda];
