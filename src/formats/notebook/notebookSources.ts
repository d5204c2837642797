import { visit } from 'jsonc-parser'

/** A JSON string in a notebook's text, its quotes included: offsets in UTF-16 units, half-open. */
export interface SourceString {
  readonly from: number
  readonly to: number
}

/** The source of one cell as it stands in a notebook's text. */
export interface CellSource {
  /** One string for each line as notebooks are usually written, or one for all; none for an empty cell. */
  readonly strings: readonly SourceString[]
}

/** Brackets in brackets: outputs have a few, and whoever reads JSON of more runs out of stack. */
const maxDepth = 500

/**
 * Characters of JSON strings that hold sources. Each is looked at on its own, which takes some 500 bytes; a notebook of
 * megabytes consists of outputs.
 */
const maxSourceLength = 500_000

/**
 * Where a notebook's text (nbformat 4: JSON with `cells`, each with a `source`) holds the sources of its cells, in
 * order. Undefined for a text that is no such JSON, or more than people write.
 */
export function notebookSources(json: string): readonly CellSource[] | undefined {
  if (isTooDeep(json)) return undefined
  const cells: { readonly strings: SourceString[] }[] = []
  let isValid = true
  let hasCells = false
  visit(
    json,
    {
      onArrayBegin: (_offset, _length, _line, _character, path) => {
        const [key, index] = path()
        if (key === 'cells' && index === undefined) hasCells = true
      },
      onObjectBegin: (_offset, _length, _line, _character, path) => {
        if (isCell(path())) cells.push({ strings: [] })
      },
      onLiteralValue: (value: unknown, from, length, _line, _character, path) => {
        if (typeof value !== 'string') return
        const at = path()
        if (isSource(at)) cells.at(-1)?.strings.push({ from, to: from + length })
      },
      onError: () => {
        isValid = false
      },
    },
    { disallowComments: true },
  )
  const length = cells.reduce((sum, { strings }) => sum + strings.reduce((sum, { from, to }) => sum + to - from, 0), 0)
  return isValid && hasCells && length <= maxSourceLength ? cells : undefined
}

type JsonPath = readonly (string | number)[]

function isCell(path: JsonPath): boolean {
  return path.length === 2 && path[0] === 'cells' && typeof path[1] === 'number'
}

/** `cells[i].source`, or `cells[i].source[j]`. */
function isSource(path: JsonPath): boolean {
  if (path.length !== 3 && !(path.length === 4 && typeof path[3] === 'number')) return false
  return path[0] === 'cells' && path[2] === 'source'
}

function isTooDeep(json: string): boolean {
  let depth = 0
  let inString = false
  for (let at = 0; at < json.length; at++) {
    const char = json[at]
    if (inString) {
      if (char === '\\') at++
      else if (char === '"' || char === '\n') inString = false
    } else if (char === '"') inString = true
    else if (char === '[' || char === '{') {
      depth++
      if (depth > maxDepth) return true
    } else if (char === ']' || char === '}') depth--
  }
  return false
}
