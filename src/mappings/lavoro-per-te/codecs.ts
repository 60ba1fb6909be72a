/** How SIL and portal write values. */
import type { Codec } from '../engine/index.js';

/** `ON`/`OFF` ↔ true/false. */
export const onOff: Codec = {
  name: 'on-off',
  description: 'ON = true, OFF = false',
  decode(value, run) {
    if (value === 'ON') return true;
    if (value === 'OFF') return false;
    run.problem('error', 'code.on-off', 'expected ON or OFF', value);
    return undefined;
  },
  encode: (value) => (value === true ? 'ON' : 'OFF'),
};
