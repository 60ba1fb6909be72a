/** What somebody who starts a sandbox needs to know to call it: addresses, account, whom it holds, a first call. */
import type { SoapService } from '../contract/soap-service.js';
import { Interface } from '../contract-kit/verify/openapi.js';
import type { SandboxSide } from '../sandbox/index.js';
import { serviceAddress } from '../sides/address.js';
import type { Side } from '../sides.js';

interface Account {
  readonly username: string;
  readonly password: string;
}

const NOBODY = '00000000000';

export function sandboxWelcome(side: Side, name: SandboxSide, url: string, account: Account | undefined): string {
  const { origin } = new URL(url);
  const signed = account === undefined ? '' : ` -u ${account.username}:${account.password}`;
  const lines = [
    `sandbox ${name} ready at ${url}`,
    ...(account === undefined ? [] : [`account: ${account.username}, password ${account.password}`]),
    'services:',
    ...servicesOf(side, name, url).map((line) => `  ${line}`),
    `try: ${firstCall(side, name, url, signed)}`,
    `holds: curl ${origin}/sandbox/state`,
    `faults: curl -X POST ${origin}/sandbox/fault -H 'content-type: application/json' -d '{"fault":"down"}'`,
    `verify: raccordo contract verify --side ${name} --url ${url}${account === undefined ? '' : ` --username ${account.username} --password ${account.password}`}`,
  ];
  return `${lines.join('\n')}\n`;
}

function servicesOf(side: Side, name: SandboxSide, url: string): readonly string[] {
  const addressOf = (service: string): string => serviceAddress(side, service, { url });
  const answered = ({ operations }: SoapService): boolean => operations.some(({ calledBy }) => calledBy !== 'nation');
  return [
    ...(name === 'anpal' ? [`${url}?wsdl`] : []),
    ...[...side.services, ...side.alsoAnswers].filter(answered).map((service) => `${addressOf(service.name)}?wsdl`),
    ...side.restServices.flatMap(({ name: service, operations, questions = [] }) =>
      [...operations, ...questions].map(({ path }) => `POST ${addressOf(service)}${path}`),
    ),
    ...(name === 'silp' ? described('silp/v1/openapi.yaml', url) : []),
  ];
}

function described(file: string, url: string): readonly string[] {
  const api = new Interface(file);
  return api.operations.map((one) => `${one.method} ${api.addressOf(one, { url })}`);
}

/** A call that works as it stands, and asks about nobody. */
function firstCall(side: Side, name: SandboxSide, url: string, signed: string): string {
  if (name === 'silp') return `curl${signed} ${url}/lavoratore/find-codice-fiscale/${NOBODY}`;
  const [rest] = side.restServices;
  if (rest?.status !== undefined) return `curl ${serviceAddress(side, rest.name, { url })}${rest.status}`;
  if (name === 'inps') return `curl ${url}/stato`;
  const [soap] = side.services;
  if (side.servicesUnder && soap) return `curl '${serviceAddress(side, soap.name, { url })}?wsdl'`;
  return `curl '${url}?wsdl'`;
}
