/** The settings: a reference page, and a JSON Schema with which an editor checks and completes a configuration file. */
import { z } from 'zod';
import { defaultText, environmentName, SETTINGS } from '../../src/foundation/settings/manifest.js';
import type { Setting } from '../../src/foundation/settings/setting.js';
import { ROUTE_FILE } from '../../src/gateway/routing/format.js';
import { asCode, asJson, type Generator, PAGE_HEAD, table } from './generator.js';

const settings: readonly Setting[] = SETTINGS;

export const settingsReference: Generator = {
  name: 'settings',
  async files() {
    return new Map([
      ['schemas/raccordo.config.schema.json', asJson(configSchema())],
      ['schemas/raccordo.routes.schema.json', asJson(routesSchema())],
      ['docs/reference/settings.md', page()],
    ]);
  },
};

type Group = {
  type: 'object';
  additionalProperties: false;
  properties: Record<string, unknown>;
};
const newGroup = (): Group => ({ type: 'object', additionalProperties: false, properties: {} });

function configSchema(): unknown {
  const root = newGroup();
  for (const setting of settings) {
    const path = setting.name.split('.');
    let group = root;
    for (const step of path.slice(0, -1)) {
      group.properties[step] ??= newGroup();
      group = group.properties[step] as Group;
    }
    group.properties[path.at(-1) as string] = valueSchema(setting);
  }
  return {
    $id: 'urn:raccordo:schema:config',
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Raccordo configuration',
    ...root,
  };
}

/** What a file of routes holds, for editors. */
function routesSchema(): unknown {
  const parts: readonly Setting[] = ROUTE_FILE;
  return {
    $id: 'urn:raccordo:schema:routes',
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Raccordo routes',
    ...newGroup(),
    required: parts.map(({ name }) => name),
    properties: Object.fromEntries(parts.map((part) => [part.name, valueSchema(part)])),
  };
}

function valueSchema(setting: Setting): unknown {
  const { $schema: _draft, ...schema } = z.toJSONSchema(setting.kind.schema, { io: 'input' });
  const value = setting.default === undefined ? {} : { default: setting.default };
  return { description: setting.meaning, ...schema, ...value };
}

function page(): string {
  const rows = settings.map((setting) => [
    asCode(setting.name),
    setting.meaning + (setting.secret ? ' Secret.' : ''),
    setting.kind.expected,
    setting.default === undefined ? 'not set' : asCode(defaultText(setting)),
    asCode(environmentName(setting.name)),
  ]);
  return `${PAGE_HEAD}# Settings

A setting comes from the environment, or else from the configuration file (\`--config FILE\`, or the file that
\`RACCORDO_CONFIG\` names), or else from its default. The file is YAML or JSON, nested as the names are:

\`\`\`yaml
# yaml-language-server: $schema=../schemas/raccordo.config.schema.json
http:
  port: 8080
sides:
  silp:
    url: https://silp.example.org/silpapi/api/v1
    username: raccordo
\`\`\`

Passwords are better given in the environment. An empty variable counts as absent. A list of groups (\`callers\`)
is given in the environment as JSON. A wrong value or an unknown name stops the start, with every problem named by line and
setting.

${table(['Setting', 'Meaning', 'Takes', 'Default', 'In the environment'], rows)}`;
}
