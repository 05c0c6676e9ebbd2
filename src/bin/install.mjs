// Makes sure the pinned dependencies are there before a script needs them. Plain JavaScript for Node 20 and newer,
// because it runs under the machine's own Node: the pinned one comes with the install.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = new URL('../../', import.meta.url);
const lockHash = createHash('sha256')
  .update(readFileSync(new URL('package-lock.json', root)))
  .digest('hex');
const marker = new URL('node_modules/.takt-installed', root);
const pinnedNode = new URL('node_modules/node/bin/node', root);

function installed() {
  return existsSync(marker) && existsSync(pinnedNode) && readFileSync(marker, 'utf8') === lockHash;
}

function npm(...args) {
  const run = spawnSync('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: fileURLToPath(root),
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (run.status !== 0) {
    console.error(`takt: "npm ${args.join(' ')}" failed; check that the npm registry can be reached and try again`);
    process.exit(1);
  }
}

if (!installed()) {
  console.error('takt: installing the pinned dependencies (about 20 s, once)');
  npm('ci');
  // Some npm settings block install scripts, and the pinned Node unpacks itself in one.
  if (!existsSync(pinnedNode)) npm('rebuild', 'node');
  writeFileSync(marker, lockHash);
}
