import type { DeviceLink, LinkEndpoint, ReadRequest } from '../battery-driver.js';
import type { RawValues } from '../raw-value.js';
import { TcpLink } from '../tcp-link.js';
import { LineFramer } from './line-framer.js';
import { asObject, readObjects } from './object-values.js';
import { parseTextAnswer } from './text-answer.js';
import { isRefusal, ThingSetRefusal } from './thingset-status.js';

/**
 * Text mode over a raw TCP stream. Messages have no ids, so whole groups are asked for: their answers name every
 * value, and one that is late or another node's cannot be taken for what was asked.
 */
export class ThingSetTcpLink implements DeviceLink {
  private readonly tcp: TcpLink<string>;

  constructor(endpoint: LinkEndpoint) {
    this.tcp = new TcpLink(endpoint.host, endpoint.port, () => new LineFramer());
  }

  read({ profile, address, timeoutMilliseconds }: ReadRequest): Promise<RawValues> {
    return readObjects(profile, async ({ group }) =>
      asObject(await this.get(group, address.nodeId, timeoutMilliseconds)),
    );
  }

  close(): void {
    this.tcp.close();
  }

  private get(path: string, nodeId: string | undefined, timeout: number): Promise<unknown> {
    return this.tcp.exchange(getRequest(path, nodeId), (line) => valueFrom(line, nodeId), timeout);
  }
}

/** The only request this driver makes; `=`, `+`, `-`, `!` and `@`, which change a device, have no function here. */
export const getRequest = (path: string, nodeId?: string): Buffer =>
  Buffer.from(nodeId === undefined ? `?${path}\n` : `?/${nodeId}/${path}\n`);

/** Undefined for a report and for an answer about another node, which are not what was asked. */
function valueFrom(line: string, nodeId: string | undefined): unknown {
  if (line.startsWith('#')) return undefined;
  const { status, node, value } = parseTextAnswer(line);
  // A node that is no gateway refuses without naming a node.
  const fromGatewayItself = isRefusal(status) && node === undefined;
  if (node !== nodeId && !fromGatewayItself) return undefined;
  if (isRefusal(status)) throw new ThingSetRefusal(status);
  return value ?? null;
}
