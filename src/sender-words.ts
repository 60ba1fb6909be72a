/**
 * Findings about a canonical record in the words of whoever sent its document: the field that a value came from, by the name it
 * has there. Worked out only where there is something to say.
 */
import { type Finding, findingAt } from './foundation/finding.js';
import { type Decoded, decode, isAbsent, type LineageEntry, type Plan, sideOf } from './mappings/engine/index.js';

/** A path of the mapped tree as the sender of the document would write it. */
export type SentPath = (path: string) => string;

export class SenderWords {
  #lineage: readonly LineageEntry[] | undefined;

  /** `document`: what the plan reads the record from. */
  constructor(
    private readonly plan: Plan,
    private readonly document: unknown,
    private readonly sent: SentPath,
  ) {}

  /** Findings that name canonical fields. One that comes from no field of the document, or from several, keeps its name. */
  about(findings: readonly Finding[]): readonly Finding[] {
    return findings.length === 0 ? findings : findings.map((finding) => this.#named(finding));
  }

  /** What mapping and checks have found of one document, a fault each: what could not be read is not missing besides. */
  all(mapped: Pick<Decoded, 'record' | 'findings'>, checked: readonly Finding[]): readonly Finding[] {
    if (mapped.findings.length === 0) return this.about(checked);
    const unread = mapped.findings.flatMap(({ canonicalPath: path, severity }) =>
      severity === 'error' && path !== undefined && isAbsent(mapped.record, path) ? [path] : [],
    );
    const own = checked.filter((finding) => !this.#follows(finding, unread));
    return [...mapped.findings.map((one) => ({ ...one, path: this.sent(one.path) })), ...this.about(own)];
  }

  #named(finding: Finding): Finding {
    const { path: canonicalPath } = finding;
    if (canonicalPath === '') return finding;
    const side = sideOf(this.plan, canonicalPath, () => this.#carried());
    return findingAt(finding, side === undefined ? canonicalPath : this.sent(side), canonicalPath);
  }

  #carried(): readonly LineageEntry[] {
    this.#lineage ??= decode(this.plan, this.document, { traced: true }).lineage;
    return this.#lineage;
  }

  /** Whether a field is only found wanting because another finding says that it, or what it follows from, cannot be read. */
  #follows({ path, rule }: Finding, unread: readonly string[]): boolean {
    if (unread.includes(path)) return true;
    if (rule !== 'canonical.missing' || unread.length === 0) return false;
    const { derived = [] } = this.plan.table;
    return derived.some(({ canonical }) => canonical === path) || unread.some((one) => one.startsWith(`${path}.`));
  }
}
