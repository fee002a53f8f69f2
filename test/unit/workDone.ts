import { Session } from 'node:inspector/promises';

/**
 * How often the blocks of the server's code are run by `action`, all together: what it costs, whatever the machine does
 * besides (V8's precise coverage counts every call and every turn of a loop).
 */
export async function workDone(action: () => void | Promise<void>): Promise<number> {
  const session = new Session();
  session.connect();
  try {
    await session.post('Profiler.enable');
    await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
    await action();
    const { result } = await session.post('Profiler.takePreciseCoverage');
    await session.post('Profiler.stopPreciseCoverage');
    let sum = 0;
    for (const { url, functions } of result)
      if (/[\\/]server[\\/]src[\\/]/.test(url))
        for (const { ranges } of functions) for (const { count } of ranges) sum += count;
    return sum;
  } finally {
    session.disconnect();
  }
}
