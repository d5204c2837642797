import assert from 'node:assert/strict'
import { Workshop, writeFileIn } from './workshop'

describe('Another extension', function () {
  this.timeout(180_000)
  let shop: Workshop

  before(async () => {
    shop = await Workshop.open()
  })

  afterEach(() => shop.tidy())

  /** An open file with one line. */
  async function openFile(): Promise<string> {
    const file = writeFileIn(await shop.newRepository(), 'a.ts', 'const a = 1\n')
    await shop.code.openFile(file)
    await shop.shows(file, ['unknown'])
    return file
  }

  it('can name its edit, and everybody is told', async () => {
    await openFile()
    const told = await shop.code.evaluate(async (api) => {
      const byline = api.extensions.getExtension('byline.byline')!.exports
      const { uri } = api.window.activeTextEditor!.document
      const fired = new Promise<string>((resolve) => {
        byline.onDidChangeAttribution((changed: { toString(): string }) => resolve(changed.toString()))
      })
      const edit = new api.WorkspaceEdit()
      edit.insert(uri, new api.Position(1, 0), 'const named = 1\n')
      await byline.reportEdit({
        uri,
        tool: 'cline',
        model: 'anthropic/claude',
        edit: () => api.workspace.applyEdit(edit),
      })
      return [(await fired) === uri.toString(), JSON.stringify(byline.getAttribution(uri).at(-1))]
    })
    assert.deepEqual(told, [
      true,
      '{"from":1,"to":2,"contributor":"ai","tool":"cline","model":"anthropic/claude","mode":"agent","evidence":"reported"}',
    ])
  })

  it('can name an edit while another one that is named comes to its end', async () => {
    const file = await openFile()
    const tools = await shop.code.evaluate(async (api) => {
      const byline = api.extensions.getExtension('byline.byline')!.exports
      const { uri } = api.window.activeTextEditor!.document
      const insert = async (line: number): Promise<void> => {
        const edit = new api.WorkspaceEdit()
        edit.insert(uri, new api.Position(line, 0), `const line${line} = 1\n`)
        await api.workspace.applyEdit(edit)
      }
      const first = byline.reportEdit({ uri, tool: 'first-tool', edit: () => insert(1) })
      const second = byline.reportEdit({ uri, tool: 'second-tool', edit: () => first.then(() => insert(2)) })
      await Promise.all([first, second])
      const lines: readonly { tool?: string }[] = byline.getAttribution(uri)
      return lines.at(-1)?.tool
    })
    await shop.shows(file, ['unknown', 'ai', 'ai'])
    assert.equal(tools, 'second-tool')
  })

  it('that does not name its edit leaves it unknown', async () => {
    const file = await openFile()
    await shop.code.command('assistant.workspaceEdit', [{ file, at: [1, 0], new: 'const unnamed = 1\n' }])
    await shop.shows(file, ['unknown', 'unknown'])
  })
})
