import { lookup } from '../../config/aspnet/effective';
import type { Asked } from '../valueSource';
import { type EffectiveSetting, withoutDefault, worthOf } from '../worth';

const PROVIDER = 'system.web/sessionState/providers/add/';

export function isOfProvider(path: string): boolean {
  return path.startsWith(PROVIDER);
}

/** Of the provider that holds the sessions; what the others say does not count. */
export function providerValue({ configuration, setting, path }: Asked): EffectiveSetting {
  const of = (name: string) => lookup(configuration, `system.web/sessionState/@${name}`)?.literal;
  const name = of('customProvider');
  if (of('mode') !== 'Custom' || typeof name !== 'string') return worthOf(withoutDefault(setting), path, undefined);
  const keyed = path.replace('/add/', `/add[name='${name}']/`);
  return { ...worthOf(setting, path, lookup(configuration, keyed)), path: keyed };
}
