/**
 * Whether what a record (`message`: an SQL expression of its message) says may be counted on: nobody has refused it, and it was not
 * called off before anybody took it. A refusal speaks against the record itself, whoever else has taken it; that one of several
 * deliveries was called off does not.
 */
export const hadEffect = (message: string): string => `(
    select bool_or(d.status = 'refused') or bool_or(d.status = 'cancelled') and not bool_or(d.status = 'acknowledged')
    from deliveries d where d.message_id = ${message} and d.kind = 'record') is not true`;
