/** Several addresses in one text, separated by commas: `amqp://a/x,amqp://b/x`. */

/** A comma separates only where an address begins behind it: one in a password does not. */
const BETWEEN = /,\s*(?=[a-z][a-z\d+.-]*:\/\/)/i;

/** The addresses in it, in their order; at least one, though not necessarily a valid one. */
export const addressesIn = (text: string): readonly string[] => text.trim().split(BETWEEN);
