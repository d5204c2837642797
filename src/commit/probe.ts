import { writeFile } from 'node:fs/promises'

/**
 * `probe <file>`: writes down what runs the hooks, `<path> <version>`; asked by `byline doctor` through the shell part of
 * the hooks, which finds the program the way it does in a commit.
 */
export async function probe([file]: readonly string[]): Promise<void> {
  if (file !== undefined) await writeFile(file, `${process.execPath}\n${process.versions.node}\n`)
}
