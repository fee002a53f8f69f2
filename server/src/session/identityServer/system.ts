/**
 * The words of the IdentityServer model: what a host and its clients are set to, what happens, what is seen. Plain data
 * that travels as JSON. Times are integer seconds since the start of the scenario, lifetimes are lengths in seconds.
 */

/** `IdentityServerOptions` and the cookie handler that holds the user's session. */
export interface ServerOptions {
  /** `AddServerSideSessions()`: the ticket lies in a store, the cookie only names it. */
  readonly serverSideSessions: boolean;
  /** `idsrv`: IdentityServer's own cookie scheme; `own`: another handler is the default scheme, as with ASP.NET Identity. */
  readonly scheme: 'idsrv' | 'own';
  /** Effective `ExpireTimeSpan` and `SlidingExpiration` of the handler in use. */
  readonly cookieLifetime: number;
  readonly cookieSliding: boolean;
  /** `Authentication.CookieSlidingExpiration`: the same as `cookieSliding` for `idsrv`, otherwise it only marks. */
  readonly idsrvCookieSliding: boolean;
  /** `Authentication.CoordinateClientLifetimesWithUserSession` */
  readonly coordinateGlobal: boolean;
  /** `ServerSideSessions.RemoveExpiredSessions`: does the cleanup job run? */
  readonly removeExpiredSessions: boolean;
  /** `ServerSideSessions.RemoveExpiredSessionsFrequency` */
  readonly removeExpiredFrequency: number;
  /** `ServerSideSessions.ExpiredSessionsTriggerBackchannelLogout` */
  readonly expiredTriggersBackchannel: boolean;
  /** `JwtValidationClockSkew`; 300 before 7.3, where it cannot be set. */
  readonly jwtClockSkew: number;
  /** `PersistentGrants.DeleteOneTimeOnlyRefreshTokensOnUse` */
  readonly deleteOneTimeOnly: boolean;
}

/** A registered client. Names are those of `Client`, shortened. */
export interface ClientOptions {
  readonly id: string;
  /** `CoordinateLifetimeWithUserSession`; null: as the server says. */
  readonly coordinate: boolean | null;
  readonly accessTokenType: 'Jwt' | 'Reference';
  readonly accessTokenLifetime: number;
  /** Does it get a refresh token? */
  readonly offlineAccess: boolean;
  readonly refreshAbsolute: number;
  readonly refreshSliding: number;
  readonly refreshExpiration: 'Absolute' | 'Sliding';
  readonly refreshUsage: 'ReUse' | 'OneTimeOnly';
  /** Is a `BackChannelLogoutUri` registered? */
  readonly backChannelUri: boolean;
  readonly userSsoLifetime: number | null;
}

/** What a browser asks of IdentityServer; its auth cookie comes along. */
export type BrowserEvent = { readonly t: number; readonly browser: string } & (
  | {
      readonly kind: 'login';
      readonly persistent: boolean;
      /** `ExpiresUtc` of the sign-in, from now; null: not set. */
      readonly expiresIn: number | null;
      readonly allowRefresh: boolean | null;
      readonly sub: string;
    }
  /** A page that only authenticates. */
  | { readonly kind: 'visit' }
  /** `prompt=none`; a code that comes back is redeemed at once. */
  | { readonly kind: 'authorize'; readonly client: string }
  | { readonly kind: 'logout' }
);

/** What a client or an API asks with a token; no auth cookie comes along. */
export type TokenEvent = { readonly t: number; readonly browser: string; readonly client: string } & (
  | { readonly kind: 'refresh' }
  | { readonly kind: 'introspect'; readonly token: 'access' | 'refresh' }
  | { readonly kind: 'userinfo' }
  | { readonly kind: 'localapi' }
);

/** The cleanup job runs. */
export interface TickEvent {
  readonly t: number;
  readonly kind: 'tick';
}

export type SystemEvent = BrowserEvent | TokenEvent | TickEvent;

/** A row of the session store. */
export interface SessionRow {
  readonly id: string;
  readonly created: number;
  readonly renewed: number;
  readonly expires: number;
  readonly clients: readonly string[];
  readonly persistent: boolean;
  readonly forceRenew: boolean;
}

/** A back-channel logout that was sent; `reason` is the `logout_reason` claim, null before 6.3. */
export interface Notice {
  readonly client: string;
  readonly session: string | null;
  readonly reason: 'user_logout' | 'session_expiration' | null;
}

export interface GrantsRemoved {
  readonly client: string;
  readonly type: 'reference_token' | 'refresh_token';
  readonly session: string | null;
  readonly count: number;
}

/** What can be seen of one event from outside and in the stores after it. A field that does not apply is left out. */
export interface Observed {
  readonly cookieSent?: boolean;
  readonly cookieAccepted?: boolean;
  readonly cookieIssued?: boolean;
  readonly cookieDeleted?: true;
  /** End of the cookie now in the browser; null: a session cookie, or none. */
  readonly cookieExpires?: number | null;
  readonly outcome?: 'code' | 'login_required';
  readonly granted?: boolean;
  readonly error?: 'invalid_grant';
  readonly rotated?: boolean;
  readonly accessExpires?: number;
  /** The refresh token in the store; `expires` is its last valid second. */
  readonly refresh?: { readonly created: number; readonly expires: number } | null;
  readonly active?: boolean;
  readonly status?: 200 | 401;
  /** With server-side sessions only: all rows after the event. */
  readonly sessions?: readonly SessionRow[];
  readonly removedSessions?: readonly string[];
  readonly notices?: readonly Notice[];
  readonly grantsRemoved?: readonly GrantsRemoved[];
}
