import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import * as path from 'node:path'
import { parse } from 'jsonc-parser'
import { projectRoot } from '../host/projectRoot'
import { Workshop } from './workshop'

/** A keybinding as the editor lists it, or as package.json contributes it. */
interface Keybinding {
  readonly key: string
  readonly command: string
  readonly when?: string
  readonly args?: { readonly commands?: readonly string[] }
}

/** The conditions under which one of these keybindings holds, each as its parts in order; ours without what only we ask for. */
function conditions(rules: readonly Keybinding[]): readonly string[] {
  const all = rules
    .flatMap(({ when = '' }) => when.split('||'))
    .map((condition) => condition.split('&&').map((part) => part.trim()))
    .map((parts) => new Set(parts.filter((part) => part !== '' && !/^(config\.)?byline\./.test(part))))
  // What holds only where another of them holds, too, says nothing: the editor's rules carry what their commands need.
  const telling = all.filter(
    (parts) => !all.some((other) => other.size < parts.size && [...other].every((part) => parts.has(part))),
  )
  return [...new Set(telling.map((parts) => [...parts].toSorted().join(' && ')))].toSorted()
}

describe('Our keybindings', function () {
  this.timeout(120_000)

  const { contributes } = JSON.parse(readFileSync(path.join(projectRoot(), 'package.json'), 'utf8')) as {
    readonly contributes: { readonly keybindings: readonly Keybinding[] }
  }

  it('hold exactly where the editor’s own ones of the same command do', async () => {
    const { code } = await Workshop.open()
    const text = await code.evaluate(async (api) => {
      const document = await api.workspace.openTextDocument(api.Uri.parse('vscode://defaultsettings/keybindings.json'))
      return document.getText()
    })
    const theirs = parse(text) as readonly Keybinding[]
    const compared = contributes.keybindings.filter(({ args }) => args?.commands)
    assert.deepEqual([...new Set(compared.map(({ key }) => key))], ['tab', 'ctrl+right', 'f2', 'ctrl+k s'])
    for (const { key, args } of compared) {
      const [command] = args!.commands!
      const own = compared.filter((rule) => rule.key === key && rule.args?.commands?.[0] === command)
      const builtIn = theirs.filter((rule) => rule.key === key && rule.command === command)
      assert.deepEqual(conditions(own), conditions(builtIn), `${key}: ${command}`)
    }
  })

  it('run the editor’s own command first and ask first whether we listen and may', () => {
    for (const { when, args, command } of contributes.keybindings) {
      assert.match(when ?? '', /^byline\.listensTo\w+ && config\.byline\.capture\.\w+/)
      if (args?.commands) {
        assert.equal(command, 'runCommands')
        assert.equal(args.commands.length, 2)
        assert.doesNotMatch(args.commands[0]!, /^byline\./)
        assert.match(args.commands[1]!, /^byline\.did/)
      } else assert.match(command, /^\^byline\.will/)
    }
  })
})
