#!/usr/bin/env node
// Starts the command line under the pinned Node, whatever Node the machine has.
import './install.mjs';
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const pinnedNode = fileURLToPath(new URL('../../node_modules/node/bin/node', import.meta.url));
const cli = fileURLToPath(new URL('../cli.ts', import.meta.url));
const child = spawn(pinnedNode, [cli, ...process.argv.slice(2)], { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code) => {
  process.exitCode = code ?? 1;
});
