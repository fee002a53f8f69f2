import type { Scenario, Seconds } from '../../server/src/session/clocks';
import { ABOUT, type About } from '../../server/src/session/heading';
import type { Model } from '../../server/src/session/model';
import { SCHEMA } from '../../server/src/session/model';
import {
  isClock,
  isFlag,
  isListOf,
  isRecord,
  isScenario,
  isText,
  isTime,
  oneOf,
  optional,
} from '../../server/src/session/outside';

/**
 * What the timeline page and the extension host say to each other, and the guards both sides put every message
 * through. Plain data, no DOM, no `vscode`: the page and the host import the same file.
 */
export type ToWebview =
  | { readonly type: 'model'; readonly model: Model }
  /** Load the worst case, as "Show it" does. */
  | { readonly type: 'worstCase' };

export type ToHost =
  | { readonly type: 'ready'; readonly schema: number }
  | { readonly type: 'openSource'; readonly link: string; readonly toSide: boolean }
  /** Of the finding that the heading speaks of. */
  | { readonly type: 'showFixes'; readonly about: About }
  | { readonly type: 'chooseConfig' }
  | { readonly type: 'showDefaults' }
  | { readonly type: 'log'; readonly level: 'warn' | 'error'; readonly text: string };

/** What the page keeps across reloads (`setState`), under 2 kB. */
export interface Persisted {
  readonly schema: typeof SCHEMA;
  readonly scenario: Scenario;
  readonly preset: string | null;
  /** `null`: where the page itself would put it. */
  readonly playhead: Seconds | null;
  readonly view: 'chart' | 'table';
  /** Key of site and variant; a state is only for the model it was made with. */
  readonly docKey: string;
}

export function isToWebview(value: unknown): value is ToWebview {
  if (!isRecord(value)) return false;
  switch (value.type) {
    case 'model':
      return isModel(value.model);
    case 'worstCase':
      return true;
    default:
      return false;
  }
}

/** A model of another version of the extension: the page says so instead of staying silent. */
export function isForeignModel(value: unknown): boolean {
  return isRecord(value) && value.type === 'model' && isRecord(value.model) && value.model.schema !== SCHEMA;
}

export function isToHost(value: unknown): value is ToHost {
  if (!isRecord(value)) return false;
  switch (value.type) {
    case 'ready':
      return typeof value.schema === 'number';
    case 'openSource':
      return isText(value.link) && isFlag(value.toSide);
    case 'log':
      return (value.level === 'warn' || value.level === 'error') && isText(value.text);
    case 'showFixes':
      return oneOf(value.about, ABOUT);
    case 'chooseConfig':
    case 'showDefaults':
      return true;
    default:
      return false;
  }
}

export function isPersisted(value: unknown): value is Persisted {
  return (
    isRecord(value) &&
    value.schema === SCHEMA &&
    isScenario(value.scenario) &&
    (value.preset === null || isText(value.preset)) &&
    (value.playhead === null || isTime(value.playhead)) &&
    (value.view === 'chart' || value.view === 'table') &&
    isText(value.docKey)
  );
}

export function isModel(value: unknown): value is Model {
  return (
    isRecord(value) &&
    value.schema === SCHEMA &&
    typeof value.revision === 'number' &&
    isRecord(value.app) &&
    isText(value.app.name) &&
    oneOf(value.app.stack, ['framework', 'core', 'sitecore', 'identityserver', 'unknown']) &&
    isText(value.app.environment) &&
    isListOf(value.clocks, isClock) &&
    isListOf(value.presets, isPreset) &&
    isStatus(value.status) &&
    isListOf(value.fixes, (fix) => isRecord(fix) && isText(fix.id) && isText(fix.title)) &&
    isText(value.locale) &&
    isRecord(value.strings) &&
    Object.values(value.strings).every(isText) &&
    isFlag(value.trusted) &&
    isText(value.docKey)
  );
}

function isPreset(value: unknown): boolean {
  return isRecord(value) && isText(value.id) && isText(value.name) && isScenario(value.scenario);
}

function isStatus(value: unknown): boolean {
  if (!isRecord(value)) return false;
  switch (value.kind) {
    case 'ready':
      return true;
    case 'empty':
      return isText(value.message);
    case 'error':
      return isText(value.message) && isFlag(value.lastGood);
    case 'stale':
      return isText(value.message) && isFlag(value.lastGood) && optional(value.link, isText);
    default:
      return false;
  }
}
