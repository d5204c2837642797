import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import * as path from 'node:path'
import { createRepository, storyFile } from '../demo/story'
import { git } from '../fixtures/git'
import type { Code } from '../host/code'
import { projectRoot } from '../host/projectRoot'
import { sharedCode } from '../host/sharedCode'
import { BylineView, type GutterMarks } from './bylineView'
import { untilFilesAreWatched } from './untilFilesAreWatched'

/** What an agent without a format of its own says it did. */
export interface AgentEvent {
  readonly path: string
  readonly tool: string
  readonly model?: string
  readonly before?: string
  readonly after?: string
}

/** Settings of the shared editor that are not Byline's defaults: most tests are not about the question. */
const shopSettings: Readonly<Record<string, unknown>> = { 'trailers.askConsent': false }

// Every test file is a bundle of its own, so what they share hangs on the process.
const folderKey = Symbol.for('byline.test.workshop')

function sharedFolder(): string {
  const holder = globalThis as { [folderKey]?: string }
  if (holder[folderKey] === undefined) {
    const made = realpathSync(mkdtempSync(path.join(tmpdir(), 'byline-workshop-')))
    process.once('exit', () => rmSync(made, { recursive: true, force: true }))
    holder[folderKey] = made
  }
  return holder[folderKey]
}

/**
 * The one editor that the tests of features share, open on a folder in which each test makes a repository of its own:
 * a test finds nothing of another one, so that it passes alone and in any order. `tidy` belongs into `afterEach`.
 */
export class Workshop {
  readonly view: BylineView
  readonly #made: string[] = []
  readonly #set = new Set<string>()

  private constructor(
    readonly code: Code,
    readonly folder: string,
  ) {
    this.view = new BylineView(code)
  }

  static async open(): Promise<Workshop> {
    const folder = sharedFolder()
    const settings = Object.fromEntries(Object.entries(shopSettings).map(([name, value]) => [`byline.${name}`, value]))
    return new Workshop(await sharedCode({ channel: 'proposed', folder, settings }), folder)
  }

  /** A new folder of this test alone, inside the workspace folder. */
  async newFolder(): Promise<string> {
    const made = mkdtempSync(path.join(this.folder, 'r-'))
    this.#made.push(made)
    await untilFilesAreWatched(this.code, made)
    return made
  }

  /** A new repository with the files that the demo's story begins with, all committed. */
  async newRepository(): Promise<string> {
    const root = await this.newFolder()
    createRepository(root, this.code.env)
    return root
  }

  /**
   * A repository whose story file has seven lines that were there before, then three by AI, of which somebody changed
   * the second; it is saved, open, and on screen. `aiAndMixed` is what its lines then are.
   */
  async repositoryWithAi(): Promise<{ readonly root: string; readonly file: string }> {
    const root = await this.newRepository()
    const file = path.join(root, storyFile)
    await this.view.complete(file, 'export function twice(n: number): number {\n  return 2 * n\n}')
    await this.shows(file, [...before, 'ai', 'ai', 'ai'])
    await this.code.clickText(8, '  return '.length)
    await this.type('5 + ', '  return 5 + 2 * n\n}')
    await this.save()
    await this.shows(file, aiAndMixed)
    return { root, file }
  }

  /** Types, and resolves when the text of the active editor has the result in it. */
  async type(text: string, result: string): Promise<void> {
    await this.code.type(text)
    await this.code.waitFor(async () => (await this.code.text()).includes(result), { what: `${result} to be typed` })
  }

  /** Saves the active editor by its key. */
  async save(): Promise<void> {
    await this.code.press('Control+S')
    await this.code.waitFor(() => this.code.evaluate((api) => !api.window.activeTextEditor?.document.isDirty), {
      what: 'the file to be saved',
    })
  }

  /** Sets one of Byline's settings until `tidy`. */
  async set(name: string, value: unknown): Promise<void> {
    this.#set.add(name)
    await this.code.evaluate(
      async (api, { name, value }) => api.workspace.getConfiguration('byline').update(name, value ?? undefined, true),
      { name, value },
    )
  }

  /** Lets an agent report an edit, as its hook would. */
  record(root: string, event: AgentEvent): void {
    execFileSync(process.execPath, [path.join(projectRoot(), 'dist', 'cli.js'), 'record', '--agent', 'generic'], {
      cwd: root,
      env: this.code.env,
      input: JSON.stringify({ contributor: 'ai', mode: 'agent', ...event }),
    })
  }

