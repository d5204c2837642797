import type { Random } from '../unit/attribution/random'
import { textOf, trueCells, type TrueCells, type TrueFile } from './randomModel'
import type { Stage } from './stage'

/** Somebody at work on some files, and what is known of each. */
export interface Work {
  readonly stage: Stage
  readonly random: Random
  readonly files: ReadonlyMap<string, TrueFile>
  /** The file in the active editor. */
  active: string
  /** What was copied last. */
  clipboard: TrueCells | undefined
  /** A number that no text has had yet. */
  readonly next: () => number
}

/** Does one thing with keys and mouse and tells the model of it; false when it makes no sense at present. */
export type RandomAction = (work: Work) => Promise<boolean | void>

function fileOf(work: Work): TrueFile {
  return work.files.get(work.active)!
}

/** Puts the cursor somewhere with the arrow keys. */
async function goTo({ stage }: Work, line: number, column: number): Promise<void> {
  const { code } = stage
  await code.press('Control+Home')
  for (let i = 0; i < line; i++) await code.press('ArrowDown')
  for (let i = 0; i < column; i++) await code.press('ArrowRight')
  await code.waitFor(
    () =>
      code.evaluate(
        (api, at) => {
          const selection = api.window.activeTextEditor?.selection
          return selection?.isEmpty && selection.active.line === at.line && selection.active.character === at.column
        },
        { line, column },
      ),
    { what: `the cursor to be at ${line}:${column}`, timeoutMs: 5_000 },
  )
}

/** Goes to the end of some line, and gives its offset. */
async function goToLineEnd(work: Work): Promise<number> {
  const file = fileOf(work)
  const line = work.random.below(file.lines.length)
  await goTo(work, line, file.lines[line]!.length)
  return file.lineStart(line) + file.lines[line]!.length
}

/** Types and resolves when all of it has arrived. */
async function type(work: Work, offset: number, text: string): Promise<void> {
  const file = fileOf(work)
  for (const [i, key] of Array.from(text).entries()) file.type(offset + i, key)
  for (const part of text.split(/(\n)/)) await (part === '\n' ? work.stage.press('Enter') : work.stage.type(part))
  await work.stage.untilText(file.text)
}

const typeLine: RandomAction = async (work) => type(work, await goToLineEnd(work), `\nown${work.next()}`)

const typeInLine: RandomAction = async (work) => {
  const file = fileOf(work)
  const line = work.random.below(file.lines.length)
  const column = work.random.below(file.lines[line]!.length + 1)
  await goTo(work, line, column)
  await type(work, file.lineStart(line) + column, `x${work.next()}`)
}

const deleteInLine: RandomAction = async (work) => {
  const file = fileOf(work)
  const line = work.random.below(file.lines.length)
  const text = file.lines[line]!
  const columns = Array.from(text, (_, column) => column).filter((column) => text[column]!.trim() !== '')
  if (columns.length < 2) return false
  const column = work.random.pick(columns)
  const isForward = work.random.below(2) === 0
  await goTo(work, line, isForward ? column : column + 1)
  await work.stage.change(isForward ? 'Delete' : 'Backspace')
  file.takeOut(file.lineStart(line) + column)
  await work.stage.untilText(file.text)
}

const complete: RandomAction = async (work) => {
  const { stage, random } = work
  const offset = await goToLineEnd(work)
  await type(work, offset, '\n')
  const text = Array.from({ length: 1 + random.below(3) }, () => `ai${work.next()}`).join('\n')
  await stage.complete(text)
  fileOf(work).replace(offset + 1, offset + 1, trueCells(text, 'ai'))
  await stage.untilText(fileOf(work).text)
}

/** Takes ghost text word by word and leaves the rest. */
const completeWord: RandomAction = async (work) => {
  const { stage } = work
  const file = fileOf(work)
  const offset = await goToLineEnd(work)
  await type(work, offset, '\n')
  const text = `part${work.next()} of${work.next()} it`
  await stage.assistant.showGhostText(text)
  await stage.change('Control+ArrowRight')
  await stage.press('Escape')
  const now = await stage.code.text()
  const length = now.length - file.text.length
  file.replace(offset + 1, offset + 1, trueCells(text.slice(0, length), 'ai'))
}

const undo: RandomAction = (work) => restore(work, 'Control+Z', (file, text) => file.goBackTo(text))

const redo: RandomAction = (work) => restore(work, 'Control+Y', (file, text) => file.goForwardTo(text))

