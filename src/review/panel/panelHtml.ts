export interface PanelHtmlInput {
  /** Fresh random text of letters and digits for this page: only the script that carries it runs. */
  readonly nonce: string
  /** `webview.cspSource`. */
  readonly cspSource: string
  /** `webview.asWebviewUri` of the bundle of `front.ts`. */
  readonly scriptUri: string
  /** `webview.asWebviewUri` of `media/panel.css`. */
  readonly styleUri: string
}

/**
 * The page of the report panel: it loads one style sheet and one script and can load nothing else, from nowhere.
 * Everything that is shown is put there by the script as text.
 */
export function panelHtml({ nonce, cspSource, scriptUri, styleUri }: PanelHtmlInput): string {
  const policy = [
    "default-src 'none'",
    `style-src ${cspSource}`,
    `script-src 'nonce-${nonce}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${attribute(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Byline report</title>
<link rel="stylesheet" href="${attribute(styleUri)}">
</head>
<body>
<div id="report"></div>
<script nonce="${attribute(nonce)}" src="${attribute(scriptUri)}"></script>
</body>
</html>
`
}

function attribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
}
