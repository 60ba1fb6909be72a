/** The servers that tests and benches run against: the real ones, private to the run. */
export { createDatabase, type PostgresService, startPostgres } from './postgres.js';
export { type RabbitService, startRabbit } from './rabbit.js';
