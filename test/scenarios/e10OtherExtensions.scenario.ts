import type { ScenarioGroup } from './scenario'

export const group: ScenarioGroup = {
  id: 'E10',
  title: 'Other extensions',
  scenarios: [
    {
      title: "another extension's WorkspaceEdit",
      fast: true,
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await stage.open()
        await stage.type('own()')
        await stage.press('Enter')
        await stage.complete('ai()')
        await stage.code.command('assistant.workspaceEdit', [
          { file: stage.path('a.ts'), old: 'start\n', new: 'start\nother()\n' },
        ])
        await stage.untilText('start\nother()\nown()\nai()')
        await stage.save()
      },
      expect: {
        'a.ts': [
          ['unknown', 'start'],
          ['unknown', 'other()'],
          ['human', 'own()'],
          ['ai', 'ai()'],
        ],
      },
    },
    {
      title: "another extension's edit of the editor",
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await stage.open()
        await stage.type('own()')
        await stage.code.command('assistant.editorEdit', [{ old: 'start\n', new: 'start\nother()\n' }])
        await stage.untilText('start\nother()\nown()')
        await stage.save()
      },
      expect: {
        'a.ts': [
          ['unknown', 'start'],
          ['unknown', 'other()'],
          ['human', 'own()'],
        ],
      },
    },
    {
      title: "an edit that an extension names through Byline's API",
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await stage.open()
        await stage.type('own()')
        await stage.code.evaluate(async (api, file) => {
          const uri = api.Uri.file(file)
          await api.extensions.getExtension('byline.byline')!.exports.reportEdit({
            uri,
            tool: 'some-tool',
            edit: () => {
              const edit = new api.WorkspaceEdit()
              edit.insert(uri, new api.Position(1, 0), 'named()\n')
              return api.workspace.applyEdit(edit)
            },
          })
        }, stage.absolute('a.ts'))
        await stage.untilText('start\nnamed()\nown()')
        await stage.save()
      },
      evidence: () => ['reported'],
      expect: {
        'a.ts': [
          ['unknown', 'start'],
          ['ai', 'named()'],
          ['human', 'own()'],
        ],
      },
    },
    {
      title: 'a snippet that another extension inserts',
      // Not much like the files of other groups, one of which git would take for a copy of this one.
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await stage.open()
        await stage.type('mine()')
        await stage.press('Enter')
        await stage.code.evaluate(async (api) =>
          api.window.activeTextEditor!.insertSnippet(new api.SnippetString('other()')),
        )
        await stage.untilText('start\nmine()\nother()')
        await stage.save()
      },
      expect: {
        'a.ts': [
          ['unknown', 'start'],
          ['human', 'mine()'],
          ['unknown', 'other()'],
        ],
      },
    },
    {
      title: "type while an edit that an extension names through Byline's API is still to come",
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await stage.open()
        await stage.code.evaluate((api, file) => {
          const uri = api.Uri.file(file)
          const typed = new Promise((resolve) => {
            const listener = api.workspace.onDidChangeTextDocument(({ document }) => {
              if (!document.getText().endsWith('own()')) return
              listener.dispose()
              setTimeout(resolve, 1_000)
            })
          })
          void api.extensions.getExtension('byline.byline')!.exports.reportEdit({
            uri,
            tool: 'some-tool',
            edit: async () => {
              await typed
              const edit = new api.WorkspaceEdit()
              edit.insert(uri, new api.Position(1, 0), 'named()\n')
              await api.workspace.applyEdit(edit)
            },
          })
        }, stage.absolute('a.ts'))
        await stage.type('own(')
        await stage.type(')')
        await stage.untilText('start\nnamed()\nown()')
        await stage.save()
      },
      evidence: () => ['reported'],
      expect: {
        'a.ts': [
          ['unknown', 'start'],
          ['ai', 'named()'],
          ['human', 'own()'],
        ],
      },
    },
  ],
}
