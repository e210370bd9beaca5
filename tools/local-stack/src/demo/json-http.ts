import { StackError } from '../console/stack.errors.js';

export interface JsonRequest {
  readonly method?: 'GET' | 'POST' | 'PATCH';
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
  /** Statuses besides 2xx that are an answer, not a failure. */
  readonly accept?: readonly number[];
}

export interface JsonAnswer<T> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

/** One JSON exchange; a refusal becomes an error that names the route, the status and the problem's code, nothing else. */
export async function exchange<T>(url: string, request: JsonRequest = {}): Promise<JsonAnswer<T>> {
  const response = await fetch(url, fetchOptions(request));
  const text = await response.text();
  const body = (text ? JSON.parse(text) : undefined) as T;
  if (response.ok || request.accept?.includes(response.status)) {
    return { status: response.status, headers: response.headers, body };
  }
  throw refused(new URL(url).pathname, response.status, body);
}

function fetchOptions({ method = 'GET', headers, body }: JsonRequest): RequestInit {
  if (body === undefined) return { method, headers };
  return { method, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) };
}

function refused(path: string, status: number, body: unknown): StackError {
  const code = (body as { code?: string } | undefined)?.code ?? '';
  return new StackError('STACK.REQUEST_REFUSED', {
    fr: `${path} a répondu ${status} ${code}`,
    en: `${path} answered ${status} ${code}`,
  });
}
