import { Agent } from 'node:http';
import type { DeviceLink, DeviceObject, LinkEndpoint, ReadRequest } from '../battery-driver.js';
import { DeviceFailure } from '../device-failure.errors.js';
import type { RawValues } from '../raw-value.js';
import { httpGet, type HttpAnswer } from './http-get.js';
import { listObjects } from './list-objects.js';
import { asObject, readObjects, type GroupItems } from './object-values.js';
import { isRefusal, notFound, statusOfHttpCode, ThingSetRefusal } from './thingset-status.js';

const defaultBasePath = '/ts/';

/** What was learnt about one node: which names of a group it has, and whether it can fetch them by name. */
interface NodeKnowledge {
  readonly names: Map<string, readonly string[]>;
  fetches: boolean;
}

/**
 * The HTTP gateway (`/ts/{id}/{path}`). The first read of a group takes all of it; later ones fetch the names that
 * the profile wants, and go back to taking all from a gateway that cannot do that.
 */
export class ThingSetHttpLink implements DeviceLink {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 1 });
  private readonly nodes = new Map<string, NodeKnowledge>();
  private onlyNode: string | undefined;

  constructor(private readonly endpoint: LinkEndpoint) {}

  async read(request: ReadRequest): Promise<RawValues> {
    const get = (path: string, body?: string) => this.get(path, request, body);
    return this.atNode(request, get, (node) =>
      readObjects(request.profile, (group) => this.group(`${node}/`, group, get)),
    );
  }

  listObjects(request: ReadRequest): Promise<readonly DeviceObject[]> {
    const get = (path: string) => this.get(path, request);
    return this.atNode(request, get, (node) =>
      listObjects((path) => get(path === '' ? node : `${node}/${path}`)),
    );
  }

  close(): void {
    this.agent.destroy();
  }

  /** Rejects as the work does; which node there is, is asked again then. */
  private async atNode<T>(
    { address }: ReadRequest,
    get: Get,
    work: (nodePath: string) => Promise<T>,
  ): Promise<T> {
    const base = address.basePath ?? defaultBasePath;
    try {
      return await work(`${base}${address.nodeId ?? (await this.discoveredNode(base, get))}`);
    } catch (error) {
      this.onlyNode = undefined;
      throw error;
    }
  }

  private async get(path: string, asked: ReadRequest, body?: string): Promise<unknown> {
    const { agent, endpoint } = this;
    const { timeoutMilliseconds, rawFrames } = asked;
    const { host, port } = endpoint;
    return valueOf(await httpGet({ agent, host, port, path, body, timeoutMilliseconds, rawFrames }));
  }

  /** A gateway with one device behind it needs no node id in the battery's settings. */
  private async discoveredNode(base: string, get: Get): Promise<string> {
    if (this.onlyNode !== undefined) return this.onlyNode;
    const ids = Object.values(asObject(await get(base)));
    const [id] = ids;
    if (ids.length !== 1 || typeof id !== 'string' || !/^[0-9A-Za-z_-]+$/.test(id)) {
      throw new DeviceFailure('configuration', 'not one device behind the gateway: nodeId must say which');
    }
    this.onlyNode = id;
    return id;
  }

  private async group(
    nodePath: string,
    group: GroupItems,
    get: Get,
  ): Promise<Readonly<Record<string, unknown>>> {
    const knowledge = this.knowledgeOf(nodePath);
    const path = nodePath + group.group;
    const names = knowledge.names.get(group.group);
    if (knowledge.fetches && names) {
      const fetched = await this.fetch(path, names, get, knowledge);
      if (fetched) return fetched;
    }
    const all = asObject(await get(path));
    const wanted = group.items.map((item) => item.name).filter((name) => Object.hasOwn(all, name));
    if (wanted.length > 0) knowledge.names.set(group.group, wanted);
    return all;
  }

  private async fetch(
    path: string,
    names: readonly string[],
    get: Get,
    knowledge: NodeKnowledge,
  ): Promise<Readonly<Record<string, unknown>> | undefined> {
    try {
      const answer = await get(path, JSON.stringify(names));
      if (!Array.isArray(answer)) return asObject(answer);
      if (answer.length === names.length) {
        return Object.fromEntries(names.map((name, index) => [name, answer[index] as unknown]));
      }
      knowledge.fetches = false;
    } catch (error) {
      // Whatever it was, the next read asks in the way that every gateway knows.
      knowledge.fetches = false;
      if (!(error instanceof ThingSetRefusal)) throw error;
    }
    return undefined;
  }

  private knowledgeOf(nodePath: string): NodeKnowledge {
    const known = this.nodes.get(nodePath) ?? { names: new Map<string, readonly string[]>(), fetches: true };
    this.nodes.set(nodePath, known);
    return known;
  }
}

type Get = (path: string, body?: string) => Promise<unknown>;

function valueOf(answer: HttpAnswer): unknown {
  const status = statusOfHttpCode(answer.status);
  // A gateway without its device says so in plain words, a node without the object in JSON.
  if (status === notFound && !answer.isJson) {
    throw new DeviceFailure('unreachable', 'no such device there', { cause: 'other-unit' });
  }
  if (isRefusal(status)) throw new ThingSetRefusal(status);
  try {
    return JSON.parse(answer.body);
  } catch {
    throw new DeviceFailure('garbled', 'an answer that is not JSON');
  }
}
