import type { IdentityServerHost } from '../../config/identityServer/host';
import type { IntrospectingApi, RelyingParty } from '../../config/identityServer/party';
import { partKey } from '../../part';

/** A site that is an IdentityServer, sends its users to one to sign in, or asks one about tokens. */
export interface IdentityServerSite {
  /** Origins that it is known to be reached at, from launchSettings.json. */
  readonly origins: readonly string[];
  /** Does any of its code look as if it took back-channel notices? */
  readonly hears: boolean;
}

/** The same in one environment. */
export interface IdentityServerView {
  readonly host: IdentityServerHost | undefined;
  readonly parties: readonly RelyingParty[];
  readonly apis: readonly IntrospectingApi[];
}

export const IDENTITY_SERVER = partKey<IdentityServerSite, IdentityServerView>('identityServer');
