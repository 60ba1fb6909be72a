/** What a selection comes to, in lines. */
import { z } from 'zod';

export const PREVIEWED = z.object({
  total: z.number(),
  deliveries: z.number(),
  quarantined: z.number(),
  messages: z.number(),
  mayHaveArrived: z.number(),
  byDestination: z.array(z.object({ destination: z.string(), count: z.number() })),
  byRecord: z.array(z.object({ record: z.string(), event: z.string(), count: z.number() })),
  byReason: z.array(z.object({ reason: z.string().optional(), count: z.number() })),
  oldest: z.string().optional(),
  newest: z.string().optional(),
  narrowedTo: z.string().optional(),
});

const some = (count: number, one: string, more: string): string => `${count} ${count === 1 ? one : more}`;

export function previewLines(counted: z.output<typeof PREVIEWED>): string[] {
  const { deliveries, quarantined, messages, mayHaveArrived, oldest, newest, narrowedTo } = counted;
  const held = quarantined === 0 ? '' : `, ${quarantined} of them in quarantine`;
  return [
    `${some(deliveries, 'delivery', 'deliveries')}, ${some(messages, 'message', 'messages')}${held}`,
    ...(oldest === undefined ? [] : [`  received   ${oldest} to ${newest}`]),
    ...counted.byDestination.map(({ destination, count }) => `  to         ${destination}: ${count}`),
    ...counted.byRecord.map(({ record, event, count }) => `  record     ${record}/${event}: ${count}`),
    ...counted.byReason.map(({ reason, count }) => `  reason     ${reason ?? 'not tried yet'}: ${count}`),
    ...(mayHaveArrived === 0 ? [] : [`  may have arrived, although the answer is not known: ${mayHaveArrived}`]),
    ...(narrowedTo === undefined
      ? []
      : [`  only what ${narrowedTo} has sent or is to get: that is what this account may do`]),
  ];
}
