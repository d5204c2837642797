import { spawn } from 'node:child_process'

/** How a program ended: its exit code (or the signal's name) and everything it printed. */
export interface ProgramResult {
  readonly status: number | string
  readonly output: string
}

/**
 * Runs a program to its end without a shell and collects what it prints.
 * @throws the system's error when the program cannot be started (`code` is `ENOENT` when it is not there)
 */
export function runProgram(
  command: string,
  args: readonly string[],
  options: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<ProgramResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    const collect = (data: Buffer): void => {
      output += data.toString('utf8')
    }
    child.stdout.on('data', collect)
    child.stderr.on('data', collect)
    child.on('error', reject)
    child.on('close', (code, signal) => resolve({ status: code ?? signal ?? 'unknown', output }))
  })
}
