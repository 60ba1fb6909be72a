/** The gateway put together: what the doors and the command line work with. */
import { Asking } from './ask.js';
import { Cancellation } from './cancel.js';
import { Confirmation } from './confirm.js';
import type { Context } from './context.js';
import { Deliverer } from './deliver.js';
import { Dispatcher } from './dispatch.js';
import { Holding } from './holding.js';
import { Intake } from './intake.js';
import { Jobs } from './jobs.js';
import { journalInto } from './journal.js';
import { delivers, doesJobs, Membership, type Role } from './membership.js';
import { Replay } from './replay.js';
import { trimOnce } from './trim.js';

export interface Gateway {
  readonly context: Context;
  readonly intake: Intake;
  readonly asking: Asking;
  readonly replay: Replay;
  readonly cancel: Cancellation;
  readonly confirm: Confirmation;
  readonly holding: Holding;
  readonly deliverer: Deliverer;
  /** Joins the other processes, begins to deliver (roles `all` and `worker`) and to do jobs (also `sync`). */
  start(role: Role): Promise<void>;
  /** Ends what is in work, then the connections. */
  stop(): Promise<void>;
}

export function createGateway(context: Context): Gateway {
  const dispatcher = new Dispatcher(context);
  const endJournal = journalInto(context.log, context.journey);
  const intake = new Intake(context, dispatcher);
  const deliverer = new Deliverer(context, dispatcher, intake);
  let membership: Membership | undefined;
  let jobs: Jobs | undefined;
  return {
    context,
    intake,
    deliverer,
    asking: new Asking(context, intake),
    replay: new Replay(context, intake, dispatcher),
    cancel: new Cancellation(context, dispatcher),
    confirm: new Confirmation(context, dispatcher),
    holding: new Holding(context, dispatcher),
    async start(role) {
      context.routes.start();
      membership = new Membership(context.store, role, context.log, {
        beatSeconds: context.settings.processes.beatSeconds,
        sides: () => deliverer.sides(),
        onShare: (share) => {
          if (delivers(role)) deliverer.share(share);
        },
      });
      // The others make room for a worker that they see: by then it must be at work.
      if (delivers(role)) await deliverer.start();
      await membership.start();
      if (!doesJobs(role)) return;
      jobs = new Jobs(context, membership);
      const { delivery, storage } = context.settings;
      jobs.start({ name: 'sweep', everySeconds: delivery.sweepSeconds, round: () => dispatcher.sweep() });
      jobs.start({ name: 'trim', everySeconds: storage.trimSeconds, round: (ended) => trimOnce(context, ended) });
    },
    async stop() {
      await context.routes.stop();
      await Promise.all([jobs?.stop(), deliverer.stop()]);
      await membership?.stop();
      for (const side of context.sides.values()) await side.adapter?.close();
      await context.broker.end();
      await context.store.end();
      endJournal();
    },
  };
}
