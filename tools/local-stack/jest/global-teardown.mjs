export default async function tearDown() {
  for (const server of globalThis.__testServers ?? []) await server.stop();
}
