import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Listing the processes of a machine takes some milliseconds; nobody waits for it longer. */
const timeoutMs = 5_000

/** How long it is waited for that processes are gone, and how often they are looked for. */
const goneMs = 5_000
const stepMs = 20

/**
 * Ends a process and all that it started, by a signal that nothing can ignore. Git leaves `ssh` and its other helpers
 * behind where it is killed alone: they go on holding the connection, and the terminal that they ask on. It cannot be
 * given a process group of its own instead, as they could not ask then.
 * @param pid of a child of this process
 */
export async function endProcess(pid: number): Promise<void> {
  if (process.platform === 'win32') {
    await run('taskkill', ['/pid', String(pid), '/t', '/f'], { timeout: timeoutMs, windowsHide: true }).catch(() =>
      kill(pid),
    )
    return
  }
  const doomed = [...(await startedBy(pid)).toReversed(), pid]
  for (const found of doomed) kill(found)
  // Whoever takes in orphans may take a moment. Who comes next is to find the terminal and the locks free.
  for (let waitedMs = 0; waitedMs < goneMs && doomed.some(isThere); waitedMs += stepMs) {
    await new Promise((resolve) => setTimeout(resolve, stepMs))
  }
}

/** The processes below one, parents before their children; none where they are not told. */
async function startedBy(pid: number): Promise<readonly number[]> {
  try {
    const { stdout } = await run('ps', ['-A', '-o', 'ppid=', '-o', 'pid='], { timeout: timeoutMs })
    const children = new Map<number, number[]>()
    for (const line of stdout.split('\n')) {
      const [parent = 0, child = 0] = line.trim().split(/\s+/).map(Number)
      children.set(parent, [...(children.get(parent) ?? []), child])
    }
    const found = new Set<number>()
    const left = [pid]
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      for (const child of children.get(next) ?? []) {
        if (found.has(child) || child === process.pid) continue
        found.add(child)
        left.push(child)
      }
    }
    return [...found]
  } catch {
    return [] // there is no such program here
  }
}

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has ended by itself.
  }
}
