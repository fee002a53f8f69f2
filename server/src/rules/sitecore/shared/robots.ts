export const setting = (name: string) => `sitecore/settings/setting[name='${name}']/@value`;

export const AUTO_DETECT = setting('Analytics.AutoDetectBots');
