/** JSON for programs, text for people: what commands have in common that print either. */
import { Option } from 'commander';

export interface OutputOptions {
  readonly output?: 'json' | 'table';
}

export function outputOption(): Option {
  return new Option(
    '-o, --output <format>',
    'json for programs, table for people (default: table on a terminal)',
  ).choices(['json', 'table']);
}

/** @param lines - for people: to standard output, but for those of takt itself, notes, which go to standard error. */
export function print({ output }: OutputOptions, value: unknown, lines: () => string[]): void {
  if ((output ?? (process.stdout.isTTY ? 'table' : 'json')) === 'json') console.log(JSON.stringify(value, null, 2));
  else for (const line of lines()) (line.startsWith('takt: ') ? console.error : console.log)(line);
}
