import { type EffectiveValue, lookup } from '../../config/aspnet/effective';
import { keyOf } from '../../files/paths';
import { isUnknown } from '../../session/lifetime';
import type { LinkEnd, SiteView } from '../site';

const FORMS = 'system.web/authentication/forms/@';
const KEYS = 'system.web/machineKey/@';

/** The cookie of forms authentication where a browser sends it to others too, and keys that are written out. */
export function sharesOf(view: SiteView): LinkEnd[] {
  return [...cookieOf(view), ...keysOf(view)];
}

/**
 * A cookie goes to every application of its host below its path, or with a domain to every host of that domain.
 * Without an applicationHost.config nobody knows which applications are on one host.
 */
function cookieOf(view: SiteView): LinkEnd[] {
  const value = (path: string) => lookup(view.effective(), path);
  if (value('system.web/authentication/@mode')?.literal !== 'Forms') return [];
  const name = literalOf(value(`${FORMS}name`), '.ASPXAUTH');
  const domain = literalOf(value(`${FORMS}domain`), '');
  const path = literalOf(value(`${FORMS}path`), '/');
  const host = domain || hostOf(view);
  if (name === undefined || domain === undefined || path === undefined || !host) return [];
  return [{ kind: 'cookie', key: `${keyOf(host)} ${path} ${name}`, name, at: placeOf(value(`${FORMS}name`)) }];
}

function hostOf({ pool, site }: SiteView): string | undefined {
  return 'pool' in pool && site.iis ? `${site.iis.source.file} ${pool.site.name}` : undefined;
}

/** Keys that are written out are the same wherever they are written; generated ones belong to one application. */
function keysOf(view: SiteView): LinkEnd[] {
  const value = (name: string) => lookup(view.effective(), KEYS + name);
  const validation = value('validationKey');
  const decryption = value('decryptionKey');
  const [first, second] = [literalOf(validation, ''), literalOf(decryption, '')];
  if (!first || !second || /autogenerate/i.test(first + second)) return [];
  return [{ kind: 'keys', key: hashOf(`${first} ${second}`), name: 'machineKey', at: placeOf(validation) }];
}

/** Only where: what is written there may be a secret. */
function placeOf(value: EffectiveValue | undefined): LinkEnd['at'] {
  const winner = value?.history.at(-1);
  return winner && { file: winner.file, span: winner.span };
}

/** The default where nothing is written; undefined when it cannot be known. */
function literalOf(value: EffectiveValue | undefined, byDefault: string): string | undefined {
  if (!value) return byDefault;
  return isUnknown(value.literal) ? undefined : value.literal;
}

/** Keys never leave the tree: two are told apart by 53 bits of them (cyrb53). */
function hashOf(text: string): string {
  let [a, b] = [0xdeadbeef, 0x41c6ce57];
  for (let i = 0; i < text.length; i++) {
    a = Math.imul(a ^ text.charCodeAt(i), 2_654_435_761);
    b = Math.imul(b ^ text.charCodeAt(i), 1_597_334_677);
  }
  return `${(a >>> 0).toString(36)}-${(b >>> 0).toString(36)}`;
}
