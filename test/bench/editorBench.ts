import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import * as path from 'node:path'
import { openCode, type Code } from '../host/code'
import type { Channel } from '../host/installation'
import { projectRoot } from '../host/projectRoot'
import type * as editorSide from './editorSide'

/** The id of an extension that does nothing, the yardstick of activation. */
export const emptyExtension = 'byline-bench.empty'

type EditorSide = typeof editorSide

/** A VS Code in which the bench decides when Byline is activated, with settings that keep other extensions quiet. */
export class EditorBench {
  private constructor(
    readonly code: Code,
    private readonly extensions: string,
  ) {}

  static async open(channel: Channel, folder: string): Promise<EditorBench> {
    const extensions = realpathSync(mkdtempSync(path.join(tmpdir(), 'byline-bench-extensions-')))
    const code = await openCode({
      channel,
      folder,
      extensionDevelopmentPaths: [lateByline(extensions), empty(extensions)],
      settings: {
        'byline.trailers.askConsent': false,
        'editor.quickSuggestions': 'off',
        'editor.wordBasedSuggestions': 'off',
        'editor.acceptSuggestionOnEnter': 'off',
        'editor.largeFileOptimizations': false,
      },
    })
    return new EditorBench(code, extensions)
  }

  /** Runs a function of `editorSide` in the extension host. */
  async call<K extends keyof EditorSide>(
    name: K,
    ...args: Parameters<EditorSide[K]>
  ): Promise<Awaited<ReturnType<EditorSide[K]>>> {
    const module = path.join(projectRoot(), 'out', 'test', 'bench', 'editorSide.cjs')
    return this.code.evaluate(
      (_api, arg, load) => load(arg.module)[arg.name](...arg.args),
      { module, name, args },
      300_000,
    )
  }

  /** Takes Byline in between two listeners: see `editorSide`. */
  async activateByline(): Promise<void> {
    await this.call('standBefore', path.join(projectRoot(), 'dist') + path.sep)
    await this.call('activate', 'byline.byline')
    await this.call('standAfter')
  }

  async close(): Promise<void> {
    await this.code.close()
    rmSync(this.extensions, { recursive: true, force: true })
  }
}

/** Byline as it is built, but for the event that activates it: its own manifest waits for the end of the start. */
function lateByline(folder: string): string {
  const root = projectRoot()
  const target = path.join(folder, 'byline')
  mkdirSync(target)
  const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as Record<string, unknown>
  writeFileSync(path.join(target, 'package.json'), JSON.stringify({ ...manifest, activationEvents: [] }))
  for (const part of ['dist', 'media']) symlinkSync(path.join(root, part), path.join(target, part), 'dir')
  return target
}

function empty(folder: string): string {
  const target = path.join(folder, 'empty')
  mkdirSync(target)
  writeFileSync(path.join(target, 'main.js'), 'exports.activate = () => {}\n')
  writeFileSync(
    path.join(target, 'package.json'),
    JSON.stringify({
      name: 'empty',
      publisher: 'byline-bench',
      version: '0.0.1',
      engines: { vscode: '^1.105.0' },
      activationEvents: [],
      main: './main.js',
      extensionKind: ['workspace'],
    }),
  )
  return target
}
