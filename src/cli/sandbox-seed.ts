/** What a simulated side holds from the start: invented people, a file of the caller's, or nothing. */
import { z } from 'zod';
import { sandboxError } from '../sandbox/errors.js';
import { type SandboxSeed, sampleNation, sampleRegions, sampleWorkers } from '../sandbox/index.js';
import { readInput } from './input.js';

const seedFile = z.strictObject({
  beneficiari: z.array(z.record(z.string(), z.string())).default([]),
  appuntamenti: z
    .array(z.strictObject({ coap: z.string().min(1).max(15), regionale: z.string().min(1).exactOptional() }))
    .default([]),
});

/** Throws `file-unreadable` or `sandbox-seed-invalid`. */
export async function seedFrom(options: { readonly empty?: boolean; readonly seed?: string }): Promise<SandboxSeed> {
  if (options.empty === true) return {};
  const regions = sampleRegions();
  const samples = { ...regions, workers: [...sampleWorkers(), ...(regions.workers ?? [])] };
  if (options.seed === undefined) return { ...samples, ...sampleNation() };
  const read = seedFile.safeParse(json(options.seed, (await readInput(options.seed)).toString('utf8')));
  if (read.success) return { ...samples, ...read.data };
  const [first] = read.error.issues;
  throw invalid(options.seed, `${first?.path.join('.') || '(document)'}: ${first?.message ?? ''}`);
}

function json(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalid(file, 'expected JSON');
  }
}

const invalid = (file: string, what: string) => sandboxError('sandbox-seed-invalid', `${file}: ${what}`);
