import { styleText } from 'node:util'
import type { Contributor, Origin } from '../attribution/origin'
import { modelDisplayName } from '../provenance/toolNames'

const colors = { ai: 'magenta', mixed: 'yellow', human: 'green', unknown: 'gray' } as const satisfies Record<
  Contributor,
  string
>

/**
 * One line a line, in columns: line number, contributor, tool/model, evidence, and behind a bar the text. Control
 * characters of the text are shown as `?`: a file must not be able to steer the terminal.
 */
export function formatBlame(texts: readonly string[], origins: readonly Origin[], colored: boolean): string {
  const rows = texts.map((text, line) => {
    const origin = origins[line] ?? { contributor: 'unknown' as const }
    return {
      text,
      contributor: origin.contributor,
      cells: [String(line + 1), origin.contributor, toolCell(origin), origin.evidence ?? ''],
    }
  })
  const widths = [0, 1, 2, 3].map((column) =>
    rows.reduce((width, { cells }) => Math.max(width, cells[column]!.length), 0),
  )
  return rows
    .map(({ text, contributor, cells }) => {
      const [number = '', ...rest] = cells.map((cell, column) =>
        column === 0 ? cell.padStart(widths[0]!) : cell.padEnd(widths[column]!),
      )
      const about = rest.join('  ')
      return `${number}  ${colored ? styleText(colors[contributor], about) : about} | ${printable(text)}\n`
    })
    .join('')
}

function toolCell({ tool, model }: Origin): string {
  return printable([tool, modelDisplayName(model)].filter((part) => part !== undefined && part !== '').join('/'))
}

function printable(text: string): string {
  // Tabs are harmless; everything else below space, and DEL and C1, is not.
  return text.replaceAll(/[^\P{Cc}\t]/gu, '?')
}
