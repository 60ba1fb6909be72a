/** Sample traffic for the demo and for tests: real-shaped documents about invented people; only the days of the stories are those of the run. */
export { type Applicant, applicantOn } from './traffic/applicant.js';
export { daysBetween } from './traffic/days.js';
export { type EmilianStory, emilianOn } from './traffic/emilia.js';
export { type LigurianStory, ligurianOn } from './traffic/liguria.js';
export { sampleNation } from './traffic/nation.js';
export { type PiedmonteseEvent, type PiedmonteseStory, piedmonteseOn } from './traffic/piemonte.js';
export { sampleRegions } from './traffic/regions.js';
export { type SampleSap, sampleSaps } from './traffic/saps.js';
export { type TuscanStory, tuscanOn } from './traffic/toscana.js';
export { sampleWorkers } from './traffic/workers.js';
