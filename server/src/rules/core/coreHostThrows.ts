import { CORE } from '../../site/core/key';
import { placeOf } from '../codePlaces';
import { rule } from '../rule';
import { shop } from './shared/examples';

export default rule({
  id: 'core-host-throws',
  severity: 'error',
  system: 'core',
  title: 'Host that does not start',
  explains:
    'The start-up code throws before the server listens: nothing of what it configures takes effect. Durations are a frequent reason: "24:00" is no TimeSpan, and a missing key of GetValue<int> is zero.',
  source: 'Read from the start-up code as it would run; TimeSpan.Parse, Microsoft.Extensions.Configuration.Binder',
  fixable: false,
  check(input, report) {
    const outcome = input.view.part(CORE)?.run?.outcome;
    if (outcome?.kind !== 'throws' || !outcome.at) return;
    report({ at: placeOf(outcome.at), message: `The host does not start: ${outcome.message.replace(/\.?$/, '.')}` });
  },
  examples: {
    bad: shop(
      `builder.Services.AddAuthentication("Cookies").AddCookie("Cookies");
var length = TimeSpan.Parse("24:00");`,
    ),
    good: shop(
      `builder.Services.AddAuthentication("Cookies").AddCookie("Cookies");
var length = TimeSpan.Parse("1.00:00:00");`,
    ),
  },
});
