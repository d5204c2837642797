import { lstatSync, mkdirSync, readFileSync, readlinkSync, rmSync, symlinkSync } from 'node:fs'
import * as path from 'node:path'

/**
 * Makes extensions that are under development look installed, by links in the extensions folder. VS Code takes them
 * in when it starts on that folder for the first time; afterwards it goes by its own list, in which a link may lead to
 * another folder with the same version.
 */
export function linkExtensions(extensionsDir: string, folders: readonly string[]): void {
  mkdirSync(extensionsDir, { recursive: true })
  for (const folder of folders) {
    const manifest = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as Record<string, string>
    const link = path.join(extensionsDir, `${manifest['publisher']}.${manifest['name']}-${manifest['version']}`)
    const there = lstatSync(link, { throwIfNoEntry: false })
    if (there && (!there.isSymbolicLink() || readlinkSync(link) === folder)) continue
    rmSync(link, { force: true })
    symlinkSync(folder, link, 'dir')
  }
}
