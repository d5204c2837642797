import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import * as path from 'node:path'

import type { Installation } from './installation'
import { openTypeFont } from './openTypeFont'

const packages = ['dejavu-mono', 'noto-sans-sc', 'noto-color-emoji']

/** Collects the fonts a bare machine lacks (monospace, Chinese, emoji) in one folder. */
export async function installFonts(installation: Installation): Promise<void> {
  await mkdir(installation.fontsFolder, { recursive: true })
  for (const name of packages) {
    const folder = path.join(installation.root, 'node_modules', '@fontsource', name, 'files')
    for (const file of await readdir(folder)) {
      if (!file.endsWith('-400-normal.woff') && !file.endsWith('latin-700-normal.woff')) continue
      const font = openTypeFont(await readFile(path.join(folder, file)))
      await writeFile(path.join(installation.fontsFolder, file.replace('.woff', '.ttf')), font)
    }
  }
}

/**
 * Writes the font configuration that makes the browser see these fonts and no others, so that pictures look the
 * same on every machine.
 * @returns the path of the written file, for `FONTCONFIG_FILE`
 */
export async function writeFontConfiguration(installation: Installation, folder: string): Promise<string> {
  const alias = (family: string, preferred: string[]): string =>
    `<alias binding="strong"><family>${family}</family><prefer>` +
    `${preferred.map((name) => `<family>${name}</family>`).join('')}</prefer></alias>`
  const file = path.join(folder, 'fonts.conf')
  await writeFile(
    file,
    `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${installation.fontsFolder}</dir>
  <dir>${path.join(installation.browserFolder, 'fonts')}</dir>
  <cachedir>${path.join(installation.root, 'font-cache')}</cachedir>
  ${alias('monospace', ['DejaVu Sans Mono', 'Noto Sans SC', 'Noto Color Emoji'])}
  ${alias('sans-serif', ['Open Sans', 'Noto Sans SC', 'Noto Color Emoji'])}
  ${alias('system-ui', ['Open Sans', 'Noto Sans SC', 'Noto Color Emoji'])}
</fontconfig>
`,
  )
  return file
}
