import type { Ticket } from '../ticket';

/**
 * A session store of tickets (`ITicketStore`, Katana's `IAuthenticationSessionStore`): the cookie carries a key only.
 */
export interface TicketStore<T extends Ticket> {
  readonly tickets: Map<number, T>;
  made: number;
}

export function emptyStore<T extends Ticket>(): TicketStore<T> {
  return { tickets: new Map(), made: 0 };
}

/** `StoreAsync`: under a new key. */
export function storeTicket<T extends Ticket>(store: TicketStore<T>, ticket: T): number {
  store.made += 1;
  store.tickets.set(store.made, ticket);
  return store.made;
}
