// The floors of the house: a room imports only from floors below its own. See docs/architecture.md.
const floors = [
  ['foundation', 'canonical'],
  ['mappings', 'contract', 'store', 'broker', 'security'],
  ['adapters'],
  ['sides', 'translation', 'fixture-check'],
  ['gateway', 'contract-kit'],
  ['routes', 'console'],
  ['cli', 'main'],
];
const room = (names) => `^src/(${names.join('|')})(/|\\.ts$)`;
const above = floors.map((_, i) => floors.slice(i + 1).flat());

module.exports = {
  forbidden: [
    ...floors.slice(0, -1).map((names, i) => ({
      name: `floor-${i}-imports-upwards`,
      severity: 'error',
      from: { path: room(names) },
      to: { path: room(above[i]) },
    })),
    {
      name: 'foundation-imports-nothing-of-ours',
      severity: 'error',
      from: { path: room(['foundation']) },
      to: { path: '^src/(?!foundation/)' },
    },
    {
      name: 'mappings-are-pure',
      severity: 'error',
      comment: 'A mapping is a table: no I/O, no store, no adapter, and no other side.',
      from: { path: room(['mappings']) },
      to: { path: room(['store', 'broker', 'contract', 'security', 'adapters']) },
    },
    {
      name: 'adapters-do-not-translate',
      severity: 'error',
      from: { path: room(['adapters']) },
      to: { path: `^src/(mappings|store|broker)/` },
    },
    {
      name: 'one-side-never-imports-another',
      severity: 'error',
      from: { path: '^src/(adapters|mappings)/([a-z-]+)/', pathNot: '^src/mappings/(engine|shared)/' },
      to: {
        path: '^src/(adapters|mappings)/[a-z-]+/',
        pathNot: ['^src/(adapters|mappings)/$2/', '^src/mappings/(engine|shared)/'],
      },
    },
    {
      name: 'sandbox-stands-alone',
      severity: 'error',
      comment: 'A mistake of ours in a mapping must not cancel itself out in the simulated side.',
      from: { path: room(['sandbox']) },
      to: { path: '^src/(?!sandbox/|contract/|foundation/)' },
    },
    {
      name: 'only-main-and-cli-start-a-sandbox',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(sandbox|cli)/|^src/main\\.ts$' },
      to: { path: room(['sandbox']) },
    },
    { name: 'no-cycles', severity: 'error', from: { path: '^src' }, to: { circular: true } },
    {
      name: 'no-dev-dependency-in-src',
      severity: 'error',
      from: { path: '^src' },
      to: { dependencyTypes: ['npm-dev'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'default'],
      extensions: ['.ts', '.js'],
    },
  },
};
