import type { LineClaims } from '../../provenance/sources'
import { hasLineClaims } from '../hasLineClaims'
import type { Objects, StoredCommit } from './objects'

/** Trees compared to find where an exactly renamed file was before. */
const maxRenameTrees = 500

/** Commits that one question looks at. */
const maxCommits = 500

/** How long one question looks. */
const maxMs = 3_000

/** The commit that made a file what it is in a commit; undefined where it is not there, or too far back. */
export async function lastChange(objects: Objects, path: string, start: string): Promise<StoredCommit | undefined> {
  const untilMs = Date.now() + maxMs
  let commit = await objects.commit(start)
  const blob = commit && (await objects.entryAt(commit.tree, path))?.id
  if (blob === undefined) return undefined
  for (let looked = 0; commit && looked < maxCommits && Date.now() < untilMs; looked++) {
    const before = await parentWith(objects, commit, path, blob)
    if (!before) return commit
    commit = before
  }
  return undefined
}

/** The first parent of a commit that has this very file. */
async function parentWith(
  objects: Objects,
  { parents }: StoredCommit,
  path: string,
  blob: string,
): Promise<StoredCommit | undefined> {
  for (const id of parents) {
    const parent = await objects.commit(id)
    if (parent && (await objects.entryAt(parent.tree, path))?.id === blob) return parent
  }
  return undefined
}

/**
 * Commits reachable from `start` that changed `path` and whose message has `AI-Lines`, newest first. Follows the side of a
 * merge that the file came from, and renames that left it as it was. Looks at no more than some hundreds of commits.
 */
export async function walkClaims(
  objects: Objects,
  path: string,
  start: string,
  limit: number,
): Promise<readonly LineClaims[]> {
  const untilMs = Date.now() + maxMs
  const claims: LineClaims[] = []
  const queued = new Set<string>()
  const open: { readonly commit: StoredCommit; readonly name: string }[] = []
  const enqueue = async (id: string, name: string): Promise<void> => {
    if (queued.has(`${id} ${name}`)) return
    queued.add(`${id} ${name}`)
    const commit = await objects.commit(id)
    if (!commit) return
    const at = open.findIndex((other) => other.commit.committedAtMs < commit.committedAtMs)
    open.splice(at < 0 ? open.length : at, 0, { commit, name })
  }
  await enqueue(start, path)
  for (let looked = 0; looked < maxCommits && claims.length < limit && Date.now() < untilMs; looked++) {
    const next = open.shift()
    if (!next) break
    const { commit, name } = next
    const entry = await objects.entryAt(commit.tree, name)
    if (!entry?.mode.startsWith('1')) continue
    const parents: { readonly id: string; readonly tree: string; readonly blob: string | undefined }[] = []
    for (const id of commit.parents) {
      const parent = await objects.commit(id)
      if (parent) parents.push({ id, tree: parent.tree, blob: (await objects.entryAt(parent.tree, name))?.id })
    }
    const same = parents.find(({ blob }) => blob === entry.id)
    if (same) {
      await enqueue(same.id, name)
      continue
    }
    if (hasLineClaims.test(commit.message)) {
      claims.push({ commit: commit.id, path: name, blob: entry.id, message: commit.message })
    }
    const having = parents.filter(({ blob }) => blob !== undefined)
    for (const parent of having) await enqueue(parent.id, name)
    if (having.length > 0) continue
    for (const parent of parents) {
      const before = await renamedFrom(objects, parent.tree, commit.tree, entry.id)
      if (before !== undefined) await enqueue(parent.id, before)
    }
  }
  return claims
}

/** The path that has the blob in the one tree and is gone from the other. */
async function renamedFrom(objects: Objects, before: string, after: string, blob: string): Promise<string | undefined> {
  const open: { readonly prefix: string; readonly before: string; readonly after: string | undefined }[] = [
    { prefix: '', before, after },
  ]
  for (let compared = 0; compared < maxRenameTrees; compared++) {
    const next = open.shift()
    if (!next) return undefined
    const later = new Map<string, string>()
    if (next.after !== undefined) {
      for await (const { name, mode, id } of objects.entries(next.after)) later.set(name, `${mode} ${id}`)
    }
    for await (const { name, mode, id } of objects.entries(next.before)) {
      const counterpart = later.get(name)
      if (counterpart === `${mode} ${id}`) continue
      const path = next.prefix + name
      if (mode.startsWith('10') && id === blob && counterpart === undefined) return path
      if (mode !== '040000') continue
      open.push({
        prefix: `${path}/`,
        before: id,
        after: counterpart?.startsWith('040000 ') === true ? counterpart.slice('040000 '.length) : undefined,
      })
    }
  }
  return undefined
}
