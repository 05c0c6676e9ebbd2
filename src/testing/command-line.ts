/** Runs the command line as a user does: a process of its own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('../cli.ts', import.meta.url));

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly error: string;
}

export interface RunOptions {
  /** Handed to the process on its standard input. */
  readonly input?: string;
  readonly environment?: Record<string, string>;
  /** Called with all that was printed so far, after each piece, and with what signals the process. */
  readonly onOutput?: (signal: (name: NodeJS.Signals) => void, out: string) => void;
  /** The same for standard error. */
  readonly onError?: (signal: (name: NodeJS.Signals) => void, error: string) => void;
}

export async function takt(words: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const child = spawn(process.execPath, [script, ...words], {
    env: { ...process.env, NO_COLOR: '1', ...options.environment },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let out = '';
  let error = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
    options.onOutput?.((name) => child.kill(name), out);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    error += text;
    options.onError?.((name) => child.kill(name), error);
  });
  child.stdin.on('error', () => {}).end(options.input ?? '');
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, out, error };
}
