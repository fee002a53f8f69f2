import type { ConfigProblemCode } from '../../config/aspnet/problem';
import type { Rule } from '../rule';
import { collections } from './collections';
import { type ConfigRuleFacts, configRules } from './configRule';
import { declarations } from './declarations';
import { externalFiles } from './externalFiles';
import { locations } from './locations';

/** The type leaves no code out. */
const everyCode: Readonly<Record<ConfigProblemCode, ConfigRuleFacts>> = {
  ...declarations,
  ...locations,
  ...externalFiles,
  ...collections,
};

/** Every broken rule of the configuration system: one rule per code. */
export const configProblemRules: readonly Rule[] = configRules(everyCode);
