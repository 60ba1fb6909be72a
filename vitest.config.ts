import { defineConfig } from 'vitest/config';

/** Files that run other programs, replace what all code shares, or harm their own servers: a process for each. */
const APART = [
  'test/cli/**/*.test.ts',
  'test/docs/**/*.test.ts',
  'test/faults/**/*.test.ts',
  'test/sandbox/national-client-edges.test.ts',
];

/** Servers and embedded databases start inside hooks, on machines with two cores. */
const patience = { hookTimeout: 120_000, testTimeout: 60_000 };

export default defineConfig({
  test: {
    globalSetup: ['test/support/global-setup.ts'],
    maxWorkers: 2,
    projects: [
      {
        // Our modules hold nothing that changes (contracts, mappings, code lists): a process loads them once for many files.
        test: { ...patience, name: 'together', include: ['test/**/*.test.ts'], exclude: APART, isolate: false },
      },
      // A group of its own: a process of the first is given up as soon as a file of another project is next.
      { test: { ...patience, name: 'apart', include: APART, sequence: { groupOrder: 1 } } },
    ],
  },
});
