/** `npm run bench [decode|intake]`: each figure as a ratio to a limit measured in the same run. */
import { benchDecode } from './decode.js';
import { benchIntake } from './intake.js';
import { machineLine } from './stats.js';

const only = process.argv[2];
console.log(`machine: ${machineLine()}`);
console.log('figures are medians (lowest–highest of the rounds)');
if (only === undefined || only === 'decode') await benchDecode();
if (only === undefined || only === 'intake') await benchIntake();
