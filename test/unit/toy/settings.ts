import { catalogues } from '../../../server/src/settings/catalogue';
import type { SettingsRegistry } from '../../../server/src/settings/reader';
import type { Catalogue } from '../../../server/src/settings/setting';
import type { ValueSource } from '../../../server/src/settings/valueSource';
import { valueSources } from '../../../server/src/settings/valueSources';
import { worthOf } from '../../../server/src/settings/worth';
import { LAMP_FILE } from './kind';
import { LAMP } from './site';

const catalogue: Catalogue = {
  part: LAMP.id,
  settings: [
    {
      path: 'Lamp.Burns',
      literal: { kind: 'integer', unit: 'seconds', reader: 'parse' },
      default: '60',
      defaultBy: 'toy default',
      level: 'own',
      standsIn: 'toy.lamp',
      effect: 'How long the lamp burns.',
      onBadLiteral: 'leaves the lamp dark',
      docs: 'https://example.org/lamp',
      source: 'the toy',
    },
  ],
};

const values: ValueSource = {
  part: LAMP.id,
  paths: () => ['Lamp[desk].Burns'],
  value({ view, setting, path }) {
    const file = view.site.part(LAMP)?.file;
    const written = file?.tree(LAMP_FILE).burns;
    if (!file || !written) return worthOf(setting, path, undefined);
    const { value: literal, valueSpan: span } = written;
    const history = [{ layer: 'lamp', kind: 'code', file: file.path, span, literal, written } as const];
    return worthOf(setting, path, { literal, history });
  },
};

export const LAMP_REGISTRY: SettingsRegistry = {
  catalogues: [...catalogues, catalogue],
  sources: [...valueSources, values],
};
