/** Resolves with the reason when this process is asked to end: by a signal, or by the end of its supervisor. */
export function stopRequested(environment: Readonly<Record<string, string | undefined>>): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => resolve(signal));
    if (environment['TRACKINGBMS_SUPERVISED'] !== '1') return;
    // Input is a pipe that the supervisor holds: however it dies, the pipe ends.
    process.stdin.on('end', () => resolve('end of input'));
    process.stdin.on('error', () => resolve('end of input'));
    process.stdin.resume();
  });
}
