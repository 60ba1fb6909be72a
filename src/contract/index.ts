/** The door of the contract room for those who put the house together. */
export {
  annullamentoReadingOrder,
  anpalContracts,
  anpalRestServices,
  anpalServices,
  readSapTree,
} from './anpal/index.js';
export { type ExpectedFinding, type Fixture, loadFixtures } from './fixtures.js';
