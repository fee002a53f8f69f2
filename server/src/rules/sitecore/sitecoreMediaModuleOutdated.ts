import { SITECORE } from '../../site/sitecore/key';
import { surelyAtLeast, surelyBefore } from '../../site/sitecore/version';
import { attributeValueEdit } from '../../syntax/xml/escape';
import { attributeOf } from '../../syntax/xml/navigate';
import { type Fix, rule } from '../rule';
import { sitecoreSite } from './shared/examples';
import { modulesIn } from './shared/robotModules';

const MEDIA = 'MediaRequestSessionModule';

/** Where the module for media requests comes from; each entry up to the next. */
const MEDIA_TYPES: readonly { readonly from: string; readonly to: string; readonly type: string }[] = [
  { from: '7.0', to: '7.5', type: 'Sitecore.Analytics.Media.MediaRequestSessionModule, Sitecore.Analytics' },
  {
    from: '8.0',
    to: '10.1',
    type: 'Sitecore.Analytics.RobotDetection.Media.MediaRequestSessionModule, Sitecore.Analytics.RobotDetection',
  },
];

export default rule({
  id: 'sitecore-media-module-outdated',
  severity: 'warning',
  system: 'sitecore',
  title: 'Session module of an earlier Sitecore',
  explains:
    'The module that gives media requests their session moved from Sitecore.Kernel to Sitecore.Analytics and from 7.5 on to Sitecore.Analytics.RobotDetection. A web.config that kept the old type after an upgrade does not load it.',
  source: 'Comparison of stock web.config files, 6.5 to 10.0',
  fixable: true,
  check({ view }, report) {
    const { webConfig } = view.site;
    const sitecore = view.site.part(SITECORE);
    const right =
      sitecore &&
      MEDIA_TYPES.find(({ from, to }) => surelyAtLeast(sitecore.version, from) && surelyBefore(sitecore.version, to));
    if (!right) return;
    const assembly = right.type.split(',')[1]!.trim();
    for (const { file, element, type } of modulesIn(webConfig)) {
      const attribute = attributeOf(element, 'type');
      const theirs = type.split(',')[1]?.trim();
      const known = /^Sitecore\.(?:Kernel|Analytics|Analytics\.RobotDetection)$/.test(theirs ?? '');
      if (attributeOf(element, 'name')?.value !== MEDIA || !attribute || !known || theirs === assembly) continue;
      const fix: Fix = {
        title: `Take it from ${assembly}`,
        edits: [{ file: file.path, ...attributeValueEdit(attribute, file.text, right.type) }],
      };
      report({
        at: { file: file.path, span: { start: attribute.valueStart, end: attribute.valueEnd } },
        message: `In this version the module comes from ${assembly}, not from ${theirs}. Write \`${right.type}\`.`,
        fixes: [fix],
      });
    }
  },
  examples: {
    bad: mediaSite('Sitecore.Analytics.Media.MediaRequestSessionModule, Sitecore.Analytics'),
    good: mediaSite(MEDIA_TYPES[1]!.type),
  },
});

function mediaSite(type: string): string {
  return sitecoreSite({
    version: '9.3.0',
    webConfig: `
      <system.webServer>
        <modules>
          <add name="${MEDIA}" type="${type}" />
        </modules>
      </system.webServer>`,
  });
}
