import type { ConfigElement } from '../config/sitecore/view';
import { AUTH_COOKIE, type Clock, isUnknown } from '../session/clocks';
import type { SettingsReader } from '../settings/reader';
import type { SiteView } from '../site/site';
import { SITECORE } from '../site/sitecore/key';
import { surelyBefore } from '../site/sitecore/version';
import { lifetimeOf } from './lifetimeOf';
import type { ClockInput } from './source';

const FORMS = 'system.web/authentication/forms';
const MODE = 'system.web/authentication/@mode';
const COOKIE = "sitecore/pipelines/owin.initialize/processor[name='CookieAuthentication']";
const TOKEN = 'Sitecore/IdentityServer/Clients/DefaultClient/IdentityTokenLifetimeInSeconds';

/** What keeps an editor or visitor signed in (docs/reference/sitecore.md, What signs an editor out; KB0345947 splits at 9.1). */
export type SignInMechanism =
  | { readonly kind: 'forms' }
  | { readonly kind: 'owin'; readonly identityServer: boolean }
  /** ASP.NET's own, as in any other site. */
  | { readonly kind: 'aspnet' }
  | { readonly kind: 'unknown'; readonly reason: string };

/** How users of this site are signed in, as far as version and files tell. */
export function mechanismOf(view: SiteView, settings: SettingsReader): SignInMechanism {
  const version = view.site.part(SITECORE)?.version ?? {};
  const { value: mode, given } = settings.get(MODE);
  const browserSignsIn = given && (mode === 'Windows' || mode === 'Passport');
  if (surelyBefore(version, '9.0')) return { kind: browserSignsIn ? 'aspnet' : 'forms' };
  const federated = settings.get(named('FederatedAuthentication.Enabled')).value;
  const owin = settings.get(named('Owin.Authentication.Enabled')).value;
  const off = isOwinStartOff(settings) || federated === 'false' || owin === 'false';
  if (off && browserSignsIn) return { kind: 'aspnet' };
  if (off && mode === 'Forms') return { kind: 'forms' };
  if (off && isUnknown(mode)) return { kind: 'unknown', reason: mode.unknown };
  if (off)
    return { kind: 'unknown', reason: 'OWIN does not sign users in here, and the authentication mode is not Forms' };
  if (federated === 'true') return { kind: 'owin', identityServer: isIdentityServerUsed(view) };
  return { kind: 'unknown', reason: isUnknown(federated) ? federated.unknown : 'no file tells how users sign in' };
}

function isOwinStartOff(settings: SettingsReader): boolean {
  return settings.get("appSettings/add[key='owin:AutomaticAppStartup']/@value").value === 'false';
}

/** The claim by which a provider decides when the cookie ends; Sitecore Identity's is made from the token's `exp`. */
const COOKIE_END = 'http://www.sitecore.net/identity/claims/cookieExp';

/**
 * Does the end of an identity token end the cookie? Where Sitecore's own files of federated authentication are not in
 * the workspace they are taken to be as they ship: editors' servers of 9.1 and later use Sitecore Identity.
 */
function isIdentityServerUsed(view: SiteView): boolean {
  const root = view.part(SITECORE)?.document.documentElement;
  const federation = root?.children.find(({ localName }) => localName === 'federatedAuthentication');
  if (!federation) return !surelyBefore(view.site.part(SITECORE)?.version ?? {}, '9.1') && isForEditors(view);
  return descendants(federation).some((element) => element.getAttribute('name') === COOKIE_END);
}

function descendants(top: ConfigElement): ConfigElement[] {
  const found: ConfigElement[] = [];
  const work = [...top.children];
  for (let element = work.pop(); element; element = work.pop()) {
    found.push(element);
    work.push(...element.children);
  }
  return found;
}

/** Can editors sign in on this server? Only a server for delivery, processing or reporting alone has none. */
export function isForEditors(view: SiteView): boolean {
  if (view.site.part(SITECORE)?.sources.ruleSupport === 'none') return true;
  const roles = view.part(SITECORE)?.options.rules.get('role') ?? new Set<string>();
  if (roles.has('standalone') || roles.has('contentmanagement')) return true;
  return !['contentdelivery', 'processing', 'reporting'].some((role) => roles.has(role));
}

/** keepalive.aspx leaves the sign-in alone (KB0345947). */
const COOKIE_OF_SITECORE = { ...AUTH_COOKIE, pingRestarts: false } as const;

