/** The door of the contract room for those who put the house together. */
export { anpalContracts, readSapTree } from './anpal.js';
export { type ExpectedFinding, type Fixture, loadFixtures } from './fixtures.js';