  /** Commits and gives Byline's trailers of the new commit. */
  commit(root: string, ...args: readonly string[]): readonly string[] {
    git(root, this.code.env, ...(args[0] === '-c' ? args : ['commit', '--quiet', ...args]))
    return trailersOf(git(root, this.code.env, 'log', '-1', '--format=%B').split('\n'))
  }

  /** Agrees to trailers in the repository of the active editor, in the dialog. */
  async enableTrailers(): Promise<void> {
    void this.code.command('byline.enableTrailers')
    await this.code.page.locator('.monaco-dialog-box').getByRole('button', { name: 'Add Provenance' }).click()
    await this.view.sees('Commits with AI lines get trailers from now on.')
    await this.view.clearNotifications()
    await this.code.focusEditor()
  }

  /** Waits until each line of a file has this contributor. */
  async shows(file: string, expected: readonly string[]): Promise<void> {
    await this.becomes(() => this.view.contributors(file), expected, path.basename(file))
  }

  /**
   * Waits until the status bar says this of the file, nothing where undefined.
   * @param uncommitted so many lines of the repository wait to be committed, and are saved; not looked at where left out
   */
  async statusBar(expected: string | undefined, uncommitted?: number): Promise<void> {
    await this.becomes(() => this.view.statusBar(), expected, 'the status bar')
    if (uncommitted !== undefined) await this.uncommitted(uncommitted)
  }

  /** Waits until the status bar says this of the repository, nothing where undefined. */
  async repositoryStatus(expected: string | undefined): Promise<void> {
    await this.becomes(() => this.view.statusBar('repository'), expected, 'the status bar’s item of the repository')
  }

  /** Clicks a link in the tooltip of an item in the status bar. */
  async clickLink(about: 'file' | 'repository', title: string): Promise<void> {
    await this.view.statusItem(about).hover()
    await this.code.page.locator('.workbench-hover:visible a', { hasText: title }).click()
    await this.code.page.mouse.move(5, 300)
  }

  /** Waits until the status bar says that so many lines of the repository wait to be committed. */
  async uncommitted(count: number): Promise<void> {
    const told = async (): Promise<string> => (await this.view.statusBar('repository')) ?? '0 uncommitted AI lines'
    const found = async (): Promise<number> =>
      Number(/^(\d+) uncommitted AI lines?( · |$)/.exec(await told())?.[1] ?? -1)
    await this.becomes(found, count, 'the number of uncommitted lines')
  }

  /** Waits until the visible editors, from left to right, have these marks. */
  async marks(...expected: readonly GutterMarks[]): Promise<void> {
    await this.becomes(() => this.view.gutterMarks(), expected, 'the marks in the gutter')
  }

  /** Asks until the answer is as expected; fails with what it was instead. */
  async becomes<T>(ask: () => Promise<T>, expected: T, what: string): Promise<void> {
    let seen: T | undefined
    await this.code
      .waitFor(async () => JSON.stringify((seen = await ask()) ?? null) === JSON.stringify(expected ?? null), {
        what: `${what} to be ${JSON.stringify(expected)}`,
      })
      .catch((error: unknown) => assert.deepEqual(seen, expected, String(error)))
  }

  /** Leaves nothing of a test behind: no editor, notification, setting or repository. */
  async tidy(): Promise<void> {
    const { code } = this
    await code.evaluate(async (api) => api.workspace.saveAll(false))
    await code.command('workbench.action.closeAllEditors')
    await code.command('workbench.action.closeQuickOpen')
    await this.view.clearNotifications()
    for (const name of this.#set) await this.set(name, shopSettings[name])
    this.#set.clear()
    await code.page.mouse.move(5, 300)
    for (const folder of this.#made.splice(0)) {
      await code.waitFor(
        () => {
          rmSync(folder, { recursive: true, force: true })
          return true
        },
        { what: `${folder} to be removed` },
      )
    }
  }
}

const before = Array.from({ length: 7 }, () => 'unknown')

/** Who wrote the lines of the file of `repositoryWithAi`. */
export const aiAndMixed: readonly string[] = [...before, 'ai', 'mixed', 'ai']

/** Byline's trailers among the lines of a message or of the preview. */
export function trailersOf(lines: readonly string[]): readonly string[] {
  return lines.filter((line) => /^(Assisted-by|Generated-by|AI-\w+): /.test(line))
}

/** The hooks of a repository that are more than git's samples. */
export function hooksOf(root: string): readonly string[] {
  return readdirSync(path.join(root, '.git/hooks'))
    .filter((name) => !name.endsWith('.sample'))
    .sort()
}

/** Writes a file of a repository, with the folders above it; returns its path. */
export function writeFileIn(root: string, name: string, text: string): string {
  const file = path.join(root, name)
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, text)
  return file
}