async function restore(work: Work, key: string, move: (file: TrueFile, text: string) => boolean): Promise<boolean> {
  const file = fileOf(work)
  for (let i = work.random.below(3); i >= 0; i--) {
    const before = await work.stage.code.text()
    try {
      await work.stage.change(key)
    } catch {
      // Nothing was left to undo.
      if ((await work.stage.code.text()) === before) return false
    }
    const text = await work.stage.code.text()
    if (!move(file, text)) throw new Error(`${key} led to a text that never was: ${JSON.stringify(text)}`)
  }
  return true
}

/** Selects whole lines by the keyboard; the last line has no end and is never among them. */
async function selectLines(work: Work): Promise<readonly [from: number, to: number] | undefined> {
  const file = fileOf(work)
  const lines = file.lines.length - 1
  if (lines < 3) return undefined
  const first = work.random.below(lines)
  const last = Math.min(lines, first + 1 + work.random.below(3))
  await goTo(work, first, 0)
  for (let i = first; i < last; i++) await work.stage.press('Shift+ArrowDown')
  const [from, to] = [file.lineStart(first), file.lineStart(last)]
  await work.stage.code.waitFor(
    () =>
      work.stage.code.evaluate(
        (api, text) => {
          const editor = api.window.activeTextEditor
          return editor?.document.getText(editor.selection) === text
        },
        file.text.slice(from, to),
      ),
    { what: 'the lines to be selected', timeoutMs: 5_000 },
  )
  return [from, to]
}

const copy: RandomAction = async (work) => {
  const selected = await selectLines(work)
  if (!selected) return false
  await work.stage.press('Control+C')
  work.clipboard = fileOf(work).cells.slice(...selected)
  await untilClipboard(work, textOf(work.clipboard))
}

const cut: RandomAction = async (work) => {
  const selected = await selectLines(work)
  if (!selected) return false
  const file = fileOf(work)
  work.clipboard = file.cells.slice(...selected)
  await work.stage.change('Control+X')
  file.replace(...selected, [])
  await work.stage.untilText(file.text)
  await untilClipboard(work, textOf(work.clipboard))
}

async function untilClipboard({ stage }: Work, text: string): Promise<void> {
  await stage.code.waitFor(async () => (await stage.code.clipboard.read()) === text, { what: 'the copy to be made' })
}

const paste: RandomAction = async (work) => {
  if (!work.clipboard) return false
  await pasteHere(work, work.clipboard)
}

const pasteFromOutside: RandomAction = async (work) => {
  const text = `outside${work.next()}\noutside${work.next()}\n`
  await work.stage.code.clipboard.write(text)
  work.clipboard = undefined
  await pasteHere(work, trueCells(text, 'unknown'))
}

async function pasteHere(work: Work, cells: TrueCells): Promise<void> {
  const file = fileOf(work)
  const line = work.random.below(file.lines.length)
  await goTo(work, line, 0)
  await work.stage.change('Control+V')
  const at = file.lineStart(line)
  file.replace(at, at, cells)
  await work.stage.untilText(file.text)
}

const moveLine: RandomAction = async (work) => {
  const file = fileOf(work)
  const { lines } = file
  const first = work.random.below(lines.length - 2)
  if (lines.length < 4 || lines[first] === lines[first + 1]) return false
  const isDown = work.random.below(2) === 0
  await goTo(work, isDown ? first : first + 1, 0)
  await work.stage.change(isDown ? 'Alt+ArrowDown' : 'Alt+ArrowUp')
  const [a, b, end] = [file.lineStart(first), file.lineStart(first + 1), file.lineStart(first + 2)]
  file.replace(a, end, [...file.cells.slice(b, end), ...file.cells.slice(a, b)])
  await work.stage.untilText(file.text)
}

const duplicateLine: RandomAction = async (work) => {
  const file = fileOf(work)
  const line = work.random.below(file.lines.length - 1)
  const [from, to] = [file.lineStart(line), file.lineStart(line + 1)]
  if (file.lines[line]!.trim() === '' || file.lines[line] === file.lines[line + 1]) return false
  await goTo(work, line, 0)
  await work.stage.change('Control+Shift+Alt+ArrowDown')
  file.replace(to, to, file.cells.slice(from, to))
  await work.stage.untilText(file.text)
}

