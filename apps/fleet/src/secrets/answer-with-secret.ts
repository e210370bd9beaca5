import type { RecordedAnswer } from '@trackingbms/tenant-database';

/** What a command answers, and the secret that it made. */
export interface Revealing {
  readonly answer: RecordedAnswer & { readonly body: object };
  readonly secret: string;
}

/**
 * Carries a command out and puts its secret into the answer, past everything that is recorded: a repeat under the same
 * Idempotency-Key gets the recorded answer with null in the secret's place.
 * @param once runs the command, or answers what was recorded of it
 */
export async function answerWithSecret<Command>(
  once: (work: (command: Command) => Promise<RecordedAnswer>) => Promise<RecordedAnswer>,
  work: (command: Command) => Promise<Revealing>,
): Promise<RecordedAnswer> {
  let secret: string | null = null;
  const recorded = await once(async (command) => {
    const revealing = await work(command);
    secret = revealing.secret;
    return revealing.answer;
  });
  return { ...recorded, body: { ...(recorded.body as object), secret } };
}
