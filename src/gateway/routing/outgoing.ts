/** What leaves because of a decision. */
import { newDeliveryId } from '../../foundation/ids.js';
import type { NewDelivery } from '../../store/store.js';
import { orderingKey, type Subject } from '../subject.js';
import type { RoutingDecision } from './decide.js';

/** The deliveries of a record, one for each destination. Who hears of it as an event stands in `events` of the decision. */
export function deliveriesOf({ destinations }: RoutingDecision, subject: Subject): readonly NewDelivery[] {
  return destinations.map(({ side, route, lane }) => ({
    id: newDeliveryId(),
    kind: 'record',
    destination: side,
    orderingKey: orderingKey(side, subject),
    route,
    lane,
  }));
}
