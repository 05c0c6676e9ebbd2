/** What the kernel tells of processes (Linux). */
import { readdirSync, readFileSync } from 'node:fs';

/** A process and all that it started, itself first. */
export function processTree(root: number): number[] {
  const parents = new Map<number, number>();
  for (const entry of readdirSync('/proc')) {
    const parent = /^\d+$/.test(entry) ? parentOf(Number(entry)) : undefined;
    if (parent !== undefined) parents.set(Number(entry), parent);
  }
  const tree = [root];
  // The list grows while it is walked.
  for (const pid of tree) for (const [child, parent] of parents) if (parent === pid) tree.push(child);
  return tree;
}

/** Processes that this one started itself. */
export function childrenOf(pid: number): number[] {
  return processTree(pid).filter((other) => parentOf(other) === pid);
}

/** Open descriptors; 0 where the process is gone. */
export function descriptorsOf(pid: number): number {
  try {
    return readdirSync(`/proc/${pid}/fd`).length;
  } catch {
    return 0;
  }
}

function parentOf(pid: number): number | undefined {
  try {
    // pid (name) state parent ...; the name may hold anything, also a bracket.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return undefined;
  }
}
