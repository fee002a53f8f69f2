import type { Event } from 'vscode';

/** The server as the rest of the client sees it. A request starts it when it does not run yet. */
export interface Server {
  request<Result>(method: string, params: unknown): Promise<Result>;
  restart(): Promise<void>;
  /** Models may have changed: ask again. */
  readonly onDidChange: Event<void>;
}
