const attempts = 3;

/**
 * A port that was free may be another program's a moment later, before the server has taken it: the server then ends,
 * and is started again on ports that are free now. The last failure is what the caller sees.
 */
export async function startOnFreePorts<T>(start: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await start();
    } catch (error) {
      if (attempt === attempts) throw error;
    }
  }
}
