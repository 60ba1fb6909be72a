import { errorsOf } from '../foundation/errors.js';

export const CLI_ERRORS = {
  'port-in-use': {
    status: 500,
    title: 'The address is in use',
    mend: 'Choose another port: http.port for serve, --port for demo and sandbox; or stop what listens there.',
  },
  'address-unusable': {
    status: 500,
    title: 'This address cannot be listened on',
    mend: 'Name an address of this machine (http.host for serve, --host for sandbox) and a port that this user may use; ports below 1024 are often reserved.',
  },
  'role-needs-database': {
    status: 400,
    title: 'A role of its own needs a shared database',
    mend: 'Set store.url to a PostgreSQL database, or start without --role: an embedded store belongs to one process.',
  },
  'file-unreadable': {
    status: 400,
    title: 'The file cannot be read',
    mend: 'Check the path; use - for standard input.',
  },
  'file-unwritable': {
    status: 500,
    title: 'The file cannot be written',
    mend: 'Check that the folder exists, may be written and has free space.',
  },
  'unknown-name': {
    status: 400,
    title: 'No such name',
    mend: 'Use a name that is known here: raccordo help COMMAND lists them, docs/mappings the documents of each side.',
  },
  'wrong-usage': {
    status: 400,
    title: 'The command was not told what to do',
    mend: 'See raccordo help COMMAND.',
  },
  'stopped-in-the-middle': {
    status: 503,
    title: 'Not everything in work has come to its end',
    mend: 'Nothing is lost: what was in work goes on in another process, or after the next start, once its lease is over. See why database or sides do not answer; processes.stopSeconds says how long is waited.',
  },
  'gateway-unreachable': {
    status: 503,
    title: 'No gateway answers',
    mend: 'Start one with: raccordo serve; or name the address of one with --url.',
  },
  'gateway-strange': {
    status: 503,
    title: 'What answers is no Raccordo',
    mend: 'Check --url: it names the gateway, with the path at which a proxy in front of it listens; gateway and command are of the same version.',
  },
  'gateway-silent': {
    status: 503,
    title: 'The gateway has not answered in time',
    mend: 'Check --url, and how the gateway is: its GET /health/ready and GET /status.',
  },
  'gateway-unavailable': {
    status: 503,
    title: 'The gateway cannot do this now',
    mend: 'Repeat the call later; GET /status of the gateway says what it lacks.',
  },
  'gateway-refused': {
    status: 400,
    title: 'The gateway refused the call',
    mend: 'Read the detail; give an account with --user name:password if one is needed.',
  },
  'anonymous-open': {
    status: 500,
    title: 'Everyone could call this gateway',
    mend: 'List accounts under callers, listen on 127.0.0.1, or set http.allowAnonymous to true where something in front checks the callers.',
  },
} as const;

export const cliError = errorsOf(CLI_ERRORS);

/** Exit codes of the command: 0 fine, 1 the input or check is wrong, 2 usage, 3 a needed service is missing. */
export const EXIT = { fine: 0, wrong: 1, usage: 2, missing: 3 } as const;

const USAGE: ReadonlySet<string> = new Set(['unknown-name', 'wrong-usage', 'role-needs-database']);

/** The exit code that stands for an error. Status 503 says that something needed is not there, whoever says it. */
export function exitCodeOf({ code, status }: { readonly code: string; readonly status: number }): number {
  if (USAGE.has(code)) return EXIT.usage;
  return status === 503 ? EXIT.missing : EXIT.wrong;
}
