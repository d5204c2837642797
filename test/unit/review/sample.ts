import type { Origin } from '../../../src/attribution/text/origin'
import { human, unknown } from '../../../src/attribution/text/origin'
import type { FileProvenance } from '../../../src/attribution/lines/fileProvenance'
import type { Report } from '../../../src/review/report/report'
import { buildReport } from '../../../src/review/report/buildReport'

export const chat: Origin = {
  contributor: 'ai',
  tool: 'github-copilot',
  model: 'openai/gpt-5-codex',
  mode: 'chat',
  evidence: 'reported',
  session: 's-1',
  at: '2026-11-23T10:00:00Z',
}
export const agent: Origin = {
  contributor: 'ai',
  tool: 'claude-code',
  model: 'anthropic/claude-opus-5',
  mode: 'agent',
  evidence: 'reported',
}
export const changedChat: Origin = { ...chat, contributor: 'mixed', evidence: 'derived' }

/** A file whose every line is added: `[[2, human], [3, chat]]` is two lines and three. */
export function wholeFile(path: string, parts: readonly (readonly [number, Origin])[]): FileProvenance {
  const lines = parts.flatMap(([count, origin]) => Array.from({ length: count }, () => origin))
  return { path, lines, added: [{ from: 0, to: lines.length }] }
}

/** A change as people make it: several tools, a rename, a test, unknown lines, files that are not looked at. */
export const ordinaryReport: Report = buildReport({
  range: 'main..feature/refunds',
  base: 'main',
  head: 'feature/refunds',
  files: [
    { path: 'media/receipt.png', lines: [], added: [], skipped: 'binary' },
    wholeFile('docs/refunds.md', [
      [3, human],
      [6, unknown],
    ]),
    wholeFile('src/pay/charge.ts', [
      [9, human],
      [31, chat],
      [4, human],
      [2, changedChat],
      [12, agent],
    ]),
    { ...wholeFile('src/pay/refund.ts', [[14, agent]]), oldPath: 'src/pay/payback.ts' },
    wholeFile('test/pay/refund.test.ts', [[22, agent]]),
    wholeFile('src/pay/currency.ts', [[24, human]]),
    { path: 'data/rates.csv', lines: [], added: [], skipped: 'filtered' },
  ],
  commits: [
    {
      id: '3f2a1b9c77e0c1d2a94410b5c6fdf00aab12cd34',
      subject: 'Refund a card payment',
      claimed: { ai: 79, mixed: 2, human: 16, unknown: 0 },
    },
    { id: '0c55e2f1d2a94410b5c6fdf00aab12cd34563f2a', subject: 'Document refunds' },
  ],
})

export const emptyReport: Report = buildReport({
  range: 'main..main',
  base: 'main',
  head: 'main',
  files: [],
  commits: [],
})

/** What somebody would call a file, a tool or a commit to get out of the place where a report shows it. */
export const hostileTexts = [
  'a|b|c.ts',
  '`code`` and ```more`.ts',
  'two\nlines\r\n\n# heading.ts',
  '<script>alert(1)</script>.ts',
  '<img src=x onerror=alert(1)>',
  '"><svg/onload=alert(1)>',
  "' onmouseover='alert(1)",
  '[click](command:workbench.action.quit)',
  '![x](https://example.com/pixel.png)',
  '[x]: https://example.com',
  'https://example.com/a',
  'www.example.com',
  '<https://example.com>',
  '@somebody please fix #1 and closes #2',
  '</details></summary></code></style>',
  '&lt;b&gt; &#96; &vert;',
  'ends with a backslash\\',
  'a\\|b',
  '\\`',
  '$`x^2`$ and $$y$$',
  'left \u202e right.ts',
  'zero\u200bwidth\ufeff',
  'line\u2028and\u2029paragraph',
  'half \ud800 pair',
  ' leading and trailing ',
  '- [ ] task',
  '*bold* _under_ ~~struck~~ __dunder__',
  '\u0000\u001b[31mred',
  '',
] as const

/** Every place of a report that data can reach, filled with each of the hostile texts. */
export const hostileReport: Report = buildReport({
  range: hostileTexts.join(' '),
  base: hostileTexts.join(' '),
  head: hostileTexts.join(' '),
  files: [
    ...hostileTexts.map((text) => ({
      ...wholeFile(text, [[1, { contributor: 'ai', tool: text, model: text } as const]]),
      oldPath: `old ${text}`,
    })),
    ...hostileTexts.map((text) => ({ path: `skipped/${text}`, lines: [], added: [], skipped: 'symlink' as const })),
  ],
  commits: hostileTexts.map((text) => ({
    id: text,
    subject: text,
    claimed: { ai: 1, mixed: 0, human: 0, unknown: 0 },
  })),
})

/** 1,000 files of 30 lines in three ranges each. */
export const largeReport: Report = buildReport({
  range: 'v1..v2',
  files: Array.from({ length: 1000 }, (_, index) =>
    wholeFile(`src/folder${index % 20}/file${index}.ts`, [
      [10, chat],
      [10, unknown],
      [10, agent],
    ]),
  ),
  commits: Array.from({ length: 500 }, (_, index) => ({
    id: index.toString(16).padStart(40, '0'),
    subject: `Change number ${index}`,
    claimed: { ai: 40, mixed: 0, human: 0, unknown: 20 },
  })),
})
