import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import * as vscode from 'vscode'
import { DisposableStore } from '../../base/disposable'

/** What Byline uses of the API of VS Code's git extension. */
interface GitApi {
  readonly git: { readonly path: string }
  readonly repositories: readonly GitApiRepository[]
  readonly onDidOpenRepository: vscode.Event<GitApiRepository>
}

interface GitApiHead {
  readonly commit?: string
  readonly name?: string
  readonly upstream?: { readonly remote: string; readonly name: string }
  readonly ahead?: number
  readonly behind?: number
}

/** The branch of a remote that the branch of HEAD is pushed to. */
export interface Upstream {
  /** Root of the repository. */
  readonly root: string
  readonly remote: string
  readonly branch: string
}

interface GitApiRepository {
  readonly rootUri: vscode.Uri
  readonly state: {
    readonly HEAD: GitApiHead | undefined
    readonly onDidChange: vscode.Event<void>
  }
}

/** The editor's git extension: where the git program is, and when HEAD of a repository moves. */
export class GitExtension extends DisposableStore {
  readonly #headMoved = this.add(new vscode.EventEmitter<string>())
  readonly #stateChanged = this.add(new vscode.EventEmitter<string>())
  readonly #upstreamMoved = this.add(new vscode.EventEmitter<Upstream>())
  readonly #heads = new Map<string, string | undefined>()
  readonly #upstreams = new Map<string, string>()
  #api: Promise<GitApi | undefined> | undefined
  #path: Promise<string | undefined> | undefined

  /** HEAD of the repository with this root is another commit now, whoever moved it. */
  readonly onDidMoveHead = this.#headMoved.event
  /** Something of the repository with this root changed: staged, committed, checked out. */
  readonly onDidChangeState = this.#stateChanged.event

  /** HEAD is ahead of its upstream, or behind it, by another number now, as after a push, a fetch or a commit. */
  readonly onDidUpdateUpstream = this.#upstreamMoved.event

  constructor(private readonly log: vscode.LogOutputChannel) {
    super()
    if (vscode.workspace.isTrusted) void this.#watch()
    this.add(vscode.workspace.onDidGrantWorkspaceTrust(() => void this.#watch()))
  }

  /** Path of the git program; undefined in Restricted Mode and where there is none. */
  async path(): Promise<string | undefined> {
    if (!vscode.workspace.isTrusted) return undefined
    this.#path ??= this.#findPath()
    return this.#path
  }

  async #findPath(): Promise<string | undefined> {
    const api = await this.#getApi()
    const path = api?.git.path || 'git'
    try {
      await promisify(execFile)(path, ['--version'], { timeout: 10_000 })
      return path
    } catch {
      this.log.warn(`The git program (${path}) does not run: Byline shows what it recorded and writes no trailers.`)
      return undefined
    }
  }

  async #watch(): Promise<void> {
    const api = await this.#getApi()
    if (!api) return
    for (const repository of api.repositories) this.#follow(repository)
    this.add(api.onDidOpenRepository((repository) => this.#follow(repository)))
  }

  #follow(repository: GitApiRepository): void {
    const root = repository.rootUri.fsPath
    if (this.#heads.has(root)) return
    this.#heads.set(root, repository.state.HEAD?.commit)
    this.#upstreams.set(root, upstreamKey(repository.state.HEAD))
    this.add(
      repository.state.onDidChange(() => {
        const commit = repository.state.HEAD?.commit
        if (commit !== this.#heads.get(root)) {
          this.#heads.set(root, commit)
          this.#headMoved.fire(root)
        }
        this.#upstreamChanged(root, repository.state.HEAD)
        this.#stateChanged.fire(root)
      }),
    )
  }

  #upstreamChanged(root: string, head: GitApiHead | undefined): void {
    const key = upstreamKey(head)
    if (key === this.#upstreams.get(root)) return
    this.#upstreams.set(root, key)
    const upstream = head?.upstream
    if (upstream) this.#upstreamMoved.fire({ root, remote: upstream.remote, branch: upstream.name })
  }

  #getApi(): Promise<GitApi | undefined> {
    this.#api ??= this.#loadApi()
    return this.#api
  }

  async #loadApi(): Promise<GitApi | undefined> {
    const extension = vscode.extensions.getExtension<{ getAPI(version: 1): GitApi }>('vscode.git')
    if (!extension) return undefined
    try {
      return (await extension.activate()).getAPI(1)
    } catch (error) {
      // The git extension is switched off (`git.enabled`): all else works without it.
      this.log.info(`The editor's git extension is not available: ${String(error)}`)
      return undefined
    }
  }
}

function upstreamKey(head: GitApiHead | undefined): string {
  return JSON.stringify([head?.upstream?.remote, head?.upstream?.name, head?.ahead, head?.behind])
}
