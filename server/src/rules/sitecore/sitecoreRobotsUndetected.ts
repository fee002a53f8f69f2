import { keyOf } from '../../files/paths';
import { rule } from '../rule';
import { withoutOwn } from './shared/change';
import { sitecoreSite } from './shared/examples';
import { lookAt, rolesOf } from './shared/files';
import { AUTO_DETECT } from './shared/robots';

export default rule({
  id: 'sitecore-robots-undetected',
  severity: 'warning',
  system: 'sitecore',
  title: 'Robot detection switched off where visitors are',
  explains:
    'With Analytics.AutoDetectBots off every crawler gets a whole session of its own, kept in memory for as long as that of a visitor. Sitecore recommends to leave it on for delivery servers; visitors who lose their session as robots have another cause, such as a layout without VisitorIdentification.',
  source: 'Sitecore Diagnostics Tool, test AutoDetectBots',
  fixable: true,
  check(input, report) {
    const look = lookAt(input.view);
    const roles = look && rolesOf(look);
    if (!roles?.has('contentdelivery') && !roles?.has('standalone')) return;
    const { value, winner } = input.settings.get(AUTO_DETECT);
    if (!winner || keyOf(String(value)) !== 'false' || !look?.isOwn(winner.file)) return;
    const edit = withoutOwn(input, winner);
    report({
      at: { file: winner.file, span: winner.span },
      message:
        'Robots are not detected on servers that visitors use, so each request of a crawler holds a session as long as a visitor does. Leave this on there.',
      fixes: edit ? [{ title: 'Leave it on', edits: [edit] }] : [],
    });
  },
  examples: { bad: detection('false'), good: detection('true') },
});

function detection(value: string): string {
  return sitecoreSite({
    base: '<settings><setting name="Analytics.AutoDetectBots" value="true" /></settings>',
    patch: `<settings><setting name="Analytics.AutoDetectBots" set:value="${value}" /></settings>`,
  });
}
