import * as path from 'node:path'

/**
 * Where Byline keeps its files in a repository: `byline` in the git directory that all work trees share.
 * @param commonDir absolute path of that git directory
 */
export function bylineFolderOf(commonDir: string): string {
  return path.join(commonDir, 'byline')
}

/** What stays when the hooks are taken out: what was recorded, what the user answered, and what waits for a commit. */
const kept = {
  records: 'records',
  texts: 'texts',
  /** Texts that are about to be pruned. */
  away: 'away',
  index: 'index.json',
  /** An empty file for each version of a file that was committed with AI lines. */
  aiVersions: 'ai-versions',
  /** There only while AI text waits for its commit. */
  pending: 'pending',
  consent: 'consent.json',
  notesAnswer: 'notes.json',
  /** Which AI lines of commits have their note by now. */
  sharedLines: 'shared-lines',
  damaged: 'damaged',
  temporary: 'tmp',
} as const

/** What the hooks run, and what hooks, command line and editor leave for each other. */
const ofHooks = {
  program: 'cli.js',
  programPackage: 'package.json',
  hookScript: 'hook.sh',
  version: 'version',
  runtimes: 'runtime',
  hookLog: 'hook.log',
  log: 'log',
  /** The editor's trailer settings. */
  settings: 'settings.json',
  /** Holds the HEAD that was there when the user left the trailers out of the next commit. */
  skipNextCommit: 'skip-next-commit',
  /** What the template of the commit says that is being written. */
  template: 'template',
  /** By its date: the hooks looked at what was pending until then. Holds the git directory of the work tree. */
  looked: 'looked',
  /** Holds the commit that HEAD was last seen to be moved from. */
  moved: 'moved',
  /** The seconds that runs of a hook get. */
  limit: 'limit',
  /** By its date: when old records were last taken out beside the record of an edit. */
  pruned: 'pruned',
  notesIndex: 'notes-index.json',
  /** How far the records were compared with each remote. */
  compared: 'compared.json',
} as const

/**
 * Everything that there is in the folder, each name spelt here only; the scripts of the hooks get theirs from here, too.
 * Installed hooks of other versions use the same folder: a name never gets another meaning.
 */
export const bylineFiles = { ...kept, ...ofHooks }

/** Begins the names of the files that tell of runs of a hook which did not come to their end. */
export const unfinishedPrefix = 'unfinished.'

/** What is of no use without the hooks, and goes with them. */
export const filesOfHooks: readonly string[] = Object.values(ofHooks)
