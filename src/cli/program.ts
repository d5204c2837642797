import { Command, CommanderError } from 'commander'
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
    .showHelpAfterError('Run "byline --help" for what there is.')
    .helpCommand(false)

  program
    .command('record')
    .description('read one edit of an AI tool from stdin and remember who wrote it')
    .requiredOption('--agent <name>', 'whose event it is; this version knows "generic"')
    .addHelpText('after', recordHelp)
    .action(async (options: { agent: string }) => {
      code = await (await import('./recordCommand')).recordCommand(options.agent)
    })
  program
    .command('blame')
    .description('show who wrote each line of a file, as it is on disk')
    .argument('<file>')
    .option('--rev <revision>', 'as it is in this revision')
    .option('--json', 'for programs')
    .action(async (file: string, options: { rev?: string; json?: true }) => {
      code = await (await import('./blameCommand')).blameCommand(file, options)
    })
  program
    .command('report')
    .description('say where AI wrote in a change; without a range, in the changes that are not committed')
    .argument(
      '[range]',
      '<base>..<head>, or <base>...<head> for what head added since it left base; all of head with the id of the empty tree as base (git hash-object -t tree /dev/null)',
    )
    .option('--format <format>', 'markdown, json or html', 'markdown')
    .option('--output <file>', 'write to a file')
    .action(async (range: string | undefined, options: { format: string; output?: string }) => {
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
    .command('doctor')
    .description('say whether commits here get trailers, and why not')
    .action(async () => {
      code = await (await import('./doctorCommand')).doctorCommand()
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
use is in the log, byline/log in the git folder.`
