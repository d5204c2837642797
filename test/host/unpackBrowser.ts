import { mkdir } from 'node:fs/promises'

import type { Installation } from './installation'
import { runProgram } from './runProgram'

/**
 * Unpacks Chromium and the system libraries that come with it. The package unpacks into the temp folder and
 * takes whatever it finds there as whole, hence a temp folder of its own; the variable makes it unpack its
 * libraries (NSS, NSPR, expat), which a bare machine lacks.
 */
export async function unpackBrowser(installation: Installation): Promise<void> {
  await mkdir(installation.browserFolder, { recursive: true })
  const script = "const { default: chromium } = await import('@sparticuz/chromium'); await chromium.executablePath();"
  const result = await runProgram(installation.node, ['--input-type=module', '--eval', script], {
    cwd: installation.root,
    env: { ...process.env, TMPDIR: installation.browserFolder, AWS_LAMBDA_JS_RUNTIME: 'nodejs22.x' },
  })
  if (result.status !== 0) throw new Error(`Chromium could not be unpacked: ${result.output}`)
}
