import { setImmediate } from 'node:timers/promises'
import type { LineClaims } from '../../provenance/sources'
import { hasLineClaims } from '../hasLineClaims'
import type { ObjectStore, StoredCommit } from './objectStore'

/** Trees compared to find where an exactly renamed file was before. */
const maxRenameTrees = 500

/**
 * Commits reachable from `start` that changed `path` and whose message has `AI-Lines`, newest first. Looks at no more
 * than `maxCommits`. Follows the side of a merge that the file came from, and renames that left it as it was.
 */
export async function walkClaims(
  store: ObjectStore,
  path: string,
  start: string,
  limit: number,
  maxCommits: number,
): Promise<readonly LineClaims[]> {
  const claims: LineClaims[] = []
  const queued = new Set<string>()
  const open: { readonly commit: StoredCommit; readonly name: string }[] = []
  const enqueue = async (id: string, name: string): Promise<void> => {
    if (queued.has(`${id} ${name}`)) return
    queued.add(`${id} ${name}`)
    const commit = await store.commit(id)
    const at = open.findIndex((other) => other.commit.committedAt < commit.committedAt)
    open.splice(at < 0 ? open.length : at, 0, { commit, name })
  }
  await enqueue(start, path)
  for (let looked = 1; looked <= maxCommits && claims.length < limit; looked++) {
    const next = open.shift()
    if (!next) break
    // All in memory, a walk would not let the editor breathe.
    if (looked % 10 === 0) await setImmediate()
    const { commit, name } = next
    const entry = await store.entryAt(commit.tree, name)
    if (entry?.type !== 'blob') continue
    const parents = await Promise.all(commit.parents.map(async (id) => store.commit(id)))
    const entries = await Promise.all(parents.map(async (parent) => store.entryAt(parent.tree, name)))
    const same = parents.find((_, index) => entries[index]?.id === entry.id)
    if (same) {
      await enqueue(same.id, name)
      continue
    }
    if (hasLineClaims.test(commit.message)) {
      claims.push({ commit: commit.id, path: name, blob: entry.id, message: commit.message })
    }
    const having = parents.filter((_, index) => entries[index])
    for (const parent of having) await enqueue(parent.id, name)
    if (having.length > 0) continue
    for (const parent of parents) {
      const before = await renamedFrom(store, parent.tree, commit.tree, entry.id)
      if (before !== undefined) await enqueue(parent.id, before)
    }
  }
  return claims
}

/** The path that has the blob in the one tree and is gone from the other. */
async function renamedFrom(
  store: ObjectStore,
  before: string,
  after: string,
  blob: string,
): Promise<string | undefined> {
  const open: { readonly prefix: string; readonly before: string; readonly after: string | undefined }[] = [
    { prefix: '', before, after },
  ]
  for (let compared = 0; compared < maxRenameTrees; compared++) {
    const next = open.shift()
    if (!next) return undefined
    const later = next.after === undefined ? undefined : await store.tree(next.after)
    for (const [name, entry] of await store.tree(next.before)) {
      const counterpart = later?.get(name)
      if (counterpart?.id === entry.id) continue
      const path = next.prefix + name
      if (entry.type === 'blob' && entry.id === blob && !counterpart) return path
      if (entry.type !== 'tree') continue
      open.push({
        prefix: `${path}/`,
        before: entry.id,
        after: counterpart?.type === 'tree' ? counterpart.id : undefined,
      })
    }
  }
  return undefined
}
