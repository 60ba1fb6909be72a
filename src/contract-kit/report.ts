/**
 * What the commands of the contract kit have to say, case by case, in one of two forms: lines for people, and the JUnit XML
 * that the servers of continuous integration read. Nothing of a document stands in it but what the fixtures invented.
 */
import { escapeAttribute, escapeText } from '../contract/xml-writer.js';

export const REPORT_FORMATS = ['human', 'junit'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

/** `skipped`: nothing was found wrong, because nothing could be looked at; `details` says why. */
export type Outcome = 'passed' | 'failed' | 'skipped';

export interface Case {
  /** Dotted or spaced group of cases: `anpal did/invio 4.0`. */
  readonly group: string;
  readonly name: string;
  readonly outcome: Outcome;
  /** What differs, or what is worth knowing; a line each. */
  readonly details: readonly string[];
}

export interface Reporter {
  add(one: Case): void;
  /** Everything that was not printed as it came; call it once, at the end. */
  end(): string;
  readonly failed: number;
}

export interface ReporterOptions {
  readonly format: ReportFormat;
  /** Name of the whole run, for JUnit. */
  readonly title: string;
  /** Takes lines as they come, so that a long run is seen to go on; without it they come at the end. */
  readonly print?: (text: string) => void;
}

const WORDS: Readonly<Record<Outcome, string>> = { passed: 'ok   ', failed: 'WRONG', skipped: '-    ' };

export function reporter({ format, title, print }: ReporterOptions): Reporter {
  const cases: Case[] = [];
  const count = (outcome: Outcome): number => cases.filter((one) => one.outcome === outcome).length;
  const live = format === 'human' ? print : undefined;
  return {
    add(one) {
      cases.push(one);
      live?.(lines(one));
    },
    end() {
      if (format === 'junit') return junit(title, cases);
      const summary = summaryOf(count('passed'), count('failed'), count('skipped'));
      return live === undefined ? `${cases.map(lines).join('')}${summary}` : summary;
    },
    get failed() {
      return count('failed');
    },
  };
}

function lines({ group, name, outcome, details }: Case): string {
  return [`${WORDS[outcome]}  ${group} ${name}`, ...details.map((detail) => `         ${detail}`), ''].join('\n');
}

const summaryOf = (passed: number, failed: number, skipped: number): string =>
  `${passed} hold, ${failed} do not${skipped === 0 ? '' : `, ${skipped} not covered`}\n`;

function junit(title: string, cases: readonly Case[]): string {
  const groups = [...new Set(cases.map(({ group }) => group))];
  const suites = groups.map((group) =>
    suite(
      group,
      cases.filter((one) => one.group === group),
    ),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="${escapeAttribute(title)}" ${totals(cases)}>\n${suites.join('')}</testsuites>\n`;
}

function totals(cases: readonly Case[]): string {
  const count = (outcome: Outcome): number => cases.filter((one) => one.outcome === outcome).length;
  return `tests="${cases.length}" failures="${count('failed')}" errors="0" skipped="${count('skipped')}"`;
}

function suite(group: string, cases: readonly Case[]): string {
  return `  <testsuite name="${escapeAttribute(group)}" ${totals(cases)}>\n${cases.map(testcase).join('')}  </testsuite>\n`;
}

/** Servers make a tree of the class name's dots. */
const className = (group: string): string => group.replaceAll('.', '_').replaceAll(' ', '.');

function testcase({ group, name, outcome, details }: Case): string {
  const head = `    <testcase classname="${escapeAttribute(className(group))}" name="${escapeAttribute(name)}"`;
  const text = details.join('\n');
  const first = escapeAttribute(details[0] ?? '');
  if (outcome === 'failed')
    return `${head}>\n      <failure message="${first}">${escapeText(text)}</failure>\n    </testcase>\n`;
  if (outcome === 'skipped') return `${head}>\n      <skipped message="${first}"/>\n    </testcase>\n`;
  return details.length === 0
    ? `${head}/>\n`
    : `${head}>\n      <system-out>${escapeText(text)}</system-out>\n    </testcase>\n`;
}
