import type { Sql } from '../database.js';

/**
 * Says that a process lives, for $6 seconds more, and how it sees the sides ($7), and returns those that do. The row written is not seen by the statement
 * itself; whoever asks knows that it lives. Rows of the dead go on this occasion.
 */
export const BEAT: Sql = {
  name: 'beat',
  text: `
with gone as (
  delete from processes where lease_until < now() and id <> $1
), here as (
  insert into processes (id, role, host, pid, version, lease_until, sides)
  values ($1, $2, $3, $4, $5, now() + $6 * interval '1 second', $7::text::json)
  on conflict (id) do update set lease_until = excluded.lease_until, sides = excluded.sides
)
select id, role, host, pid, version, started_at, sides from processes
where lease_until >= now() and id <> $1 order by id`,
};

export const PROCESSES: Sql = {
  name: 'processes',
  text: `
select id, role, host, pid, version, started_at, sides from processes
where lease_until >= now() order by id`,
};

/** Ends a process in order: nobody waits for its lease, nor for those of its jobs, to run out. */
export const LEAVE: Sql = {
  name: 'leave',
  text: `
with jobs as (delete from leases where holder = $1)
delete from processes where id = $1`,
};

/** For a store that admits one process: whoever has a lease beside this one is dead. */
export const BURY_OTHERS: Sql = {
  name: 'bury-others',
  text: `
with jobs as (delete from leases where holder <> $1)
delete from processes where id <> $1`,
};

/** Takes or renews the lease of a job; no row where another process has it. */
export const TAKE_LEASE: Sql = {
  name: 'take-lease',
  text: `
insert into leases as had (name, holder, lease_until) values ($1, $2, now() + $3 * interval '1 second')
on conflict (name) do update set holder = excluded.holder, lease_until = excluded.lease_until
where had.holder = excluded.holder or had.lease_until < now()
returning name`,
};
