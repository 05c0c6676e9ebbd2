/**
 * PSPLIB's format of projects, single-mode (`.sm`) and multi-mode (`.mm`), as its generator and MMLIB's write it: titled
 * sections between lines of asterisks.
 */
import { NumberReader } from '../number-reader.ts';
import type { Project, ProjectMode } from '../techcard/project.ts';

/** @throws Error that names file and line where the text is not of the format. */
export function readPsplib(text: string, file: string): Project {
  const lines = text.split(/\r?\n/);
  const count = (what: string, pattern: RegExp): number => {
    const found = lines.map((line) => pattern.exec(line)).find((match) => match !== null);
    if (!found) throw new Error(`${file}: no line tells ${what}`);
    return Number(found[1]);
  };
  const jobs = count('the number of jobs', /^\s*jobs\b[^:]*:\s*(\d+)/i);
  const renewable = count('the number of renewable resources', /^\s*-\s*renewable\b[^:]*:\s*(\d+)/i);
  const nonRenewable = count('the number of non-renewable resources', /^\s*-\s*nonrenewable\b[^:]*:\s*(\d+)/i);
  if (count('the number of doubly constrained resources', /^\s*-\s*doubly[^:]*:\s*(\d+)/i) > 0)
    throw new Error(`${file}: doubly constrained resources are not read`);
  const precedence = sectionReader(lines, file, /^\s*PRECEDENCE RELATIONS/i);
  const modeCounts: number[] = [];
  const arcs: { from: number; to: number }[] = [];
  for (let from = 0; from < jobs; from++) {
    precedence.next(`job ${from + 1}`, from + 1, from + 1);
    modeCounts.push(precedence.next('a number of modes', 1));
    const followers = precedence.next('a number of successors');
    for (let k = 0; k < followers; k++) arcs.push({ from, to: precedence.next('a successor', 1, jobs) - 1 });
  }
  precedence.end();
  const requests = sectionReader(lines, file, /^\s*REQUESTS\s*\/\s*DURATIONS/i);
  const modes = modeCounts.map((ways, job) => {
    requests.next(`job ${job + 1}`, job + 1, job + 1);
    return Array.from({ length: ways }, (_, way): ProjectMode => {
      requests.next(`mode ${way + 1} of job ${job + 1}`, way + 1, way + 1);
      return {
        duration: requests.next('a duration'),
        needs: Array.from({ length: renewable }, () => requests.next('a request')),
        totals: Array.from({ length: nonRenewable }, () => requests.next('a request')),
      };
    });
  });
  requests.end();
  const amounts = sectionReader(lines, file, /^\s*RESOURCE\s*AVAILABILITIES/i);
  const project = {
    renewable: Array.from({ length: renewable }, () => amounts.next('a capacity')),
    nonRenewable: Array.from({ length: nonRenewable }, () => amounts.next('an amount')),
    modes,
    arcs,
  };
  amounts.end();
  return project;
}

/** Numbers of the section with that title: what follows its line of names, up to the next line of asterisks. */
function sectionReader(lines: readonly string[], file: string, title: RegExp): NumberReader {
  const at = lines.findIndex((line) => title.test(line));
  if (at < 0) throw new Error(`${file}: there is no section ${title.source.replace(/[^A-Z ]/g, '').trim()}`);
  let first = at + 2;
  while (/^\s*-+\s*$/.test(lines[first] ?? '')) first++;
  const rest = lines.slice(first);
  const end = rest.findIndex((line) => /^\s*\*+\s*$/.test(line));
  return new NumberReader(rest.slice(0, end < 0 ? undefined : end).join('\n'), file, first + 1);
}
