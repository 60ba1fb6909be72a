import { httpClient } from '../src/adapters/http.js';
import { loadFixtures } from '../src/contract/fixtures.js';
import { verify } from '../src/contract-kit/verify/index.js';
import { loadSettings } from '../src/foundation/settings/load.js';
import { sampleRegions, startSandbox } from '../src/sandbox/index.js';
import { buildSides } from '../src/sides.js';
const sides = buildSides(loadSettings({ env: {} }).settings);
const name = process.argv[2] as 'miattivo';
const token = { username: 'tok', password: 'segreta' };
const sb = await startSandbox(name, { account: {username:'a',password:'b'}, seed: sampleRegions(), token });
for (const n of [1,2]) { const c: Record<string,number> = {};
for await (const one of verify({ side: sides.get(name)!, sides, fixtures: loadFixtures(), caller: 'region', http: httpClient({timeoutSeconds:5}), run: 'r'+n, url: sb.url, username:'a', password:'b', token: {...token, type: 'digest'} })) {
  c[one.outcome]=(c[one.outcome]??0)+1;
  if (one.outcome==='failed' || (n===1 && (process.argv[3] || one.outcome==='skipped'))) console.log(one.outcome, one.group, one.name, one.details.join('; ').slice(0,300));
} console.log(c); }
await sb.close();
