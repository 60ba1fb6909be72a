/** The door of the contract room for those who put the house together. */
export { anpalContracts, readSapTree, SAP_REVISIONS, type SapRevision } from './anpal.js';
export { type ExpectedFinding, type Fixture, loadFixtures } from './fixtures.js';
