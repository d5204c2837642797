import { constants } from 'node:fs'
import { access, lstat, mkdir, rename, rm } from 'node:fs/promises'
import * as path from 'node:path'
import { replaceFile } from '../../files/replaceFile'
import { readSmallText } from '../../files/smallFile'
import { UserFacingError } from '../../base/errors'
import { isPlainShell } from './plainShell'
import { type HookName, hookFile, originalName, ownership } from './hookScript'

/** What stands under the name of one hook. */
export interface HookFile {
  readonly name: HookName
  /**
   * `disabled`: ours, but not executable, so that git passes over it. `outdated`: ours, of another version. `changed`: ours, with something added by others. `chained`: a hook of
   * others that is known to run ours, which it found there. `foreign`: a hook of others that does not run ours.
   * `bound`: such a one that may depend on its own name, so that only its owner can tell whether it may be renamed.
   */
  readonly state: 'missing' | 'disabled' | 'installed' | 'outdated' | 'changed' | 'chained' | 'foreign' | 'bound'
  /** Absolute path of the file that ours is in, or would be in. */
  readonly file: string
  /** The hook of others that ours runs first, if there is one; `ignored` where it is not executable, as for git. */
  readonly original?: { readonly file: string; readonly ignored: boolean }
}

/** A hook may be a program. */
const maxHookBytes = 64 * 1024 * 1024

/** What pre-commit (pre-commit.com) makes of a hook that it finds: it keeps and runs it. */
const legacySuffix = '.legacy'

export async function hookFileState(folder: string, name: HookName, bylineFolder: string): Promise<HookFile> {
  const file = path.join(folder, name)
  const content = await contentOf(file)
  if (content === undefined) return { name, state: 'missing', file }
  const owner = ownership(content)
  if (owner !== 'foreign') {
    const expected = hookFile(name, relativeFolder(folder, bylineFolder))
    const known = owner === 'changed' ? 'changed' : content === expected ? 'installed' : 'outdated'
    const state = known === 'changed' || (await isExecutable(file)) ? known : 'disabled'
    return { name, state, file, ...(await originalOf(path.join(folder, originalName(name)))) }
  }
  const legacy = await contentOf(file + legacySuffix)
  if (legacy !== undefined && ownership(legacy) !== 'foreign' && content.includes('pre-commit')) {
    const original = await originalOf(path.join(folder, originalName(name)))
    return { name, state: 'chained', file: file + legacySuffix, ...original }
  }
  return {
    name,
    state: (await isPlainShell(file, name, content)) ? 'foreign' : 'bound',
    file,
    original: { file, ignored: !(await isExecutable(file)) },
  }
}

/** Puts our hook there; one of others is kept beside it and run by ours, unless it is `bound`. */
export async function installHookFile(folder: string, name: HookName, bylineFolder: string): Promise<void> {
  const found = await hookFileState(folder, name, bylineFolder)
  if (found.state === 'installed' || found.state === 'chained' || found.state === 'bound') return
  if (found.state === 'changed') throw new UserFacingError(changedText(found.file))
  const content = hookFile(name, relativeFolder(folder, bylineFolder))
  if (found.state === 'foreign') await keepOriginal(folder, name)
  await mkdir(folder, { recursive: true })
  await replaceFile(found.file, Buffer.from(content, 'latin1'), { mode: 0o755 })
}

/** Takes our hook away; the one that was there before comes back as it was. */
export async function uninstallHookFile(folder: string, name: HookName, bylineFolder: string): Promise<void> {
  const found = await hookFileState(folder, name, bylineFolder)
  if (found.state === 'missing' || found.state === 'foreign' || found.state === 'bound') return
  if (found.state === 'changed') throw new UserFacingError(changedText(found.file))
  if (found.original) await rename(found.original.file, found.file)
  else await rm(found.file)
}

function changedText(file: string): string {
  return `Something was added to Byline’s hook ${file}. Move your lines to a file of their own, then try again.`
}

async function keepOriginal(folder: string, name: HookName): Promise<void> {
  const file = path.join(folder, name)
  const kept = path.join(folder, originalName(name))
  const earlier = await contentOf(kept)
  // Somebody put a hook in the place of ours: theirs is the one that counts now. What ours used to run is not ours
  // to delete, unless it is the same.
  if (earlier !== undefined && earlier !== (await contentOf(file))) {
    await rename(kept, await freeName(path.join(folder, `${name}.byline-replaced`)))
  }
  await rename(file, kept)
}

async function freeName(file: string): Promise<string> {
  for (let n = 1; ; n++) {
    const candidate = n === 1 ? file : `${file}-${n}`
    if (!(await exists(candidate))) return candidate
  }
}

async function originalOf(file: string): Promise<Pick<HookFile, 'original'>> {
  return (await exists(file)) ? { original: { file, ignored: !(await isExecutable(file)) } } : {}
}

/** Bytes as Latin-1, so that any two different files differ; undefined where there is none. */
async function contentOf(file: string): Promise<string | undefined> {
  try {
    return await readSmallText(file, 'latin1', maxHookBytes)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      // A symbolic link that leads nowhere is a hook that cannot run, and still somebody's.
      return (await exists(file)) ? '' : undefined
    }
    throw error
  }
}

async function exists(file: string): Promise<boolean> {
  return (await lstat(file).catch(() => undefined)) !== undefined
}

async function isExecutable(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  )
}

/** From the folder of the hooks; both are real paths. As Latin-1, like what is read. */
function relativeFolder(folder: string, bylineFolder: string): string {
  return Buffer.from(path.relative(folder, bylineFolder).replaceAll('\\', '/')).toString('latin1')
}
