/** What file systems take for `.git`: in another case, with dots and spaces at its end, and by its short name. */
const gitFolder = /^(?:\.git|git~1)[ .]*$/i

/** Characters that some file systems leave out of names. */
const ignored = /[\u200c-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g

/**
 * Whether git would ever write a path of a tree or an index to disk. A tree that somebody made by hand may have others:
 * they lead out of the work tree, or into git's own folder. Git itself refuses such paths in places, whatever it is
 * asked of the others.
 */
export function isCheckedOut(path: string, platform: string = process.platform): boolean {
  if (platform === 'win32' && /[\\:]/.test(path)) return false
  return path.split('/').every((segment) => {
    if (segment === '' || segment === '.' || segment === '..') return false
    return !gitFolder.test(segment.replaceAll(ignored, ''))
  })
}
