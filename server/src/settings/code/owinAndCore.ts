import { BOOLEAN, TIME_SPAN } from '../literals';
import type { SettingEntry } from '../setting';

/**
 * What OWIN, ASP.NET Core and token services keep in code: nothing in web.config changes these. Paths are
 * `Type.Property`; a scheme or client follows in brackets where a value is given for one.
 */
const inCode = {
  level: 'code',
  defaultBy: '.NET default',
  onBadLiteral: 'does not compile or throws at start',
} as const;

const API = 'https://learn.microsoft.com/dotnet/api';

export const owinAndCore: readonly SettingEntry[] = [
  {
    ...inCode,
    path: 'CookieAuthenticationOptions.ExpireTimeSpan',
    literal: TIME_SPAN,
    default: '14.00:00:00',
    effect: 'How long the sign-in ticket inside the cookie is valid.',
    drives: 'authCookie',
    docs: `${API}/microsoft.aspnetcore.authentication.cookies.cookieauthenticationoptions.expiretimespan`,
    source: 'Microsoft.Owin.Security.Cookies and ASP.NET Core, CookieAuthenticationOptions.cs',
  },
  {
    ...inCode,
    path: 'CookieAuthenticationOptions.SlidingExpiration',
    literal: BOOLEAN,
    default: 'true',
    effect: 'Renews the sign-in on requests after half of its life has passed, unless the ticket forbids it.',
    docs: `${API}/microsoft.aspnetcore.authentication.cookies.cookieauthenticationoptions.slidingexpiration`,
    source: 'Microsoft.Owin.Security.Cookies and ASP.NET Core, CookieAuthenticationHandler.cs',
  },
  {
    ...inCode,
    path: 'SecurityStampValidator.OnValidateIdentity(validateInterval)',
    literal: TIME_SPAN,
    default: '00:30:00',
    effect:
      'How soon a changed password or security stamp signs the user out; the Visual Studio template writes 30 minutes.',
    docs: `${API}/microsoft.aspnet.identity.owin.securitystampvalidator.onvalidateidentity`,
    source: 'ASP.NET MVC 5 template, Startup.Auth.cs',
  },
  {
    ...inCode,
    path: 'SessionOptions.IdleTimeout',
    literal: TIME_SPAN,
    default: '00:20:00',
    effect: 'Time without a request after which the session data is dropped; it has nothing to do with the sign-in.',
    drives: 'sessionData',
    docs: `${API}/microsoft.aspnetcore.builder.sessionoptions.idletimeout`,
    source: 'ASP.NET Core, SessionOptions.cs',
  },
  {
    ...inCode,
    path: 'SecurityTokenServiceConfiguration.DefaultTokenLifetime',
    literal: TIME_SPAN,
    default: '01:00:00',
    effect: 'How long a token of this security token service is valid when the request does not say.',
    docs: `${API}/system.identitymodel.configuration.securitytokenserviceconfiguration.defaulttokenlifetime`,
    source: 'System.IdentityModel/Configuration/SecurityTokenServiceConfiguration.cs',
  },
  {
    ...inCode,
    path: 'SecurityTokenServiceConfiguration.MaximumTokenLifetime',
    literal: TIME_SPAN,
    default: '1.00:00:00',
    effect: 'How long a token of this security token service may be valid at most.',
    docs: `${API}/system.identitymodel.configuration.securitytokenserviceconfiguration.maximumtokenlifetime`,
    source: 'System.IdentityModel/Configuration/SecurityTokenServiceConfiguration.cs',
  },
];
