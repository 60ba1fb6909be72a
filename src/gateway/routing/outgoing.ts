/** What leaves because of a decision. */
import { newDeliveryId } from '../../foundation/ids.js';
import type { DeliveryKind, NewDelivery } from '../../store/receipt.js';
import { orderingKey, type Subject } from '../subject.js';
import type { RoutedSide, RoutingDecision } from './decide.js';

/** The deliveries of a record: one for each side that it goes to, and one for each that hears of it as an event. */
export function deliveriesOf({ destinations, events }: RoutingDecision, subject: Subject): readonly NewDelivery[] {
  const to =
    (kind: DeliveryKind) =>
    ({ side, route, lane }: RoutedSide): NewDelivery => ({
      id: newDeliveryId(),
      kind,
      destination: side,
      orderingKey: orderingKey(side, subject, kind),
      route,
      lane,
    });
  return [...destinations.map(to('record')), ...events.map(to('event'))];
}
