import { visibleJson, visibleLines } from '../base/visibleText'

/*
 * Everything that the command line tells people goes through here: what a path, a message of git or a file of somebody
 * else's says must not steer the terminal. Only what is coloured or meant for programs is written by those who make it.
 */

/** Prints lines for people on stdout. */
export function print(text: string): void {
  process.stdout.write(`${visibleLines(text)}\n`)
}

/** Prints lines for people on stderr: what goes on, what went wrong. */
export function printError(text: string): void {
  process.stderr.write(`${visibleLines(text)}\n`)
}

/** Prints a value for programs on stdout: JSON on one line. */
export function printJson(value: unknown): void {
  process.stdout.write(`${visibleJson(JSON.stringify(value))}\n`)
}
