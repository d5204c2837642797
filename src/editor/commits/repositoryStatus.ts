import { basename } from 'node:path'
import * as vscode from 'vscode'
import { DisposableStore } from '../../base/disposable'
import { counted } from '../../review/report/quantities'
import type { UnfinishedRun } from '../../commit/hooks/unfinishedRuns'
import type { CurrentRepository, RepositoryState } from './currentRepository'
import type { Settings } from '../settings/settings'
import type { Action } from '../ui/actionLinks'
import { showStatus, type StatusText } from '../ui/statusItem'
import type { TrailersState } from './trailersState'

const preview: Action = { title: 'Show Pending Trailers', command: 'byline.showTrailers' }
const skip: Action = { title: 'Leave Trailers Out of the Next Commit', command: 'byline.skipTrailersOnce' }
const keep: Action = { title: 'Keep Trailers in the Next Commit', command: 'byline.keepTrailers' }
const enable: Action = { title: 'Add Provenance to Commits…', command: 'byline.enableTrailers' }
const check: Action = { title: 'Check Commit Hooks', command: 'byline.checkHooks' }
const amend: Action = { title: 'Add Missing Trailers', command: 'byline.amendTrailers' }
const settingsOf: Action = {
  title: 'Open Settings',
  command: 'workbench.action.openSettings',
  args: ['byline.trailers.enabled'],
}
const trust: Action = { title: 'Manage Workspace Trust', command: 'workbench.trust.manage' }

interface Trailers {
  /** Added to the text where commits get no trailers. */
  readonly suffix: string
  readonly sentence: string
  readonly actions: readonly Action[]
}

const trailersText: Readonly<Record<Exclude<TrailersState, 'noRepository'>, Trailers>> = {
  on: { suffix: '', sentence: 'Commits get trailers.', actions: [preview, skip] },
  skipped: {
    suffix: 'next commit without trailers',
    sentence: 'You left the trailers out of the next commit.',
    actions: [keep, preview],
  },
  notAsked: { suffix: 'trailers off', sentence: 'Commits get no trailers yet.', actions: [enable, preview] },
  refused: {
    suffix: 'trailers off',
    sentence: 'Commits get no trailers: you said no in this repository.',
    actions: [enable, preview],
  },
  switchedOff: {
    suffix: 'trailers off',
    sentence: 'Commits get no trailers: byline.trailers.enabled or byline.json switches them off.',
    actions: [settingsOf, preview],
  },
  noGit: {
    suffix: 'trailers off',
    sentence: 'Commits get no trailers: git was not found on PATH.',
    actions: [{ title: 'Set git.path', command: 'workbench.action.openSettings', args: ['git.path'] }],
  },
  restricted: {
    suffix: 'trailers off',
    sentence: 'Commits get no trailers in Restricted Mode.',
    actions: [trust],
  },
}

/** Tells on the left of the status bar what the next commit of the repository means for provenance; else nothing. */
export class RepositoryStatus extends DisposableStore {
  readonly #item = this.add(vscode.window.createStatusBarItem('byline.repository', vscode.StatusBarAlignment.Left, 0))
  #state: RepositoryState | undefined

  constructor(
    private readonly settings: Settings,
    current: CurrentRepository,
  ) {
    super()
    this.#item.name = 'Byline: Repository'
    this.add(
      current.onDidChange((state) => {
        this.#state = state
        this.#refresh()
      }),
    )
    this.add(settings.statusBar.onDidChange(() => this.#refresh()))
  }

  #refresh(): void {
    showStatus(this.#item, this.settings.statusBar.value && this.#state ? statusOf(this.#state) : undefined)
  }
}

function statusOf(state: RepositoryState): StatusText | undefined {
  const { repository, trailers, lines, unfinished } = state
  if (unfinished) return stoppedHook(state, unfinished)
  const waiting = waitingText(lines)
  if (trailers === 'noRepository' || (waiting === undefined && trailers !== 'skipped')) return undefined
  const { suffix, sentence, actions } = trailersText[trailers]
  return {
    icon: suffix === '' ? 'git-commit' : 'circle-slash',
    text: capitalised([waiting, suffix].filter((part) => part !== undefined && part !== '').join(' · ')),
    sentences: [...waitingSentences(repository.root, lines), sentence],
    actions,
    command: trailers === 'restricted' ? trust.command : preview.command,
  }
}

/** A commit whose hook was stopped may lack its trailers; this is said until the user has taken note of it. */
function stoppedHook({ repository, lines }: RepositoryState, { startedMs, why }: UnfinishedRun): StatusText {
  const time = new Date(startedMs).toLocaleTimeString(undefined, { timeStyle: 'short' })
  const waiting = waitingText(lines)
  return {
    icon: 'warning',
    text: capitalised([...(waiting === undefined ? [] : [waiting]), 'a commit may lack trailers'].join(' · ')),
    sentences: [
      `The commit hook ${why ?? 'was ended from outside'} at ${time}.`,
      'That commit may lack its trailers.',
      ...waitingSentences(repository.root, lines),
    ],
    actions: [amend, check, { title: 'Dismiss', command: 'byline.forgetStoppedHooks' }],
    command: check.command,
  }
}

function waitingSentences(root: string, lines: RepositoryState['lines']): readonly string[] {
  const more = counted(lines.unsaved, lines.saved > 0 ? 'more AI line' : 'AI line')
  return [
    ...(lines.saved > 0 ? [`${waitingText(lines)} in ${basename(root)}.`] : []),
    ...(lines.unsaved > 0 ? [`${more} in unsaved files.`] : []),
  ]
}

/**
 * What waits to be committed, in a few words: `8 uncommitted AI lines`. Mixed lines count, as they hold AI text; lines
 * that are not saved count only where there are no others, as no commit can take them. Undefined where nothing waits.
 */
export function waitingText({ saved, unsaved }: RepositoryState['lines']): string | undefined {
  if (saved > 0) return counted(saved, 'uncommitted AI line')
  return unsaved > 0 ? counted(unsaved, 'unsaved AI line') : undefined
}

function capitalised(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`
}
