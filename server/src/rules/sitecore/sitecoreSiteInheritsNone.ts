import type { ConfigElement } from '../../config/sitecore/view';
import { rule } from '../rule';
import { placeOf } from './shared/change';
import { sitecoreSite } from './shared/examples';
import { lookAt } from './shared/files';

export default rule({
  id: 'sitecore-site-inherits-none',
  severity: 'warning',
  system: 'sitecore',
  title: 'Site that inherits from one that is not there',
  explains:
    'A site takes what it does not say itself from the site that it inherits from. Where a role leaves that one out (shell exists only where editors work), Sitecore cannot build its list of sites and every request ends in an error.',
  source: 'Sitecore.Sites.SiteContextFactory; stock role:require of the site shell, 9.0 to 10.0',
  fixable: false,
  check({ view }, report) {
    const look = lookAt(view);
    // Without Sitecore's own sites nobody knows which there are.
    if (!look?.sitecore.complete) return;
    const lists = look.configuration.document.documentElement.children.filter(({ nodeName }) => nodeName === 'sites');
    const sites = lists.flatMap(({ children }) => children.filter(({ nodeName }) => nodeName === 'site'));
    const names = new Set(sites.map((site) => (site.getAttribute('name') ?? '').toLowerCase()));
    for (const site of sites) {
      const inherits = site.getAttributeNode('inherits');
      const wanted = site.getAttribute('inherits');
      const origin = inherits?.origins.at(-1);
      if (!wanted || wanted.includes('$(') || names.has(wanted.toLowerCase()) || !origin || !look.isOwn(origin.file))
        continue;
      report({
        at: placeOf(origin),
        message: `The site ${shownName(site)} inherits from ${wanted}, which is not there: every request is answered with an error. Leave this site out as well where ${wanted} is left out, or inherit from another.`,
      });
    }
  },
  examples: {
    bad: siteList('ContentDelivery'),
    good: siteList('ContentManagement'),
  },
});

function shownName(site: ConfigElement): string {
  return site.getAttribute('name') ?? 'without a name';
}

function siteList(role: string): string {
  return sitecoreSite({
    roles: role,
    base: '<sites><site name="shell" xmlns:role="http://www.sitecore.net/xmlconfig/role/" role:require="ContentManagement" /></sites>',
    file: `
      <configuration xmlns:role="http://www.sitecore.net/xmlconfig/role/">
        <sitecore role:require="${role}">
          <sites>
            <site name="tool" inherits="shell" />
          </sites>
        </sitecore>
      </configuration>`,
  });
}
