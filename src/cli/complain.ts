/** What is wrong with a document, on standard error. */
import { type Finding, findingLine } from '../foundation/finding.js';

export function complain(findings: readonly Finding[], line: (finding: Finding) => string = findingLine): void {
  for (const finding of findings) process.stderr.write(`${line(finding)}\n`);
}
