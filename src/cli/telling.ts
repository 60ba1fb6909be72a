/** What the parts of the demo's story share: the running world, and how they speak. */
import type { AnpalSandbox, Applicant, InpsSandbox, SilpSandbox } from '../sandbox/index.js';
import type { Running } from './compose.js';

export interface Demo {
  readonly url: string;
  readonly soapUrl: string;
  readonly anpal: AnpalSandbox;
  readonly silp: SilpSandbox;
  readonly inps: InpsSandbox;
  readonly running: Running;
  /** Who the national part of the story is about. */
  readonly applicant: Applicant;
}

export type Say = (line: string) => void;
/** Announces what comes next, after a pause. */
export type Chapter = (title: string) => Promise<void>;
