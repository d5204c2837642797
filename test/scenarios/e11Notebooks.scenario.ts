import { NotebookView } from '../editor/notebookView'
import type { ExpectedLine, Scenario, ScenarioGroup } from './scenario'
import type { Stage } from './stage'

const file = 'work.ipynb'

/** The lines of one cell and who wrote them. */
type Cell = readonly ExpectedLine[]

/** The lines of a notebook's file: those of the cells are from whom the cell's lines are, all others unknown. */
function fileWith(cells: readonly Cell[]): readonly ExpectedLine[] {
  const notebook = {
    cells: cells.map((cell) => ({
      cell_type: 'code',
      execution_count: null,
      metadata: {},
      outputs: [],
      source: cell.map(([, text], i) => (i < cell.length - 1 ? `${text}\n` : text)).filter((text) => text !== ''),
    })),
    metadata: { language_info: { name: 'python' } },
    nbformat: 4,
    // From 5 on each cell has an id of its own that nobody can foresee.
    nbformat_minor: 4,
  }
  const ofCells = cells.flat().filter(([, text]) => text !== '')
  return JSON.stringify(notebook, undefined, 1)
    .split('\n')
    .map((line): ExpectedLine => {
      const [next] = ofCells
      if (!next || !line.startsWith(`    ${JSON.stringify(next[1]).slice(0, -1)}`)) return ['unknown', line]
      ofCells.shift()
      return [next[0], line]
    })
}

const before: readonly Cell[] = [
  [
    ['unknown', 'import data'],
    ['unknown', 'load()'],
  ],
  [['unknown', 'show()']],
]

/** A script in a notebook, and what its cells are at the end. */
function inNotebook(
  title: string,
  act: (stage: Stage, notebook: NotebookView) => Promise<void>,
  after: readonly Cell[],
): Scenario {
  const text = fileWith(before).map(([, line]) => line)
  return {
    title,
    files: { [file]: `${text.join('\n')}\n` },
    play: async (stage) => {
      const notebook = new NotebookView(stage.code, stage.absolute(file))
      await notebook.open()
      await act(stage, notebook)
      await stage.rest()
      await notebook.save()
    },
    // The file is not open as text: its lines are judged in the commit, the cells in the editor.
    closed: [file],
    expect: { [file]: fileWith(after) },
    // Of an empty last line nothing is said.
    cells: { [file]: after.flat().filter(([, text]) => text !== '') },
  }
}

/** Types a line below the first cell's and takes a completion below that. */
async function writeInFirst(stage: Stage, notebook: NotebookView): Promise<void> {
  await notebook.enter(0)
  await stage.press('Enter')
  await stage.type('own()')
  await stage.press('Enter')
  await stage.complete('ai()')
}

const [first, second] = before as readonly [Cell, Cell]
const own: ExpectedLine = ['human', 'own()']
const ai: ExpectedLine = ['ai', 'ai()']

async function untilCells(stage: Stage, count: number): Promise<void> {
  await stage.code.waitFor(
    async () =>
      (await stage.code.evaluate((api) => api.window.activeNotebookEditor?.notebook.cellCount ?? 0)) === count,
    { what: `${count} cells` },
  )
}

export const group: ScenarioGroup = {
  id: 'E11 notebook',
  title: 'Cells of a notebook',
  scenarios: [
    inNotebook('type in a cell and take a completion there', writeInFirst, [[...first, own, ai], second]),
    inNotebook(
      'undo and redo in a cell, down to the start and back',
      async (stage, notebook) => {
        await writeInFirst(stage, notebook)
        await stage.undoTo('import data\nload()')
        await stage.redoTo('import data\nload()\nown()\nai()')
      },
      [[...first, own, ai], second],
    ),
    inNotebook(
      'type inside a completion in a cell',
      async (stage, notebook) => {
        await writeInFirst(stage, notebook)
        await stage.press('ArrowLeft')
        await stage.type('2')
      },
      [[...first, own, ['mixed', 'ai(2)']], second],
    ),
    inNotebook(
      'split a cell between a typed line and an AI line',
      async (stage, notebook) => {
        await writeInFirst(stage, notebook)
        await stage.press('Home')
        await stage.code.command('notebook.cell.split')
        await untilCells(stage, 3)
      },
      // The first half keeps the end of its last line.
      [[...first, own, ['human', '']], [ai], second],
    ),
    inNotebook(
      'join two cells',
      async (stage, notebook) => {
        await writeInFirst(stage, notebook)
        await notebook.enter(1)
        await stage.code.command('notebook.cell.joinAbove')
        await untilCells(stage, 1)
      },
      [[...first, own, ai, ...second]],
    ),
    inNotebook(
      'move a cell down and back up',
      async (stage, notebook) => {
        await writeInFirst(stage, notebook)
        await stage.code.command('notebook.cell.moveDown')
        await stage.rest()
        await stage.code.command('notebook.cell.moveUp')
        await stage.rest()
        await stage.code.command('notebook.cell.moveDown')
      },
      [second, [...first, own, ai]],
    ),
    inNotebook(
      'paste AI lines into another cell',
      async (stage, notebook) => {
        await writeInFirst(stage, notebook)
        await stage.press('Home', 'Shift+End', 'Control+C')
        await notebook.enter(1)
        await stage.press('Enter')
        await stage.change('Control+V')
      },
      [
        [...first, own, ai],
        [...second, ai],
      ],
    ),
    inNotebook(
      'paste into a cell from outside',
      async (stage, notebook) => {
        await writeInFirst(stage, notebook)
        await stage.code.clipboard.write('outside()')
        await notebook.enter(1)
        await stage.press('Enter')
        await stage.change('Control+V')
      },
      [
        [...first, own, ai],
        [...second, ['unknown', 'outside()']],
      ],
    ),
  ],
}
