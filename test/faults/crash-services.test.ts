/** kill -9 at every named instant: on PostgreSQL and RabbitMQ, one process for all, or one for the doors and one for deliveries. */
import { anywhere, inTurn, ONE, TWO, thrice } from './harness/crash.js';
import { faults } from './harness/scenario.js';

faults('a process on PostgreSQL and RabbitMQ is killed', [inTurn(TWO), ...thrice(TWO), ...thrice(ONE), anywhere(TWO)]);