/** The clock that signs users out. `aspnet` is what it would be without Sitecore. */
export function signInClock(input: ClockInput, aspnet: Clock): Clock {
  const { view, settings, cite } = input;
  const mechanism = mechanismOf(view, settings);
  switch (mechanism.kind) {
    case 'aspnet':
      return aspnet;
    case 'forms':
      return formsCookie(input);
    case 'owin':
      return mechanism.identityServer ? identityToken(input) : owinCookie(input);
    case 'unknown':
      return {
        ...COOKIE_OF_SITECORE,
        name: 'Sign-in',
        length: { unknown: mechanism.reason },
        restart: { on: 'never' },
        sources: cite.setting(settings.get(named('FederatedAuthentication.Enabled'))),
      };
  }
}

/**
 * Up to 9.0 Sitecore works with the ticket of forms authentication, whether the mode is None (to 8.2) or Forms. It
 * renews it in the second half of its life since 6.6 Update-7 (seed 003).
 */
function formsCookie({ view, settings, cite }: ClockInput): Clock {
  const timeout = settings.get(`${FORMS}/@timeout`);
  const fixed =
    settings.get(`${FORMS}/@slidingExpiration`).value === 'false' ||
    surelyBefore(view.site.part(SITECORE)?.version ?? {}, '6.6');
  return {
    ...COOKIE_OF_SITECORE,
    length: lifetimeOf(timeout),
    restart: fixed ? { on: 'never' } : { on: 'secondHalf', strict: false },
    sources: cite.setting(timeout),
    note: `${fixed ? 'Ends at its time after sign-in, whatever the user does.' : 'Renewed by a click in the second half of its life.'} keepalive.aspx never renews it, so typing alone does not keep an editor signed in.`,
  };
}

/** Katana renews when less than half is left, and keeps whole seconds. */
function owinCookie({ settings, cite }: ClockInput): Clock {
  const span = settings.get(`${COOKIE}/ExpireTimeSpan`);
  const fixed = settings.get(`${COOKIE}/SlidingExpiration`).value === 'false';
  const inCode = { unknown: 'no file sets ExpireTimeSpan, and before 9.1 Sitecore takes it from its code' };
  return {
    ...COOKIE_OF_SITECORE,
    name: 'OWIN cookie',
    length: span.literal === undefined ? inCode : lifetimeOf(span),
    restart: fixed ? { on: 'never' } : { on: 'secondHalf', strict: true },
    sources: cite.setting(span),
    note: `${fixed ? 'Ends at its time after sign-in, whatever the user does.' : 'Renewed by a click in the second half of its life.'} keepalive.aspx never renews it. Its end stands inside it, so Remember me does not move it; the forms timeout has no effect.`,
  };
}

/** The claim cookieExp overrides ExpireTimeSpan: the cookie ends when the identity token does. */
function identityToken({ settings, cite }: ClockInput): Clock {
  const token = settings.get(TOKEN);
  const elsewhere = { unknown: 'Sitecore Identity decides, and no file of it in the workspace says how long' };
  return {
    ...COOKIE_OF_SITECORE,
    name: 'Sitecore Identity sign-in',
    length: token.literal === undefined ? elsewhere : lifetimeOf(token),
    restart: { on: 'never' },
    sources: cite.setting(token),
    note: `Ends with the identity token, whatever the user does: its end overrides ExpireTimeSpan, and neither keepalive.aspx nor Remember me moves it.${token.given ? '' : ' IdentityTokenLifetimeInSeconds of the client is believed to ship as 3600, which is not verified.'}`,
  };
}

/** "Remember me" of Sitecore's own sign-in page: a cookie of its own up to 9.0, of no account later. */
export function persistentLogin({ view, settings, cite }: ClockInput): Clock {
  const duration = settings.get(named('Authentication.ClientPersistentLoginDuration'));
  const inert = whyNotRemembered(view, settings);
  return {
    id: 'persistentLogin',
    role: 'identity',
    name: 'Remember me',
    length: lifetimeOf(duration),
    restart: { on: 'never' },
    pingRestarts: false,
    kills: [],
    uncertainty: 0,
    aliveAtEnd: true,
    needsRemember: true,
    keysOf: 'authCookie',
    ...(inert !== undefined && { inert }),
    sources: cite.setting(duration),
    note: 'How long the cookie sitecore_userticket signs an editor in again; counted in days from the sign-in.',
  };
}

function whyNotRemembered(view: SiteView, settings: SettingsReader): string | undefined {
  if (!isForEditors(view)) return 'no editors here';
  if (settings.get(named('Login.DisableRememberMe')).value === 'true') return 'switched off';
  const mechanism = mechanismOf(view, settings);
  if (mechanism.kind === 'owin')
    return mechanism.identityServer ? 'not with Sitecore Identity' : 'the cookie ends before';
  return undefined;
}

/** Path of a `<setting>`. */
export function named(name: string): string {
  return `sitecore/settings/setting[name='${name}']/@value`;
}
