/** Why a delivery `d` is where it is: reason word of a failure, or outcome code of a refusal. */
export const WHY = `coalesce(d.answer ->> 'reason', d.answer ->> 'codice')`;
