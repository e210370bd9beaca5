import { Agent, request, type IncomingMessage } from 'node:http';
import type { PushRequest } from './push-bodies.js';

const accepted = 202;
const logAway = 503;

/**
 * Sends all requests over so many open connections, one under way on each, and again what the log had not in time, as a
 * device does. Answers how often that was; rejects for anything else that is not accepted.
 */
export async function pushAll(
  url: string,
  requests: readonly PushRequest[],
  connections: number,
): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  let [next, again] = [0, 0];
  const connection = async (): Promise<void> => {
    for (let one = requests[next++]; one; one = requests[next++]) {
      while ((await push(url, agent, one)) === logAway) again += 1;
    }
  };
  try {
    await Promise.all(Array.from({ length: connections }, connection));
    return again;
  } finally {
    agent.destroy();
  }
}

function push(url: string, agent: Agent, { secret, body }: PushRequest): Promise<number> {
  const headers = {
    authorization: `Bearer ${secret}`,
    'content-type': 'application/json',
    'content-length': body.length,
  };
  return new Promise((resolve, reject) => {
    const sending = request(url, { method: 'POST', agent, headers }, (answer) =>
      settle(answer, resolve, reject),
    );
    sending.once('error', reject);
    sending.end(body);
  });
}

function settle(
  answer: IncomingMessage,
  resolve: (status: number) => void,
  reject: (error: Error) => void,
): void {
  let text = '';
  answer.setEncoding('utf8');
  answer.on('data', (chunk: string) => (text += chunk));
  answer.once('error', reject);
  answer.once('end', () => {
    const status = answer.statusCode ?? 0;
    if (status === accepted || status === logAway) resolve(status);
    else reject(new Error(`a push was answered ${status}: ${text.slice(0, 500)}`));
  });
}