const deleteLine: RandomAction = async (work) => {
  const file = fileOf(work)
  if (file.lines.length < 8) return false
  const line = work.random.below(file.lines.length - 1)
  await goTo(work, line, 0)
  await work.stage.change('Control+Shift+K')
  file.replace(file.lineStart(line), file.lineStart(line + 1), [])
  await work.stage.untilText(file.text)
}

/** The chat replaces a line or puts lines in, and somebody keeps that or undoes it. */
const chat: RandomAction = async (work) => {
  const { stage, random, active } = work
  const file = fileOf(work)
  const { lines } = file
  const line = random.below(lines.length - 1)
  const old = lines[line]!
  if (old.trim() === '' || lines.filter((other) => other.includes(old)).length > 1) return false
  const [from, to] = [file.lineStart(line), file.lineStart(line) + old.length]
  const text = random.below(2) === 0 ? `chat${work.next()}` : `chat${work.next()}\nchat${work.next()}`
  await stage.save()
  await stage.assistant.ask({ edits: [{ file: stage.path(active), old, new: text }] })
  const before = file.cells
  file.replace(from, to, trueCells(text, 'ai'))
  await stage.untilText(file.text)
  if (random.below(3) === 0) {
    await stage.assistant.undoAll()
    file.set(before)
    const yes = stage.code.page.locator('.monaco-dialog-box').getByRole('button', { name: 'Yes' })
    await stage.code.waitFor(
      async () => {
        // The editor asks first, sooner or later, when it was the last of several requests.
        if (await yes.isVisible()) await yes.click({ timeout: 1_000 })
        return (await stage.code.text()) === file.text
      },
      { what: 'the edits of the chat to be undone' },
    )
  } else await stage.assistant.keepAll()
  await stage.untilText(file.text)
  await stage.rest()
  await stage.code.focusEditor()
}

/** A formatter moves all lines in or out. */
const format: RandomAction = async (work) => {
  const file = fileOf(work)
  const isIn = !file.lines.some((line) => line.startsWith(' '))
  await work.stage.assistant.script({ format: isIn ? [['^(?=\\S)', 'gm', '  ']] : [['^ +', 'gm', '']] })
  const wanted: { unit: string; by: TrueCells[number]['by'] }[] = []
  file.cells.forEach((cell, i) => {
    const begins = i === 0 || file.text[i - 1] === '\n'
    if (isIn && begins && cell.unit.trim() !== '') wanted.push(...trueCells('  ', cell.by))
    const isIndent = cell.unit === ' ' && /(?:^|\n) *$/.test(file.text.slice(0, i))
    if (isIn || !isIndent) wanted.push(cell)
  })
  if (textOf(wanted) === file.text) return false
  await work.stage.untilChanged(() => work.stage.press('Control+Shift+I'))
  file.set(wanted)
  await work.stage.untilText(file.text)
}

const save: RandomAction = async (work) => work.stage.save()

const otherFile: RandomAction = async (work) => {
  const others = [...work.files.keys()].filter((file) => file !== work.active)
  work.active = work.random.pick(others)
  await work.stage.open(work.active)
}

const closeAndReopen: RandomAction = async (work) => {
  await work.stage.save()
  await work.stage.code.command('workbench.action.closeActiveEditor')
  await work.stage.open(work.active)
}

const reload: RandomAction = async (work) => {
  await work.stage.untilBackedUp()
  await work.stage.code.reload()
  for (const file of work.files.values()) file.forget()
  // What was copied is known in memory only.
  work.clipboard = undefined
  for (const file of work.files.keys()) await work.stage.open(file)
  await work.stage.open(work.active)
}

/** Everything that somebody does, and how often. */
export const randomActions: readonly (readonly [weight: number, name: string, action: RandomAction])[] = [
  [12, 'type a line', typeLine],
  [8, 'type in a line', typeInLine],
  [8, 'delete in a line', deleteInLine],
  [12, 'take a completion', complete],
  [4, 'take a word of a completion', completeWord],
  [10, 'undo', undo],
  [6, 'redo', redo],
  [6, 'copy lines', copy],
  [5, 'cut lines', cut],
  [10, 'paste', paste],
  [4, 'paste from outside', pasteFromOutside],
  [6, 'move a line', moveLine],
  [5, 'duplicate a line', duplicateLine],
  [5, 'delete a line', deleteLine],
  [4, 'let the chat edit', chat],
  [3, 'format the document', format],
  [3, 'save', save],
  [5, 'go to another file', otherFile],
  [3, 'close and open again', closeAndReopen],
  [1, 'reload the window', reload],
]
