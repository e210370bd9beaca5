import { existsSync } from 'node:fs';
import { connect } from 'node:net';

/**
 * True when a Docker engine answers on its socket. The client's presence says nothing: it is often installed where no
 * engine runs.
 */
export function dockerAnswers(): Promise<boolean> {
  const host = process.env['DOCKER_HOST'] ?? 'unix:///var/run/docker.sock';
  const url = new URL(host);
  const path = url.protocol === 'unix:' ? url.pathname : undefined;
  if (path && !existsSync(path)) return Promise.resolve(false);
  return new Promise((resolve) => {
    const socket = path ? connect({ path }) : connect({ host: url.hostname, port: Number(url.port || 2375) });
    const answer = (value: boolean): void => {
      socket.destroy();
      resolve(value);
    };
    socket.setTimeout(1_000, () => answer(false));
    socket.once('connect', () => answer(true));
    socket.once('error', () => answer(false));
  });
}
