import type { EffectiveElement } from '../../../config/aspnet/effective';
import type { ConfigElement } from '../../../config/sitecore/view';
import { keyOf } from '../../../files/paths';
import type { Place, RuleInput } from '../../rule';
import { lookAt, rolesOf } from './files';

export const MODE = 'system.web/sessionState/@mode';

export const SHARED = 'sitecore/tracking/sharedSessionState';

export const SHARED_PROVIDER = `${SHARED}/@defaultProvider`;

/**
 * What the site itself says it is, transforms of the variant included; where it is only looked at as another role, what
 * it is without that.
 */
export function definedRole({ view }: RuleInput): 'management' | 'delivery' | 'other' | undefined {
  const look = lookAt(view.variant?.values?.role ? view.site.view(null) : view);
  const roles = look && rolesOf(look);
  if (!roles) return undefined;
  if (roles.has('contentmanagement') || roles.has('standalone')) return 'management';
  return roles.has('contentdelivery') ? 'delivery' : 'other';
}

/** The value of `role:define` that counts; undefined when a variant brings the role, or nothing says it. */
export function roleDefinition({ view, settings }: RuleInput): Place | undefined {
  if (view.variant?.values?.role) return undefined;
  const entries = settings.element('appSettings')?.children ?? [];
  const entry = entries.find(({ attributes }) => keyOf(String(attributes.get('key')?.literal ?? '')) === 'role:define');
  const winner = entry?.attributes.get('value')?.history.at(-1);
  return winner && { file: winner.file, span: winner.span };
}

export function sessionState(mode: string, more = ''): string {
  return `<system.web><sessionState mode="${mode}"${more} timeout="20" /></system.web>`;
}

export function sharedState(provider: string, more = ''): string {
  return `
    <tracking>
      <sharedSessionState defaultProvider="${provider}">
        <providers>
          <add name="InProc" type="System.Web.SessionState.InProcSessionStateStore" />
          <add name="redis" type="Sitecore.SessionProvider.Redis.RedisSessionStateProvider" connectionString="session"${more} />
        </providers>
      </sharedSessionState>
    </tracking>`;
}

export function providersOf(shared: ConfigElement): ConfigElement[] {
  const list = shared.children.find(({ nodeName }) => nodeName === 'providers');
  return (list?.children ?? []).filter(({ nodeName }) => nodeName === 'add');
}

export function literalOf(element: EffectiveElement, name: string): string | null {
  const literal = element.attributes.get(name)?.literal;
  return typeof literal === 'string' ? literal : null;
}

/** The provider of private session state that `customProvider` names; undefined where mode is another. */
export function privateProvider({ settings }: RuleInput): EffectiveElement | undefined {
  if (settings.get(MODE).value !== 'Custom') return undefined;
  const name = settings.get('system.web/sessionState/@customProvider').literal;
  const list = settings.element('system.web/sessionState')?.children.find((child) => child.name === 'providers');
  return list?.children.find((add) => add.attributes.get('name')?.literal === name);
}

/** Where an attribute of an element got its value. */
export function placeOfAttribute(element: EffectiveElement, name: string): Place | undefined {
  const winner = element.attributes.get(name)?.history.at(-1);
  return winner && { file: winner.file, span: winner.span };
}

/** A delivery server whose private session state has this provider, for examples. */
export function customSession(type: string, more = ''): string {
  return `
    <system.web>
      <sessionState mode="Custom" customProvider="store" timeout="20">
        <providers>
          <add name="store" type="${type}"${more} />
        </providers>
      </sessionState>
    </system.web>`;
}
