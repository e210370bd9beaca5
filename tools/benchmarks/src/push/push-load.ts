import { Agent, request, type IncomingMessage } from 'node:http';
import type { PushRequest } from './push-bodies.js';

/** Sends all requests over so many open connections, one under way on each; rejects for any that is not accepted. */
export async function pushAll(
  url: string,
  requests: readonly PushRequest[],
  connections: number,
): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  let next = 0;
  const connection = async (): Promise<void> => {
    for (let one = requests[next++]; one; one = requests[next++]) await push(url, agent, one);
  };
  try {
    await Promise.all(Array.from({ length: connections }, connection));
  } finally {
    agent.destroy();
  }
}

function push(url: string, agent: Agent, { secret, body }: PushRequest): Promise<void> {
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

function settle(answer: IncomingMessage, resolve: () => void, reject: (error: Error) => void): void {
  let text = '';
  answer.setEncoding('utf8');
  answer.on('data', (chunk: string) => (text += chunk));
  answer.once('error', reject);
  answer.once('end', () => {
    if (answer.statusCode === 202) resolve();
    else reject(new Error(`a push was answered ${answer.statusCode}: ${text.slice(0, 500)}`));
  });
}
