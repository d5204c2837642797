import { execFile, execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

export interface Outcome {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** Nothing of the machine's own git configuration, and no hook time limit that a busy machine would meet. */
export function environment(variables: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR } = process.env
  return {
    PATH,
    HOME,
    ...(TMPDIR !== undefined && { TMPDIR }),
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_EDITOR: 'true',
    LC_ALL: 'C',
    ...variables,
  }
}

/** Runs a program and waits; rejects only where it cannot be started. */
export async function run(
  program: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly env?: NodeJS.ProcessEnv; readonly input?: string },
): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = execFile(
      program,
      args,
      { cwd: options.cwd, env: environment(options.env), encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
      (error, stdout, stderr) => {
        if (error && typeof error.code !== 'number') reject(error)
        else resolve({ code: error ? Number(error.code) : 0, stdout, stderr })
      },
    )
    child.stdin?.on('error', () => undefined) // it may leave without reading
    child.stdin?.end(options.input ?? '')
  })
}

/** A work tree, and what a person does in it. */
export class Clone {
  readonly folder: string
  readonly world: GitWorld

  constructor(world: GitWorld, folder: string) {
    this.world = world
    this.folder = folder
  }

  /** Runs git; throws where it fails. */
  async git(...args: string[]): Promise<string> {
    const { code, stdout, stderr } = await this.tryGit(args)
    if (code !== 0) throw new Error(`git ${args.join(' ')} exited with ${code}: ${stderr}${stdout}`)
    return stdout.replace(/\n$/, '')
  }

  async tryGit(args: readonly string[], env: NodeJS.ProcessEnv = {}, input = ''): Promise<Outcome> {
    return run('git', args, { cwd: this.folder, env: { ...this.world.variables, ...env }, input })
  }

  /** Runs the command line; throws where it fails. */
  async byline(...args: string[]): Promise<string> {
    const { code, stdout, stderr } = await this.tryByline(args)
    if (code !== 0) throw new Error(`byline ${args.join(' ')} exited with ${code}: ${stderr}${stdout}`)
    return stdout
  }

  async tryByline(args: readonly string[], input = ''): Promise<Outcome> {
    return run(process.execPath, [this.world.cli, ...args], { cwd: this.folder, env: this.world.variables, input })
  }

  /** Writes a file without Byline's knowledge. */
  write(path: string, text: string | Uint8Array): void {
    const file = join(this.folder, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, typeof text === 'string' ? this.world.encode(text) : text)
  }

  /** Writes a file as these bytes, whatever the form of the others is. */
  writeRaw(path: string, text: string): void {
    this.write(path, Buffer.from(text))
  }

  remove(path: string): void {
    rmSync(join(this.folder, path), { recursive: true })
  }

  /** The text of a file, undefined where there is none. */
  read(path: string): string | undefined {
    try {
      return this.world.decode(readFileSync(join(this.folder, path)))
    } catch {
      return undefined
    }
  }

  /** An AI tool writes a file and says so. */
  async ai(path: string, text: string): Promise<void> {
    const about = { tool: 'claude-code', model: 'anthropic/claude-opus-5', session: 's1', mode: 'agent' }
    await this.#record(path, text, { contributor: 'ai', ...about })
  }

  /** A person types, and Byline sees it. */
  async human(path: string, text: string): Promise<void> {
    await this.#record(path, text, { contributor: 'human' })
  }

  async #record(path: string, text: string, about: object): Promise<void> {
    const before = this.read(path) ?? ''
    this.write(path, text)
    const input = JSON.stringify({ path, ...about, before, after: text })
    const { code, stdout, stderr } = await this.tryByline(['record', '--agent', 'generic'], input)
    if (code !== 0 || stdout !== '' || stderr !== '') throw new Error(`record: ${code} ${stdout}${stderr}`)
  }

  /** Stages everything and commits. */
  async commit(message = 'Work', ...options: string[]): Promise<void> {
    await this.git('add', '--all')
    await this.git('commit', '--quiet', '-m', message, ...options)
  }

  /** Pushes HEAD (or what is named) and shares the notes. */
  async publish(...refs: string[]): Promise<void> {
    await this.git('push', '--quiet', '--force', 'origin', ...(refs.length > 0 ? refs : ['HEAD:main']))
    await this.byline('sync')
  }

  /** An editor for `GIT_EDITOR` or `GIT_SEQUENCE_EDITOR`: `sed` with this script. */
  editor(script: string): string {
    return `sed -i '${script}'`
  }

  /** Who wrote the lines of a file: `a`, `m`, `h` or `u` each. */
  async contributors(path: string): Promise<string> {
    const lines = JSON.parse(await this.byline('blame', '--json', '--', path)).lines as { contributor: string }[]
    return lines.map(({ contributor }) => contributor[0]).join('')
  }
}

