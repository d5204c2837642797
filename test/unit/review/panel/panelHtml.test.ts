import assert from 'node:assert/strict'
import { panelHtml } from '../../../../src/review/panel/panelHtml'

const input = {
  nonce: 'n0nce',
  cspSource: 'https://*.vscode-cdn.net',
  scriptUri: 'https://file.vscode-cdn.net/dist/reportPanel.js',
  styleUri: 'https://file.vscode-cdn.net/media/panel.css',
}

describe('panelHtml', () => {
  it('allows one script by its nonce, styles of the extension and nothing else', () => {
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(panelHtml(input))?.[1]
    assert.equal(
      policy,
      "default-src 'none'; style-src https://*.vscode-cdn.net; script-src 'nonce-n0nce'; base-uri 'none'; form-action 'none'",
    )
  })

  it('has one script, one style sheet and nothing inline', () => {
    const html = panelHtml(input)
    assert.deepEqual(html.match(/<(script|link|style)\b[^>]*>/g), [
      '<link rel="stylesheet" href="https://file.vscode-cdn.net/media/panel.css">',
      '<script nonce="n0nce" src="https://file.vscode-cdn.net/dist/reportPanel.js">',
    ])
    assert.doesNotMatch(html, /\son\w+=|\sstyle=|javascript:/)
  })

  it('keeps its attributes whole whatever the folder of the extension is called', () => {
    const html = panelHtml({ ...input, scriptUri: 'https://x/"><script>alert(1)</script>&' })
    assert.match(html, /src="https:\/\/x\/&quot;>&lt;script>alert\(1\)&lt;\/script>&amp;"/)
  })
})
