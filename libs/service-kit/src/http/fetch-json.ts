export interface FetchLimits {
  readonly timeoutMilliseconds: number;
  /** Bytes; a longer answer is an error. */
  readonly largestBody: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Reads a JSON answer within limits of time and size, without following redirects. Rejects on anything but 2xx/4xx JSON. */
export async function fetchJson(
  url: string,
  limits: FetchLimits,
): Promise<{ status: number; body: unknown }> {
  const response = await fetch(url, {
    headers: { accept: 'application/json', ...limits.headers },
    redirect: 'error',
    signal: AbortSignal.timeout(limits.timeoutMilliseconds),
  });
  const text = await readWithin(response, limits.largestBody);
  if (response.status >= 500) throw new Error(`answered ${response.status}`);
  return { status: response.status, body: JSON.parse(text) };
}

async function readWithin(response: Response, largest: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > largest) throw new Error('the answer is too long');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
