#!/usr/bin/env node
// Starts the command line under the pinned Node, whatever Node the machine has.
import './install.mjs';
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const pinnedNode = fileURLToPath(new URL('../../node_modules/node/bin/node', import.meta.url));
const cli = fileURLToPath(new URL('../cli.ts', import.meta.url));
// Modules kept compiled: the second start takes half the time of the first one.
const NODE_COMPILE_CACHE =
  process.env.NODE_COMPILE_CACHE ?? fileURLToPath(new URL('../../.takt/cache/compile', import.meta.url));
const env = { ...process.env, NODE_COMPILE_CACHE };
const child = spawn(pinnedNode, [cli, ...process.argv.slice(2)], { stdio: 'inherit', env });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code) => {
  process.exitCode = code ?? 1;
});
