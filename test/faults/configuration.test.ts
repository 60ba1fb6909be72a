/** A configuration that is wrong does not start: the process ends, and says file, line and field. One version starts in place of another. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { folder, raccordo } from '../cli/command.js';
import { faults, type Outcome } from './harness/scenario.js';
import { UPGRADES } from './harness/upgrades.js';

interface Mistake {
  readonly what: string;
  readonly yaml?: string;
  /** A table of routes. */
  readonly routes?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly role?: string;
  readonly code: number;
  /** What its last words must hold. */
  readonly says: readonly string[];
}

/** Exit codes: 1 what was given is wrong, 2 how it was called, 3 a needed service is missing. */
const MISTAKES: readonly Mistake[] = [
  {
    what: 'a word that is no number',
    yaml: 'http:\n  port: many\n',
    code: 1,
    says: ['wrong.yaml:2', 'http.port', 'from 0 to 65535'],
  },
  {
    what: 'a name that does not exist',
    yaml: 'delivery:\n  atempts: 3\n',
    code: 1,
    says: ['wrong.yaml:2', 'delivery.atempts', 'did you mean delivery.attempts?'],
  },
  {
    what: 'a side that does not exist',
    yaml: 'sides:\n  anpla: { url: "http://x" }\n',
    code: 1,
    says: ['wrong.yaml:2', 'sides.anpla', 'sides.anpal'],
  },
  {
    what: 'a route to nobody',
    routes:
      'format: 1\nname: x\nversion: 1\nroutes:\n  - { id: a, record: sap, event: "*", source: silp, destinations: [impss] }\n',
    code: 1,
    says: ['routes.yaml:5', 'routes[0].destinations[0]', 'impss'],
  },
  {
    what: 'the same setting twice',
    yaml: 'http: { port: 1 }\nhttp.port: 2\n',
    code: 1,
    says: ['wrong.yaml:2', 'http.port', 'given twice'],
  },
  { what: 'what is no YAML', yaml: 'http: [\n', code: 1, says: ['wrong.yaml:'] },
  {
    what: 'a wrong value in the environment',
    env: { RACCORDO_HTTP_PORT: 'many' },
    code: 1,
    says: ['RACCORDO_HTTP_PORT', 'from 0 to 65535'],
  },
  {
    what: 'a database that is not there',
    env: { RACCORDO_STORE_URL: 'postgres://u:geheim@127.0.0.1:1/x' },
    code: 3,
    says: ['The database does not answer', 'store.url'],
  },
  { what: 'an open door for anybody', yaml: 'http: { host: 0.0.0.0, port: 0 }\n', code: 1, says: ['http.host'] },
  { what: 'a role of its own without a shared database', role: 'worker', code: 2, says: ['store.url'] },
];

async function refused(mistake: Mistake): Promise<string[]> {
  const file = join(folder, 'wrong.yaml');
  writeFileSync(file, mistake.yaml ?? 'http: { port: 0 }\n');
  const args = ['serve', '--config', file, ...(mistake.role === undefined ? [] : ['--role', mistake.role])];
  const routes = join(folder, 'routes.yaml');
  if (mistake.routes !== undefined) writeFileSync(routes, mistake.routes);
  const env = { ...mistake.env, ...(mistake.routes === undefined ? {} : { RACCORDO_ROUTES_FILE: routes }) };
  const { code, stdout, stderr } = await raccordo(args, { env });
  const said = `${stdout}${stderr}`;
  return [
    ...(code === mistake.code ? [] : [`${mistake.what}: ended with ${code}: ${said}`]),
    ...mistake.says
      .filter((words) => !said.includes(words))
      .map((words) => `${mistake.what}: does not say ${words}: ${said}`),
    ...(said.includes('geheim') ? [`${mistake.what}: says the password`] : []),
    ...(/ ready/.test(said) ? [`${mistake.what}: started`] : []),
  ];
}

faults('the configuration', [
  {
    fault: 20,
    name: 'ten mistakes, each refused at the start',
    quick: true,
    async run(): Promise<Outcome> {
      const problems: string[] = [];
      for (const mistake of MISTAKES) problems.push(...(await refused(mistake)));
      return { problems, note: MISTAKES.map(({ what }) => what).join(', ') };
    },
  },
]);

faults('an upgrade', UPGRADES);
