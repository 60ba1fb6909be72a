import { errorsOf } from '../foundation/errors.js';

export const BROKER_ERRORS = {
  'broker-unreachable': {
    status: 503,
    title: 'The message broker does not answer',
    mend: 'Check that RabbitMQ runs and that broker.url names host, port, user, password and virtual host of every node; `raccordo doctor` tries it.',
  },
  'broker-refused': {
    status: 503,
    title: 'The message broker refused the connection',
    mend: 'Check user, password and virtual host in broker.url, and that the user may configure, write and read `raccordo.*`.',
  },
  'broker-topology': {
    status: 503,
    title: 'A queue or exchange that is in use exists with other properties',
    mend: 'Stop whatever uses the queue or exchange named in detail (another process, or an older version of this one), then start again or run `raccordo migrate`: what nobody uses is made anew, and the store makes its calls again.',
  },
  'broker-unconfirmed': {
    status: 503,
    title: 'The message broker has not confirmed a call',
    mend: 'Nothing to do: the delivery stays in the store and the sweep calls it again.',
  },
  'broker-blocked': {
    status: 503,
    title: 'The message broker takes no messages now',
    mend: 'RabbitMQ is short of memory or disk: `rabbitmqctl status` shows the alarm. The deliveries stay in the store meanwhile.',
  },
  'broker-full': {
    status: 503,
    title: 'Too many calls wait for the message broker',
    mend: 'Nothing to do: the delivery stays in the store and the sweep calls it again. If it lasts, look at the depth of the queues.',
  },
  'broker-no-subscriber': {
    status: 503,
    title: 'Nobody has bound a queue for an event',
    mend: 'Bind a queue to the exchange `raccordo.events.v1` with the routing key named in detail (docs/events.md says how). The event waits in the store and is published again by itself.',
  },
  'broker-closed': {
    status: 503,
    title: 'The message broker is shutting down',
    mend: 'Nothing to do: the delivery stays in the store and is called after the next start.',
  },
} as const;

export const brokerError = errorsOf(BROKER_ERRORS);
