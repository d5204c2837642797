const maxLength = 200

/**
 * What a program that failed said, in one line for people: of an uncaught error its message and neither the code around
 * it nor the stack; else the first line.
 * @returns undefined where it said nothing
 */
export function saidIn(output: string): string | undefined {
  const lines = output
    .slice(0, 64 * 1024)
    .split('\n')
    .map((line) => line.trim().slice(0, 2 * maxLength))
    .filter((line) => line !== '' && !/^at |^\(node:\d+\)|^\(Use `/.test(line))
  const error = lines.find((line) => /^(?:[A-Z]\w*)?Error(?: \[\w+\])?: /.test(line))
  const said = error ?? lines[0]
  return said === undefined || said.length <= maxLength ? said : `${said.slice(0, maxLength)}…`
}
