import { type CancellationToken, LSPErrorCodes, ResponseError } from 'vscode-languageserver';

/** Where failures are written for the person who looks for them. */
export interface Log {
  error(message: string): void;
  warn(message: string): void;
  info(message: string): void;
}

export type Guard = <P, R>(
  what: string,
  empty: R,
  handle: (params: P, token: CancellationToken) => R | Promise<R>,
) => (params: P, token: CancellationToken) => Promise<R | ResponseError<never>>;

/**
 * Makes request handlers that never take the server down: a failure is logged and answered with `empty`, a cancelled
 * request with the LSP's own error, and nothing is computed for a request that was cancelled while it waited.
 * `turn` lets notifications that came with the request (an edit, a cancellation) be seen first.
 */
export function guardWith(log: Log, turn: () => Promise<void>): Guard {
  return <P, R>(what: string, empty: R, handle: (params: P, token: CancellationToken) => R | Promise<R>) =>
    async (...sent: [params: P, token: CancellationToken]) => {
      // A request that came without params is handed over as its token alone, or with null in their place.
      const [params, token] = sent.length > 1 ? sent : [{} as P, sent[0] as unknown as CancellationToken];
      await turn();
      if (token.isCancellationRequested) return cancelled();
      try {
        const result = await handle(params ?? ({} as P), token);
        return token.isCancellationRequested ? cancelled() : result;
      } catch (error) {
        log.error(`${what} failed: ${reasonOf(error)}`);
        return empty;
      }
    };
}

/** What went wrong, for the log. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function cancelled(): ResponseError<never> {
  return new ResponseError(LSPErrorCodes.RequestCancelled, 'The request was cancelled.');
}
