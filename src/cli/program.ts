import { Command, CommanderError } from 'commander'
import { printError } from './print'
import { bylineFiles } from '../ledger/folder/bylineFolder'
import { version } from './version'

/** 0: fine, 1: there are findings, 2: wrong usage or a failure. */
export type ExitCode = 0 | 1 | 2

/** Runs any command but `hook`. What fails with a reason for people is thrown as UserFacingError. */
export async function runProgram(args: readonly string[]): Promise<ExitCode> {
  let code: ExitCode = 0
  const program = new Command('byline')
    .description('Who wrote this line? AI code provenance for git repositories.')
    .version(version)
    .exitOverride()
    .configureOutput({ writeErr: (text) => printError(text.trimEnd()) })
    .showHelpAfterError('Run "byline --help" for what there is.')
    .helpCommand(false)

  program
    .command('record')
    .description('read one edit of an AI tool from stdin and remember who wrote it')
    .requiredOption('--agent <name>', 'whose event it is; this version knows "generic"')
    .addHelpText('after', recordHelp)
    .action(async (options: { agent: string }) => {
      code = await (await import('./record/recordCommand')).recordCommand(options.agent)
    })
  program
    .command('blame')
    .description('show who wrote each line of a file, as it is on disk')
    .argument('<file>', 'from the folder you are in')
    .option('--rev <revision>', 'as it is in this revision')
    .option(
      '-L <from,to>',
      'only these lines, as for git blame: 10,20 or 10,+5, :<function> or /<regex>/,+5; may be repeated',
      (range: string, ranges: readonly string[] | undefined) => [...(ranges ?? []), range],
    )
    .option('--json', 'for programs')
    .action(async (file: string, { L: lines, ...options }: { rev?: string; L?: readonly string[]; json?: true }) => {
      code = await (await import('./blame/blameCommand')).blameCommand(file, { ...options, ...(lines && { lines }) })
    })
  program
    .command('report')
    .description('say where AI wrote in a change')
    .argument('[range]', '<base>..<head>, or <base>...<head> for what head added since it left base')
    .option('--since <date>', 'instead of a range: what the branch you are on gained since then, such as 2.weeks')
    .option('--format <format>', 'text, markdown, json or html; text in a terminal and markdown elsewhere if left out')
    .option('--output <file>', 'write to a file, from the folder you are in')
    .addHelpText('after', reportHelp)
    .action(async (range: string | undefined, options: { since?: string; format?: string; output?: string }) => {
      code = await (await import('./reportCommand')).reportCommand(range, options)
    })
  program
    .command('sync')
    .description('share who wrote what of the commits you pushed, and get what others shared')
    .argument('[remote]', 'the remote to exchange notes with; left out: the one the current branch is pushed to')
    .option('--dry-run', 'only say how much there is to share; asks nobody')
    .option('--json', 'for programs')
    .action(async (remote: string | undefined, options: { dryRun?: true; json?: true }) => {
      code = await (await import('./syncCommand')).syncCommand(remote, options)
    })
  program
    .command('install')
    .description('let commits in this repository carry provenance trailers')
    .action(async () => {
      code = await (await import('./installCommand')).installCommand()
    })
  program
    .command('uninstall')
    .description('take the hooks out of this repository again')
    .action(async () => {
      code = await (await import('./uninstallCommand')).uninstallCommand()
    })
  program
    .command('amend')
    .description('give the last commit the trailers it lacks, as long as it was not pushed')
    .action(async () => {
      code = await (await import('./amendCommand')).amendCommand()
    })
  program
    .command('doctor')
    .description('say whether the next commit here gets trailers, and if not, why and what to do')
    .action(async () => {
      code = await (await import('./doctor/doctorCommand')).doctorCommand()
    })
  program.command('hook', { hidden: true }).argument('<event>').argument('[args...]')

  try {
    await program.parseAsync(args, { from: 'user' })
    return code
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    // Help and version end this way, too, with 0. Tools that run `record` take a 2 for an order to stop.
    return error.exitCode === 0 || args[0] === 'record' ? 0 : 2
  }
}

const reportHelp = `
Without a range or a date it reports on the changes that are not committed; where there are none, on what the branch you
are on adds to its upstream or the main branch; where that is nothing, on the last commit. It says which one it took: in
the first line, and on stderr where the report goes elsewhere.

All of head: give the id of the empty tree as base (git hash-object -t tree /dev/null).
A terminal gets colours unless NO_COLOR is set.`

const recordHelp = `
With --agent generic, stdin is a JSON object:
  path         the file, absolute or relative to the current folder
  contributor  "ai", "human" or "unknown": who wrote what changed
  tool, model, session, mode
               what it was written with (model as provider/name; mode one of completion, nextEdit, inlineChat, chat,
               agent, terminal)
  before       the text before the edit; left out: the last that is known of the file
  after        the text after it; left out: the file as it is on disk

It always exits with 0 and prints nothing on stdout: the tool that calls it must not be disturbed. What it could not
use is in the log, byline/${bylineFiles.log} in the git folder.`
