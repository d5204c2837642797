import type { Origin } from '../../attribution/text/origin'
import { visibleLines } from '../../base/visibleText'
import { modelDisplayName } from '../../formats/trailers/toolNames'
import { paint } from '../../review/render/paint'

export interface BlameFormat {
  /** Whether to write the codes of a terminal. */
  readonly colored: boolean
  /** Which lines to show, 0-based and in order. */
  readonly lines: readonly number[]
}

/**
 * One line a line, in columns: line number, contributor, tool/model, evidence, and behind a bar the text. Control
 * characters of the text are shown as `?`, others that cannot be seen as `\u{…}`: a file must not be able to steer the
 * terminal, nor to show other code than it has.
 */
export function formatBlame(
  texts: readonly string[],
  origins: readonly Origin[],
  { colored, lines }: BlameFormat,
): string {
  const rows = lines.map((line) => {
    const origin = origins[line] ?? { contributor: 'unknown' as const }
    return {
      text: texts[line] ?? '',
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
      return `${number}  ${colored ? paint(contributor, about) : about} | ${printable(text)}\n`
    })
    .join('')
}

function toolCell({ tool, model }: Origin): string {
  return printable([tool, modelDisplayName(model)].filter((part) => part !== undefined && part !== '').join('/'))
}

function printable(text: string): string {
  // Tabs are harmless; everything else below space, and DEL and C1, is not.
  return visibleLines(text.replaceAll(/[^\P{Cc}\t]/gu, '?'))
}
