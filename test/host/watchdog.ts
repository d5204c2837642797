import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'

// Reads process groups until its standard input ends, which it does even when the launcher is killed with -9.
// The data is removed only when its owner, the test process, is gone too: after a crash that a test caused on
// purpose it is what the next start has to recover from.
const script = `
groups=
while read -r group; do groups="$groups -$group"; done
[ -n "$groups" ] && kill -9 $groups 2>/dev/null
gone() { ! grep -q '^State:.[^ZX]' "/proc/$OWNER/status" 2>/dev/null; }
if [ -n "$OWNER" ]; then
  sleep 0.2
  gone && rm -rf -- "$OWNED_FOLDER"
fi
exit 0`

/** A process outside the launcher's group that ends what the launcher started, whichever way the launcher ends. */
export class Watchdog {
  private readonly child: ChildProcess

  /**
   * @param owned a folder to remove when the process `pid` is gone too
   */
  constructor(owned?: { readonly pid: number; readonly folder: string }) {
    this.child = spawn('/bin/sh', ['-c', script], {
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
      env: { PATH: process.env['PATH'], OWNER: owned ? String(owned.pid) : '', OWNED_FOLDER: owned?.folder },
    })
  }

  get pid(): number {
    return this.child.pid ?? 0
  }

  /** @param child must have been started `detached`, as the leader of its own process group */
  guard(child: ChildProcess): void {
    this.child.stdin?.write(`${child.pid}\n`)
  }

  /** Kills all guarded groups now and resolves when that is done. */
  async endAll(): Promise<void> {
    const exited = once(this.child, 'exit')
    this.child.stdin?.end()
    await exited
  }
}
