import { humanDuration } from '../../settings/human';
import { placeOf, textOf } from '../codePlaces';
import { type ClockChange, withCost } from '../cost';
import { rule } from '../rule';
import { shop } from './shared/examples';
import { hostOf, secondsOf } from './shared/host';

const DAY = 86_400;

export default rule({
  id: 'core-bare-number-is-days',
  severity: 'warning',
  system: 'core',
  title: 'Bare number that .NET reads as days',
  explains:
    'A TimeSpan of configuration is read by TimeSpan.Parse: "20" is 20 days and "24:00:00" is 24 days. Write hours, minutes and seconds, 00:20:00, or days in so many words, 20.00:00:00.',
  source: 'TimeSpan.Parse (.NET); Microsoft.Extensions.Configuration.Binder, seen in running hosts',
  fixable: true,
  check(input, report) {
    for (const option of hostOf(input)?.settings ?? []) {
      const { from } = option.value;
      const seconds = secondsOf(option);
      const days = from && /^"?\s*(\d+)\s*"?$/.exec(from.literal)?.[1];
      if (!from || seconds === undefined || days === undefined || seconds !== Number(days) * DAY || seconds === 0)
        continue;
      const at = placeOf(from.place);
      const written = textOf(input, from.place.path).slice(at.span.start, at.span.end);
      const minutes = Number(days) < 60 ? `00:${days.padStart(2, '0')}:00` : undefined;
      report({
        at,
        message: `"${days}" is ${humanDuration(seconds)}: a bare number is days. Write ${minutes ? `${minutes} for minutes` : `${days}.00:00:00 for days`}.`,
        fixes: minutes
          ? [
              {
                title: withCost(
                  `${option.property} of ${days} min instead of ${days} days`,
                  input,
                  changeOf(option.property, Number(days) * 60),
                ),
                edits: [{ ...at, text: /^\d/.test(written) ? `"${minutes}"` : written.replace(days, minutes) }],
              },
            ]
          : [],
      });
    }
  },
  examples: {
    bad: `${shop(`builder.Services.AddAuthentication("Cookies").AddCookie("Cookies", o => builder.Configuration.Bind("Login", o));`)}
//- shop/appsettings.json
{ "Login": { "ExpireTimeSpan": "20" } }`,
    good: `${shop(`builder.Services.AddAuthentication("Cookies").AddCookie("Cookies", o => builder.Configuration.Bind("Login", o));`)}
//- shop/appsettings.json
{ "Login": { "ExpireTimeSpan": "00:20:00" } }`,
  },
});

function changeOf(property: string, seconds: number): ClockChange {
  return property === 'ExpireTimeSpan' ? { signIn: seconds } : property === 'IdleTimeout' ? { data: seconds } : {};
}
