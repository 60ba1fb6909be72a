// What has to be there before anything else runs: dependencies; with --build the compiled program; with --test-services
// PostgreSQL and RabbitMQ; with --fault-tools what sets the clock of a process. Does nothing when nothing is missing. Plain Node, because it runs before the dependencies exist.
import { build } from './lib/build.mjs';
import { installDependencies } from './lib/dependencies.mjs';
import { provideFaultTools, provideTestServices } from './lib/test-services.mjs';

const steps = { '--build': build, '--test-services': provideTestServices, '--fault-tools': provideFaultTools };
const asked = process.argv.slice(2);
const unknown = asked.filter((flag) => !(flag in steps));
if (unknown.length > 0) {
  console.error(`usage: node scripts/prepare.mjs [${Object.keys(steps).join('] [')}], not ${unknown.join(' ')}`);
  process.exit(2);
}
const ready = installDependencies() && asked.every((flag) => steps[flag]());
process.exit(ready ? 0 : 1);
