import { isRight, scoreOf, type Row, type Score } from './playScenario'

const blindSpots = [
  'While no AI text is pending, a commit gets no trailers for AI lines that `git checkout` or `git restore` took from a ' +
    'commit, where that version of the file came with a pull or only parts of it were taken: the hooks know whole ' +
    'versions that were committed here. `blame` and `report` know the lines all the same, from records and notes.',
  'In a partial clone nothing is fetched to look at. A file that was renamed and edited counts as a new one in reports, ' +
    'and its lines are known by notes alone.',
  'Of a file that was binary or too large to look at every line counts as added by the commit that made a text of it, ' +
    'also where it was a text that merely could not be decoded.',
  'A new file with AI lines that was copied before its first commit, or moved and changed by more than half, is not ' +
    'known under its new name; nor is a text of nothing but imports, re-exports and licence words, which recurs by chance.',
]

/** docs/accuracy-git.md: a row for each clause, with the sum over its forms, and what is not right yet. */
export function renderTable(rows: readonly Row[]): string {
  const clauses = new Map<string, Row[]>()
  for (const row of rows) {
    const key = `${row.group} | ${row.clause}`
    clauses.set(key, [...(clauses.get(key) ?? []), row])
  }
  const total = sum(rows.map(scoreOf))
  const open = rows.filter((row) => !isRight(row))
  return [
    '# Accuracy in git',
    '',
    'What a second clone reads with `byline sync` and `byline blame --json`, against who wrote each line. Every clause is',
    'played on the real git program by `npm run scenarios:git`, which wrote this page.',
    '',
    'Forms: `linked` - in a linked work tree; `autocrlf`, `eol`, `encoding` - with `core.autocrlf`, `text eol=crlf` or',
    '`working-tree-encoding=UTF-16LE-BOM`.',
    '',
    '| scenario | clause | forms | lines | right | false AI | false human | unknown |',
    '|---|---|---|--:|--:|--:|--:|--:|',
    ...[...clauses].map(([key, rows]) => {
      const forms = rows.flatMap(({ variant }) => (variant === '' ? [] : [variant])).join(', ')
      return `| ${key} | ${forms} | ${cells(sum(rows.map(scoreOf)))} |`
    }),
    `| **all** | ${clauses.size} clauses | ${rows.length} runs | ${cells(total)} |`,
    '',
    ...(open.length === 0
      ? ['Every line of every run is right.']
      : [
          'Not right yet:',
          '',
          ...open.map(
            (row) =>
              `- ${row.group} ${row.clause}${row.variant === '' ? '' : ` (${row.variant})`}: ${row.notYet ?? row.failure?.trim().split('\n')[0] ?? 'not explained'}`,
          ),
        ]),
    '',
    '## What Byline cannot see',
    '',
    ...blindSpots.map((line) => `- ${line}`),
    '',
  ].join('\n')
}

function cells({ lines, right, falseAi, falseHuman, unknown }: Score): string {
  return [lines, right, falseAi, falseHuman, unknown].join(' | ')
}

function sum(scores: readonly Score[]): Score {
  return scores.reduce(
    (a, b) => ({
      lines: a.lines + b.lines,
      right: a.right + b.right,
      falseAi: a.falseAi + b.falseAi,
      falseHuman: a.falseHuman + b.falseHuman,
      unknown: a.unknown + b.unknown,
    }),
    { lines: 0, right: 0, falseAi: 0, falseHuman: 0, unknown: 0 },
  )
}
