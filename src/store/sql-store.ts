/** The store over any of the databases: intake, deliveries, reading and migrations behind one interface. */
import type { Database } from './database.js';
import { Deliveries } from './deliveries.js';
import { Intake } from './intake.js';
import { migrate, pendingMigrations } from './migrate.js';
import { Operators } from './operators.js';
import { ping } from './ping.js';
import { policySequence } from './policy-ids.js';
import { Processes } from './processes.js';
import { Reading } from './reading.js';
import type { Store } from './store.js';
import { trim } from './trimming.js';

export function storeOn(database: Database): Store {
  const intake = new Intake(database);
  const deliveries = new Deliveries(database);
  const reading = new Reading(database);
  const processes = new Processes(database);
  const operators = new Operators(database);
  let ending: Promise<void> | undefined;

  const end = async (): Promise<void> => {
    await intake.settled();
    // A note that cannot be written any more is made up for by the sweep; it must not keep the files locked.
    await deliveries.settled().catch(() => undefined);
    await database.end();
  };

  return {
    alone: database.alone,
    accept: (receipt) => intake.accept(receipt),
    acceptTogether: (receipts) => intake.acceptTogether(receipts),
    quarantine: (receipt) => intake.quarantine(receipt),
    release: (receipt, acting) => intake.release(receipt, acting),
    free: (id) => intake.free(id),
    requarantine: (id, findings, acting) => intake.requarantine(id, findings, acting),

    due: (query) => deliveries.due(query),
    dispatched: async (ids) => deliveries.dispatched(ids),
    claim: (id, leaseSeconds, name) => deliveries.claim(id, leaseSeconds, name),
    close: (closing) => deliveries.close(closing),

    hold: (held, acting) => operators.hold(held, acting),
    endHold: (held, acting, limit) => operators.endHold(held, acting, limit),
    holds: () => operators.holds(),
    countSelected: (selection, among) => operators.countSelected(selection, among),
    choose: (selection, among) => operators.choose(selection, among),
    replay: (which, acting) => operators.replay(which, acting),
    cancel: (chosen, acting, givers) => operators.cancel(chosen, acting, givers),
    confirm: (chosen, acting) => operators.confirm(chosen, acting),
    actions: (filter) => operators.actions(filter),

    message: (id) => reading.message(id),
    rawMessage: (id) => reading.rawMessage(id),
    messages: (filter) => reading.messages(filter),
    delivery: (id) => reading.delivery(id),
    deliveriesOf: (id) => reading.deliveriesOf(id),
    toldSince: (id, limit, beforeMs) => reading.toldSince(id, limit, beforeMs),
    heldBeside: (id, by) => reading.heldBeside(id, by),
    recordsOf: (codiceFiscale, options) => reading.recordsOf(codiceFiscale, options),
    otherCodesOf: (codiceFiscale, options) => reading.otherCodesOf(codiceFiscale, options),
    latestSap: (identificativoSap, heldBy) => reading.latestSap(identificativoSap, heldBy),
    whoIs: (identificativoSap) => reading.whoIs(identificativoSap),
    sapOf: (codiceFiscale) => reading.sapOf(codiceFiscale),
    sidesOf: (identificativoSap) => reading.sidesOf(identificativoSap),
    counts: () => reading.counts(),
    policySequence: (system, row) => policySequence(database.query, system, row),

    beat: (process, leaseSeconds, sides) => processes.beat(process, leaseSeconds, sides),
    processes: () => processes.living(),
    leave: (process) => processes.leave(process),
    takeLease: (job, holder, seconds) => processes.takeLease(job, holder, seconds),
    buryOthers: (process) => processes.buryOthers(process),
    trim: (limit) => trim(database, limit),

    migrate: () => migrate(database),
    pendingMigrations: () => pendingMigrations(database),
    ping: () => database.session(ping),
    end: () => {
      ending ??= end();
      return ending;
    },
  };
}