export interface WorldOptions {
  /** The owner works in a linked work tree. */
  readonly linked?: boolean
  /** How files differ on disk from their blobs. */
  readonly form?: 'autocrlf' | 'eol' | 'encoding'
}

/** What every scenario begins with: three lines a person was seen typing. */
export const base = 'one()\ntwo()\nthree()\n'

/** A bare repository on a server that knows nothing of Byline, and clones of it, in a folder of their own. */
export class GitWorld {
  readonly folder: string
  readonly server: string
  readonly cli: string
  /** The owner of the lines, with Byline and its hooks. */
  readonly me: Clone
  /** Further variables for every program. */
  variables: NodeJS.ProcessEnv = {}
  #form: WorldOptions['form']

  private constructor(folder: string, cli: string, name: string, form: WorldOptions['form']) {
    this.folder = folder
    this.server = join(folder, 'server.git')
    this.cli = cli
    this.#form = form
    this.me = new Clone(this, join(folder, name))
  }

  static async create(cli: string, options: WorldOptions = {}): Promise<GitWorld> {
    const folder = mkdtempSync(join(tmpdir(), 'byline-git-'))
    cpSync(await templateFolder(cli), folder, { recursive: true })
    const world = new GitWorld(folder, cli, 'me', options.form)
    const { me } = world
    if (options.form === 'autocrlf') await me.git('config', 'core.autocrlf', 'true')
    if (options.form === 'eol') me.writeRaw('.gitattributes', '*.ts text eol=crlf\n')
    if (options.form === 'encoding') me.writeRaw('.gitattributes', '*.ts text working-tree-encoding=UTF-16LE-BOM\n')
    if (options.form === 'eol' || options.form === 'encoding') {
      await me.git('add', '.gitattributes')
      await me.git('commit', '--quiet', '-m', 'Attributes')
    }
    if (options.form) {
      me.remove('a.ts')
      await me.git('checkout', '--quiet', '--', 'a.ts')
    }
    if (!options.linked) return world
    await me.git('checkout', '--quiet', '-b', 'elsewhere')
    await me.git('worktree', 'add', '--quiet', join(folder, 'linked'), 'main')
    return new GitWorld(folder, cli, 'linked', options.form)
  }

  encode(text: string): Uint8Array | string {
    if (this.#form === undefined) return text
    const crlf = text.replaceAll('\n', '\r\n')
    return this.#form === 'encoding' ? Buffer.concat([Buffer.of(0xff, 0xfe), Buffer.from(text, 'utf16le')]) : crlf
  }

  decode(bytes: Buffer): string {
    const text =
      this.#form === 'encoding' && bytes[0] === 0xff ? bytes.subarray(2).toString('utf16le') : bytes.toString()
    return text.replaceAll('\r\n', '\n')
  }

  /** Another clone, without Byline's hooks: a colleague, or whoever reads in the end. */
  async clone(name: string, ...options: string[]): Promise<Clone> {
    const folder = join(this.folder, name)
    const { code, stderr } = await run('git', ['clone', '--quiet', ...options, this.server, folder], {
      cwd: this.folder,
    })
    if (code !== 0) throw new Error(`git clone: ${stderr}`)
    const clone = new Clone(this, folder)
    identify(folder, name)
    if (this.#form === 'autocrlf') await clone.git('config', 'core.autocrlf', 'true')
    return clone
  }

  dispose(): void {
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 3 })
  }
}

function identify(folder: string, name: string): void {
  execFileSync('git', ['config', 'user.name', name], { cwd: folder, env: environment() })
  execFileSync('git', ['config', 'user.email', `${name}@example.com`], { cwd: folder, env: environment() })
}

const templates = new Map<string, Promise<string>>()
const templateFolders: string[] = []
process.once('exit', () => {
  for (const folder of templateFolders) rmSync(folder, { recursive: true, force: true })
})

/** Made once a run for each command line, which the hooks run a copy of: a server and a clone with the first commit. */
function templateFolder(cli: string): Promise<string> {
  const making = templates.get(cli) ?? makeTemplate(cli)
  templates.set(cli, making)
  return making
}

async function makeTemplate(cli: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'byline-git-template-'))
  templateFolders.push(folder)
  const git = (cwd: string, ...args: string[]) => execFileSync('git', args, { cwd, env: environment() })
  git(folder, 'init', '--quiet', '--bare', '--initial-branch=main', 'server.git')
  const me = join(folder, 'me')
  git(folder, 'init', '--quiet', '--initial-branch=main', me)
  // Relative, so that a copy of the folder has a server of its own.
  git(me, 'remote', 'add', 'origin', '../server.git')
  identify(me, 'ada')
  const clone = new Clone({ cli, variables: {}, encode: (text: string) => text, decode: String } as never, me)
  await clone.byline('install')
  await clone.human('a.ts', base)
  await clone.commit('Base')
  git(me, 'push', '--quiet', '--set-upstream', 'origin', 'main')
  return folder
}
