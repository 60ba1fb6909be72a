/** Memory of a process, as the kernel counts it. */
import { readFileSync } from 'node:fs';
import { NotRun } from './scenario.js';

const field = (pid: number, name: string): number => {
  try {
    const line = new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return Number(line) / 1024;
  } catch {
    throw new NotRun('the memory of a process is read from /proc, which is not here');
  }
};

/** Megabytes in memory now. */
export const residentOf = (pid: number): number => field(pid, 'VmRSS');
/** Megabytes in memory at most so far. */
export const peakOf = (pid: number): number => field(pid, 'VmHWM');
