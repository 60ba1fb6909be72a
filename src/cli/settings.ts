/** `raccordo settings`: every setting with its type, default, environment name and meaning. */
import type { Command } from 'commander';
import { settingsHelp } from '../foundation/settings/manifest.js';

export function addSettingsCommand(program: Command): void {
  program
    .command('settings')
    .description('lists every setting with its default, environment name and meaning')
    .action(() => {
      process.stdout.write(settingsHelp());
    });
}
