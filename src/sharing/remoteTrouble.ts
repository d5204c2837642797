import { UserFacingError } from '../base/errors'
import { notesRef } from '../git/notes/notesRefs'

/** What the words of git and of servers mean for who reads them, the first that fits. */
const advices: readonly (readonly [words: RegExp, advice: (remote: string) => string])[] = [
  [
    /Authentication failed|could not read (?:Username|Password)|Permission denied|access denied|Host key verification/i,
    (remote) => `See that "git fetch ${remote}" is let in, then sync again.`,
  ],
  [
    /not appear to be a git repository|Repository not found|does not exist|No such (?:remote|device|file)/i,
    (remote) => `Check its address ("git remote get-url ${remote}"), then sync again.`,
  ],
  [
    /too-short tree|unable to read|bad object|missing (?:blob|tree|commit)|did not send all necessary|corrupt/i,
    (remote) =>
      `The notes there are damaged. Whoever runs ${remote} can delete ${notesRef} there; each sync shares again what its machine recorded.`,
  ],
  [/No space left|Disk quota|File too large|write error/i, () => 'Free some disk space here, then sync again.'],
  [
    /resolve host|Failed to connect|Couldn't connect|Connection |unreachable|timed out|SSL|unable to access|no route/i,
    () => 'Check the network, then sync again.',
  ],
]

/**
 * One sentence for what went wrong, one for what to do.
 * @param error of the git program; anything else is given back as it is
 * @param what could not be done
 */
export function remoteTrouble(error: unknown, remote: string, what: string): unknown {
  if (!(error instanceof UserFacingError)) return error
  const [, seconds] = / took longer than ([\d.]+) s\.$/.exec(error.message) ?? []
  const said = error.message.replace(/^"git \w+" in .*? failed \(\w+\): /, '')
  const reason =
    seconds === undefined
      ? plain(said.split('\n').find((line) => line !== '') ?? '').replace(/^(?:fatal|error): /, '')
      : `${remote} did not answer within ${seconds} s`
  const advice = seconds === undefined ? advices.find(([words]) => words.test(said))?.[1](remote) : undefined
  return new UserFacingError(
    `${what}: ${/[.!?]$/.test(reason) ? reason : `${reason}.`} Nothing was published. ${advice ?? 'Sync again later.'}`,
    { cause: error },
  )
}

/**
 * A push that the remote took, looked at and turned down.
 * @param reason in the words of git: `[remote rejected] (hook declined)`
 * @param stderr with what the server says, each line behind `remote: `
 */
export function remoteRefusal(remote: string, ref: string, reason: string, stderr: string): UserFacingError {
  const said = plain(
    Array.from(stderr.matchAll(/^remote:(.*)$/gm), ([, line]) => line!.trim().replace(/^(?:fatal|error): /, ''))
      .filter((line) => line !== '')
      .join(' '),
  )
  const kept = 'They are kept in this repository, and your commits and their trailers are not affected.'
  const words = `${plain(reason) || 'it does not say why'}${said === '' ? '' : `, "${said}"`}`
  if (/unpack/.test(reason) || /No space left|Disk quota|File too large|write error/i.test(said)) {
    return new UserFacingError(
      `${remote} could not store the notes: ${words}. Its disk may be full; tell whoever runs it, then sync again. ${kept}`,
    )
  }
  return new UserFacingError(
    `${remote} refuses the notes: ${words}. Whoever runs it has to allow pushes to ${ref}. ${kept}`,
  )
}

/**
 * Something on the remote that is no notes and keeps notes from being stored there.
 * @param what it is, as the object of a sentence
 */
export function remoteObstacle(remote: string, what: string): UserFacingError {
  return new UserFacingError(
    `${remote} cannot take the notes: ${what}. Whoever runs it has to delete that. Yours are kept in this repository, and your commits and their trailers are not affected.`,
  )
}

/** What a server says must not steer the terminal. */
function plain(text: string): string {
  return text.replaceAll(/\p{C}/gu, ' ').slice(0, 300).trim()
}
