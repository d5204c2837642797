import { createHash } from 'node:crypto'
import { bylineFiles } from '../../ledger/folder/bylineFolder'
import { scriptOf } from './scripts'

/** The hooks of git that Byline needs. */
export const hookNames = ['prepare-commit-msg', 'commit-msg', 'post-rewrite'] as const
export type HookName = (typeof hookNames)[number]

/** How every hook file of ours begins, in every version of it. The number is a hash of what follows the line. */
const beginning = /^#!\/bin\/sh\n# Byline hook ([0-9a-f]{8})\. .*\n/

/**
 * Where a hook that was there before is kept. It is renamed and not edited: so a hook in any language goes on working,
 * and comes back byte for byte. It stays in its folder, as hooks look for their helpers beside themselves.
 */
export function originalName(hook: HookName): string {
  return `${hook}.byline-original`
}

/**
 * The file that git runs, short and the same for every version of Byline: it runs the hook that was there before, which
 * decides whether the commit goes on, then leaves at once where there is nothing to do, mostly without another process: a
 * rebase runs it for every commit.
 *
 * @param bylineFolder from the folder of the hooks, so that a repository may be moved or seen under another name
 */
export function hookFile(hook: HookName, bylineFolder: string): string {
  return withBeginning(scriptOf(hook, { original: originalName(hook), bylineFolder: quoted(bylineFolder) }))
}

function withBeginning(rest: string): string {
  return `#!/bin/sh\n# Byline hook ${hashOf(rest)}. "byline uninstall" removes it.\n${rest}`
}

/** Whether a hook file is ours, and if so whether nobody changed it since it was written. Bytes as Latin-1. */
export function ownership(content: string): 'foreign' | 'changed' | 'ours' {
  const [line, hash] = beginning.exec(content) ?? []
  if (line === undefined) return 'foreign'
  return hashOf(content.slice(line.length)) === hash ? 'ours' : 'changed'
}

function hashOf(text: string): string {
  return createHash('sha256').update(text, 'latin1').digest('hex').slice(0, 8)
}

/** One line that runs Byline's part from a hook file that somebody else keeps; without Byline it does nothing. */
export function manualLine(hook: HookName): string {
  return `if f="$(git rev-parse --git-common-dir)/byline/${bylineFiles.hookScript}" && [ -f "$f" ]; then sh "$f" ${hook} "$@"; fi`
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}

/**
 * What all hooks run: finds out whether there is work, then something that can run the copied command line.
 *
 * A program that cannot run it (a node of long ago) fails at once, and the next one is tried; one that was stopped for
 * taking too long is not followed by another. Whatever happens the exit code is 0. `probe` only finds out what would run
 * it, for `byline doctor`.
 */
export const hookScript = scriptOf('hook')
