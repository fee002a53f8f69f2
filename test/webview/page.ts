import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import type { Persisted, ToHost, ToWebview } from '../../client/webview/messages';
import type { Model } from '../../server/src/session/model';
import { type FontName, fontScript } from './fonts';
import themes from './themes.json' with { type: 'json' };

/**
 * The production bundle of the timeline page in a real browser, as a VS Code webview would load it: a real CSP with a
 * nonce, the theme's variables on `<html>` and its classes on `<body>`, and a host that only listens.
 */
export type ThemeName = keyof typeof themes;
export const THEMES = Object.keys(themes) as ThemeName[];

export interface OpenOptions {
  readonly theme?: ThemeName;
  readonly width?: number;
  readonly height?: number;
  readonly model?: Model;
  readonly saved?: Persisted | object;
  /** Where the person left the time flag of `model`, in seconds. */
  readonly playhead?: number;
  readonly bodyClasses?: readonly string[];
  readonly font?: FontName;
  readonly fontSize?: number;
  readonly forcedColors?: boolean;
  /** Twice the pixels, for pictures people look at. */
  readonly sharp?: boolean;
}

export interface Timeline {
  readonly page: Page;
  post(message: ToWebview | object): Promise<void>;
  sent(): Promise<ToHost[]>;
  /** What the page kept, and how often it did. */
  kept(): Promise<{ state: Persisted | null; times: number }>;
  /** CSP violations, exceptions and console errors so far. */
  problems(): Promise<string[]>;
  setTheme(theme: ThemeName): Promise<void>;
  /** A picture for people, in `artifacts/webview`. */
  picture(name: string): Promise<void>;
  close(): Promise<void>;
}

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const ORIGIN = 'http://timeline.test';

/** What has not come by then, on the slowest of machines, will not come. */
const LIMIT = 180_000;

let bundled: Promise<{ script: string; style: string }> | undefined;

/** The bundle as it ships, built once per test run. */
export function bundle(): Promise<{ script: string; style: string }> {
  bundled ??= build({
    absWorkingDir: ROOT,
    entryPoints: { timeline: 'client/webview/main.tsx' },
    outdir: 'dist/webview',
    write: false,
    bundle: true,
    minify: true,
    target: 'es2022',
    format: 'iife',
    legalComments: 'none',
    charset: 'utf8',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    define: { 'process.env.NODE_ENV': '"production"' },
  }).then(({ outputFiles }) => {
    const text = (end: string) => outputFiles.find((file) => file.path.endsWith(end))?.text ?? '';
    return { script: text('.js'), style: text('.css') };
  });
  return bundled;
}

export async function open(browser: Browser, options: OpenOptions = {}): Promise<Timeline> {
  const { theme = 'light', width = 900, height = 520 } = options;
  const { page, errors } = await tab(browser, options.sharp ? 2 : 1);
  errors.length = 0;
  await page.setViewportSize({ width, height });
  await page.emulateMedia({ forcedColors: options.forcedColors ? 'active' : 'none' });
  await page.unroute(`${ORIGIN}/`);
  const panel = randomBytes(4).toString('hex');
  await page.route(`${ORIGIN}/`, (route) =>
    route.fulfill({ contentType: 'text/html', body: html(options, theme, panel) }),
  );
  await page.goto(ORIGIN);
  const timeline: Timeline = {
    page,
    post: (message) =>
      page.evaluate(
        (data) =>
          new Promise<void>((done) => {
            window.postMessage(data, '*');
            requestAnimationFrame(() => requestAnimationFrame(() => done()));
          }),
        message,
      ),
    sent: () => page.evaluate(() => (window as unknown as Host).host.sent) as Promise<ToHost[]>,
    kept: () =>
      page.evaluate(() => {
        const { times } = (window as unknown as Host).host;
        return { state: JSON.parse(sessionStorage.getItem('state') ?? 'null'), times };
      }),
    problems: async () => [
      ...errors,
      ...(await page.evaluate(() => (window as unknown as Host).host.violations)).map((one) => `csp: ${one}`),
    ],
    setTheme: (name) =>
      page.evaluate(applyTheme, { ...themes[name], was: THEMES.flatMap((one) => themes[one].classes) }),
    picture: async (name) => {
      await page.screenshot({ path: path.join(ROOT, 'artifacts/webview', `${name}.png`) });
    },
    close: () => page.goto('about:blank').then(() => page.mouse.move(0, 0)),
  };
  if (options.model) await timeline.post({ type: 'model', model: options.model });
  return timeline;
}

