import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import * as path from 'node:path'
import { isReached } from '../../../../src/commit/hooks/isReached'
import { temporaryFolder } from '../../../unit/ledger/temporaryFolder'

/** Whether the line behind these is reached; `helper` is a file beside the hook. */
async function reached(content: string, helper = ''): Promise<boolean> {
  const folder = temporaryFolder()
  writeFileSync(path.join(folder, 'helper'), helper)
  const script = `#!/bin/sh\n${content}\nours\nexit 0\n`
  return isReached(path.join(folder, 'commit-msg'), script, script.split('\n').indexOf('ours'))
}

const source = '. "$(dirname -- "$0")/helper"'

/** As in husky 5 to 8: it runs the hook again, which then does not come here. */
const husky8 = 'if [ -z "$husky_skip_init" ]; then\n  sh -e "$0" "$@"\n  exitCode="$?"\n\n  exit $exitCode\nfi\n'

describe('isReached', () => {
  const ends: Readonly<Record<string, readonly [string, string?]>> = {
    exit: ['echo\nexit'],
    'exit with a code': ['if true; then\n  echo\nfi\nexit $? # done'],
    exec: ['exec tool run "$0" "$@" 2>&1'],
    'exec behind a function': ['check() {\n  return 1\n}\nexec "$TOOL" "$@"'],
    'a sourced file that exits': [source, 'c=$?\nexit $c\n'],
    'a sourced file, through a variable': ['here=$(dirname "$0")\n. "$here/helper"', 'exit 0'],
    'husky 4': [source, 'case $packageManager in\n  "npm") run husky-run;;\n  *) exit 0;;\nesac\n'],
  }
  for (const [what, [content, helper]] of Object.entries(ends)) {
    it(`is not so behind ${what}`, async () => assert.equal(await reached(content, helper), false))
  }

  const goesOn: Readonly<Record<string, readonly [string, string?]>> = {
    nothing: ['npx commitlint --edit "$1"'],
    'an exit on a condition': ['if [ -n "$CI" ]; then\nexit 0\nfi\n[ -n "$CI" ] && exit 0\n[ -f x ] ||\nexit 1'],
    'an exit in a case': ['case $1 in\n  a)\n  exit 1 ;;\n  (b) exit 2 ;;\nesac'],
    'an exit in a function or subshell': ['fail() {\nexit 1\n}\n(\nexit 1\n)\nfor f in a; do\nexit 1\ndone >x'],
    'what is only text': [
      "cat <<'END'\nexit 1\nEND\nawk '\n{ if (x)\nexit\n}' \"$1\"\necho \"\nexit\n\"\n# isn't\n# exit",
    ],
    redirections: ['exec < /dev/tty\nexec >&2\nexec 3>&1'],
    'a sourced file that goes on': [source, husky8],
    'a sourced file on a condition': [`[ -n "$CI" ] && ${source}`, 'exit 0'],
  }
  for (const [what, [content, helper]] of Object.entries(goesOn)) {
    it(`is so behind ${what}`, async () => assert.equal(await reached(content, helper), true))
  }
})
