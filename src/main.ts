#!/usr/bin/env -S node --max-semi-space-size=64
import { run } from './cli/program.js';

await run(process.argv);
