import { ASPNET } from '../../site/aspnet/key';
import { inherited } from '../inherited';
import type { ValueSource } from '../valueSource';
import { isOfProvider, providerValue } from './provider';

/** What ASP.NET reads from `system.web` and the sections beside it. */
export const aspnetValues: ValueSource = {
  part: ASPNET.id,
  value: (asked) => (isOfProvider(asked.path) ? providerValue(asked) : inherited(asked)),
};