interface Tab {
  readonly page: Page;
  readonly errors: string[];
}

const tabs = new Map<number, Promise<Tab>>();

/** One tab for all pages of a run: a new document is a new webview, a new browser context would cost half a second each. */
function tab(browser: Browser, pixels: number): Promise<Tab> {
  const known = tabs.get(pixels);
  if (known) return known;
  const made = makeTab(browser, pixels);
  tabs.set(pixels, made);
  return made;
}

async function makeTab(browser: Browser, pixels: number): Promise<Tab> {
  const { script, style } = await bundle();
  const page = await browser.newPage({ deviceScaleFactor: pixels });
  page.setDefaultTimeout(LIMIT);
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(`exception: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(`console: ${message.text()}`);
  });
  await page.route(`${ORIGIN}/timeline.*`, (route) =>
    route.request().url().endsWith('.js')
      ? route.fulfill({ contentType: 'text/javascript', body: script })
      : route.fulfill({ contentType: 'text/css', body: style }),
  );
  return { page, errors };
}

interface Host {
  readonly host: { readonly sent: unknown[]; readonly violations: string[]; times: number };
}

/** VS Code sets the API and theme before anything of the page: so does this document. A reload keeps a panel's state. */
function html(options: OpenOptions, theme: ThemeName, panel: string): string {
  const nonce = randomBytes(16).toString('hex');
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src ${ORIGIN}`,
    `img-src ${ORIGIN} data: blob:`,
    `font-src ${ORIGIN}`,
    `base-uri 'none'`,
    `form-action 'none'`,
  ].join('; ');
  const font = options.font ?? 'Arimo';
  const variables = Object.entries({
    'font-family': `"${font}", sans-serif`,
    'font-size': `${options.fontSize ?? 13}px`,
    ...themes[theme].variables,
  });
  const classes = [...themes[theme].classes, ...(options.bodyClasses ?? [])].join(' ');
  return `<!DOCTYPE html>
<html lang="en" style="${variables.map(([name, value]) => `--vscode-${name}: ${value.replaceAll('"', "'")}`).join('; ')}">
<head>
<style>@layer vscode-default { body { padding: 0 20px; background: transparent } }</style>
<script>
  ${fontScript(font)}
  const host = { sent: [], violations: [], times: 0 };
  window.host = host;
  if (sessionStorage.getItem('panel') !== '${panel}') {
    sessionStorage.setItem('panel', '${panel}');
    sessionStorage.setItem('state', ${JSON.stringify(JSON.stringify(savedFor(options))).replaceAll('<', '\\u003c')});
  }
  document.addEventListener('securitypolicyviolation', (event) => host.violations.push(event.violatedDirective + ' ' + event.sample));
  // The test runner's compiler names functions with this helper, also in those handed to the page.
  window.__name = (named) => named;
  let acquired = false;
  window.acquireVsCodeApi = () => {
    if (acquired) throw new Error('acquired twice');
    acquired = true;
    return {
      postMessage: (message) => host.sent.push(structuredClone(message)),
      getState: () => JSON.parse(sessionStorage.getItem('state') ?? 'null') ?? undefined,
      setState: (state) => { host.times++; sessionStorage.setItem('state', JSON.stringify(state)); },
    };
  };
</script>
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${ORIGIN}/timeline.css">
<title>Session timeline</title>
</head>
<body class="${classes}">
<div id="root"></div>
<script nonce="${nonce}" src="${ORIGIN}/timeline.js"></script>
</body>
</html>`;
}

function applyTheme(theme: { classes: string[]; variables: Record<string, string>; was: string[] }): void {
  const html = document.documentElement;
  for (const name of [...html.style]) if (!/--vscode-font/.test(name)) html.style.removeProperty(name);
  for (const [name, value] of Object.entries(theme.variables)) html.style.setProperty(`--vscode-${name}`, value);
  document.body.classList.remove(...theme.was);
  document.body.classList.add(...theme.classes);
}

/** What the page finds kept from its last life. */
function savedFor({ saved, model, playhead }: OpenOptions): Persisted | object | null {
  const [first] = model?.presets ?? [];
  if (!model || !first || playhead === undefined) return saved ?? null;
  const { schema, docKey } = model;
  return { schema, docKey, scenario: first.scenario, preset: first.id, playhead, view: 'chart' } satisfies Persisted;
}
