/** Sample traffic for the demo and for tests: real-shaped documents about invented people, the same at every run. */
export { type Applicant, applicantOn } from './traffic/applicant.js';
export { sampleNation } from './traffic/nation.js';
export { sampleRegions } from './traffic/regions.js';
export { type SampleSap, sampleSaps } from './traffic/saps.js';
export { sampleWorkers } from './traffic/workers.js';
