/** A process that accepts receipts on an embedded store and says which were acknowledged, until it is killed. */

import { newMessageId } from '../../src/foundation/ids.js';
import { openStore } from '../../src/store/open.js';
import { deliveryTo, receipt } from './receipts.js';

const [directory = ''] = process.argv.slice(2);
const store = await openStore({ directory });
await store.migrate();

async function write(): Promise<never> {
  for (;;) {
    const one = receipt({ text: 'x'.repeat(2_000), deliveries: [deliveryTo('anpal', newMessageId())] });
    process.stdout.write(`attempted ${one.id}\n`);
    const { id } = await store.accept(one);
    process.stdout.write(`acknowledged ${id}\n`);
  }
}
await Promise.all([write(), write(), write(), write()]);
