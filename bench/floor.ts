/** The bare road: a Fastify route that inserts the raw body in PostgreSQL and publishes it with a confirm, then says 202. */
import { randomUUID } from 'node:crypto';
import { connect } from 'amqplib';
import Fastify from 'fastify';
import { Pool } from 'pg';

const [databaseUrl = '', brokerUrl = ''] = process.argv.slice(2);
const QUEUE = 'bench.floor';
const pool = new Pool({ connectionString: databaseUrl, max: 20 });
await pool.query(
  'create table if not exists bench_floor (id uuid primary key, at timestamptz not null default now(), body bytea not null)',
);
const connection = await connect(brokerUrl, { noDelay: true });
const channel = await connection.createConfirmChannel();
await channel.assertQueue(QUEUE, { durable: true, arguments: { 'x-queue-type': 'quorum' } });
const app = Fastify({ bodyLimit: 10_000_000 });
app.addContentTypeParser('application/xml', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
app.post('/in', async (request, reply) => {
  const id = randomUUID();
  const body = request.body as Buffer;
  await pool.query({ name: 'floor', text: 'insert into bench_floor (id, body) values ($1, $2)', values: [id, body] });
  await new Promise<void>((resolve, reject) => {
    channel.sendToQueue(QUEUE, body, { persistent: true, messageId: id }, (error: unknown) =>
      error ? reject(error) : resolve(),
    );
  });
  return reply.code(202).send({ id });
});
console.log(`ready ${await app.listen({ host: '127.0.0.1', port: 0 })}/in`);
