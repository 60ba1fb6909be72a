/**
 * Whether what a record (`message`: an SQL expression of its message) says may be counted on: nobody has refused it, and it was not
 * called off before anybody took it. A refusal speaks against the record itself, whoever else has taken it; that one of several
 * deliveries was called off does not.
 */
export const hadEffect = (message: string): string => unless(message, `d.status = 'acknowledged'`);

/**
 * Whether a record may have changed what a side holds: as `hadEffect`, but one that was called off while nobody knew whether it had
 * arrived may have.
 */
export const mayHaveHadEffect = (message: string): string =>
  unless(message, `d.status = 'acknowledged' or ${CALLED_OFF_IN_DOUBT}`);

/** Of a delivery `d`: an attempt at it may have arrived, and nobody has said that it has, or has not. */
export const CALLED_OFF_IN_DOUBT = `d.status = 'cancelled' and d.ambiguous`;

const unless = (message: string, taken: string): string => `(
    select bool_or(d.status = 'refused') or bool_or(d.status = 'cancelled') and not bool_or(${taken})
    from deliveries d where d.message_id = ${message} and d.kind = 'record') is not true`;
