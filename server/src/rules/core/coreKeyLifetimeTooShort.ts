import { callName } from '../codePlaces';
import { rule } from '../rule';
import { shop } from './shared/examples';
import { hostOf } from './shared/host';

export default rule({
  id: 'core-key-lifetime-too-short',
  severity: 'error',
  system: 'core',
  title: 'Key lifetime below a week',
  explains:
    'Data Protection refuses keys that live less than seven days, and says so only when the options are used for the first time: then no cookie and no OpenID Connect scheme of the host can be used. A short key lifetime signs nobody out anyway: old keys still open what they closed.',
  source: 'KeyManagementOptions.NewKeyLifetime (ASP.NET Core), seen in running hosts',
  fixable: false,
  check(input, report) {
    const value = hostOf(input)?.settings.find(({ path }) => path === 'KeyManagementOptions.NewKeyLifetime')?.value;
    // The options cannot be made: what refuses them is their validation.
    if (value?.kind !== 'unknown' || !value.at || !/at least seven days/.test(value.reason)) return;
    report({
      at: callName(input, value.at, 'SetDefaultKeyLifetime|AddKeyManagementOptions'),
      message: 'Nobody can sign in: keys must live at least 7 days, and every cookie scheme fails at its first use.',
    });
  },
  examples: {
    bad: shop(`builder.Services.AddDataProtection().SetDefaultKeyLifetime(TimeSpan.FromDays(1));
builder.Services.AddAuthentication("Cookies").AddCookie("Cookies");`),
    good: shop(`builder.Services.AddDataProtection().SetDefaultKeyLifetime(TimeSpan.FromDays(14));
builder.Services.AddAuthentication("Cookies").AddCookie("Cookies");`),
  },
});
