/** The servers that tests and benches run against: the real ones, private to the run. */
export {
  administer,
  createDatabase,
  fence,
  type PostgresService,
  startPostgres,
  unfence,
} from './postgres.js';
export { type RabbitService, startRabbit } from './rabbit.js';
