import { type ExtensionContext, env, Uri, type Webview } from 'vscode';

/** The only folder the page may load from. */
export function pageFolder(context: ExtensionContext): Uri {
  return Uri.joinPath(context.extensionUri, 'dist/webview');
}

/** The page around the timeline bundle. It is set once: setting it again would reload it and lose everything. */
export function pageHtml(webview: Webview, folder: Uri): string {
  const nonce = randomNonce();
  const script = webview.asWebviewUri(Uri.joinPath(folder, 'timeline.js'));
  const style = webview.asWebviewUri(Uri.joinPath(folder, 'timeline.css'));
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource}`,
    `img-src ${webview.cspSource} data: blob:`,
    `font-src ${webview.cspSource}`,
    `base-uri 'none'`,
    `form-action 'none'`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${env.language}">
<head>
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${style}">
<title>Session timeline</title>
</head>
<body>
<div id="root"></div>
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>`;
}

function randomNonce(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
