/** The topics of Sparkplug B and the one message that is no protobuf: whether a host application is there. */
import { z } from 'zod';

const namespace = 'spBv1.0';

/** What edge nodes say; `N` of themselves, `D` of a device. */
export const nodeVerbs = ['NBIRTH', 'NDATA', 'NDEATH', 'DBIRTH', 'DDATA', 'DDEATH'] as const;
export type NodeVerb = (typeof nodeVerbs)[number];
export type CommandVerb = 'NCMD' | 'DCMD';

export interface NodeTopic {
  readonly group: string;
  readonly verb: NodeVerb | CommandVerb;
  readonly node: string;
  /** With the verbs of devices only. */
  readonly device?: string;
}

export function nodeTopic({ group, verb, node, device }: NodeTopic): string {
  return [namespace, group, verb, node, ...(device === undefined ? [] : [device])].join('/');
}

/** @returns undefined for a topic that is none of Sparkplug's. */
export function parseNodeTopic(topic: string): NodeTopic | undefined {
  const [first, group, verb, node, device, ...rest] = topic.split('/');
  const known = [...nodeVerbs, 'NCMD' as const, 'DCMD' as const].find((one) => one === verb);
  if (first !== namespace || !known || !group || !node || rest.length > 0) return undefined;
  if ((device !== undefined && device !== '') !== known.startsWith('D')) return undefined;
  return { group, verb: known, node, ...(device ? { device } : {}) };
}

/** All that is said in a group. */
export function groupTopics(group: string): string {
  return `${namespace}/${group}/#`;
}

export function stateTopic(hostId: string): string {
  return `${namespace}/STATE/${hostId}`;
}

/** @see Sparkplug 3.0.0, 6.4.25; the timestamp, ms since 1970, is that of the session's will. */
export const HostState = z.object({ online: z.boolean(), timestamp: z.int().min(0) });
export type HostState = z.infer<typeof HostState>;

/** @returns undefined for anything that does not say so, such as the form of Sparkplug 2. */
export function parseHostState(payload: Buffer): HostState | undefined {
  try {
    return HostState.safeParse(JSON.parse(payload.toString())).data;
  } catch {
    return undefined;
  }
}
