import { isGood, type ScoreRow } from './scoreRow'

const headings = ['scenario', 'channel', 'lines', 'right', 'false AI', 'false human', 'unknown', '']

/** The cells of a row, as the console and the page show them. */
export function cellsOf(row: ScoreRow): readonly string[] {
  return [
    row.scenario,
    row.channel,
    ...[row.lines, row.right, row.falseAi, row.falseHuman, row.unknown].map(String),
    [
      row.broken === undefined ? (isGood(row) ? '' : 'not right') : 'did not run to its end',
      row.times > 1 ? `played ${row.times} times` : '',
    ]
      .filter((remark) => remark !== '')
      .join(', '),
  ]
}

/** The names of the columns. */
export function tableHeadings(): readonly string[] {
  return headings
}

/** Everything that is not right in a row, a line each. */
export function complaintsOf(row: ScoreRow): readonly string[] {
  if (row.broken !== undefined) return [`    ${row.broken}`]
  return row.wrong
    .slice(0, 12)
    .map(
      ({ file, lineNumber, text, witness, truth, said, fault }) =>
        `    ${file}:${lineNumber} ${JSON.stringify(text.slice(0, 60))} is ${truth}; the ${witness} says ${said} (${fault})`,
    )
}

/** One row for the console, as it comes out. */
export function printRow(row: ScoreRow): void {
  const [scenario = '', channel = '', ...numbers] = cellsOf(row)
  const mark = isGood(row) ? '  ' : '✗ '
  console.log(
    mark +
      scenario.padEnd(84) +
      channel.padEnd(9) +
      numbers.map((cell, i) => (i < 5 ? cell.padStart(8) : `  ${cell}`)).join('') +
      `  ${(row.elapsedMs / 1000).toFixed(1)} s`,
  )
  for (const complaint of complaintsOf(row)) console.log(complaint)
}

/** The head of the table on the console. */
export function printHeadings(): void {
  const [scenario = '', channel = ''] = headings
  console.log(
    `  ${scenario.padEnd(84)}${channel.padEnd(9)}` +
      ['lines', 'right', 'fals.AI', 'fals.hum', 'unknown'].map((cell) => cell.padStart(8)).join(''),
  )
}
