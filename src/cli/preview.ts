/** What a selection comes to, in lines. */

export interface Previewed {
  total: number;
  deliveries: number;
  quarantined: number;
  messages: number;
  mayHaveArrived: number;
  byDestination: { destination: string; count: number }[];
  byRecord: { record: string; event: string; count: number }[];
  byReason: { reason?: string; count: number }[];
  oldest?: string;
  newest?: string;
  narrowedTo?: string;
}

const some = (count: number, one: string, more: string): string => `${count} ${count === 1 ? one : more}`;

export function previewLines(counted: Previewed): string[] {
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
