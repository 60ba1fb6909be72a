/** The gateway put together: what the doors and the command line work with. */
import { Asking } from './ask.js';
import { Cancellation } from './cancel.js';
import type { Context } from './context.js';
import { Deliverer } from './deliver.js';
import { Dispatcher } from './dispatch.js';
import { Holding } from './holding.js';
import { Intake } from './intake.js';
import { journalInto } from './journal.js';
import { Replay } from './replay.js';

export type Role = 'all' | 'api' | 'worker';

export interface Gateway {
  readonly context: Context;
  readonly intake: Intake;
  readonly asking: Asking;
  readonly replay: Replay;
  readonly cancel: Cancellation;
  readonly holding: Holding;
  readonly deliverer: Deliverer;
  /** Begins to deliver (roles `all` and `worker`) and to sweep. */
  start(role: Role): Promise<void>;
  /** Ends what is in work, then the connections. */
  stop(): Promise<void>;
}

export function createGateway(context: Context): Gateway {
  const dispatcher = new Dispatcher(context);
  const endJournal = journalInto(context.log, context.journey);
  const intake = new Intake(context, dispatcher);
  const deliverer = new Deliverer(context, dispatcher, intake);
  return {
    context,
    intake,
    deliverer,
    asking: new Asking(context, intake),
    replay: new Replay(context, intake, dispatcher),
    cancel: new Cancellation(context, dispatcher),
    holding: new Holding(context, dispatcher),
    async start(role) {
      if (role !== 'api') await deliverer.start();
      if (role !== 'api') dispatcher.start();
    },
    async stop() {
      await dispatcher.stop();
      await deliverer.stop();
      for (const side of context.sides.values()) await side.adapter?.close();
      await context.broker.end();
      await context.store.end();
      endJournal();
    },
  };
}
