import { run, type GitWorld } from './gitWorld'

/**
 * What a forge does on its own copy, with plumbing alone: merges `topic` into `main` and makes one commit of it
 * (`squash`), or makes each commit again on top of main (`rebase`). It knows nothing of Byline; its message is the one
 * that forges write.
 */
export async function serverMerge(world: GitWorld, topic: string, how: 'squash' | 'rebase'): Promise<void> {
  const env = {
    GIT_AUTHOR_NAME: 'Forge',
    GIT_AUTHOR_EMAIL: 'noreply@forge.example',
    GIT_COMMITTER_NAME: 'Forge',
    GIT_COMMITTER_EMAIL: 'noreply@forge.example',
  }
  const git = async (...args: string[]): Promise<string> => {
    const { code, stdout, stderr } = await run('git', args, { cwd: world.server, env })
    if (code !== 0) throw new Error(`git ${args.join(' ')} on the server: ${code} ${stderr}${stdout}`)
    return stdout.trim()
  }
  const mergedTree = async (base: string, ours: string, theirs: string): Promise<string> => {
    // merge-tree takes a merge base of one's own only from git 2.40 on: a commit with this parent stands in for it.
    const stand = await git('commit-tree', `${ours}^{tree}`, '-p', base, '-m', 'Stand-in')
    const other = await git('commit-tree', `${theirs}^{tree}`, '-p', base, '-m', 'Stand-in')
    return (await git('merge-tree', '--write-tree', stand, other)).split('\n')[0]!
  }
  let main = await git('rev-parse', 'main')
  const commits = (await git('rev-list', '--reverse', `main..${topic}`)).split('\n')
  if (how === 'squash') {
    const base = await git('merge-base', 'main', topic)
    const tree = await mergedTree(base, main, topic)
    const messages = await Promise.all(commits.map((commit) => git('log', '-1', '--format=* %B', commit)))
    main = await git('commit-tree', tree, '-p', main, '-m', `Topic (#1)\n\n${messages.join('\n\n')}`)
  } else {
    for (const commit of commits) {
      const tree = await mergedTree(`${commit}^`, main, commit)
      main = await git('commit-tree', tree, '-p', main, '-m', await git('log', '-1', '--format=%B', commit))
    }
  }
  await git('update-ref', 'refs/heads/main', main)
  // As after "Delete branch": nothing holds the original blobs any more.
  await git('update-ref', '-d', `refs/heads/${topic}`)
  await git('reflog', 'expire', '--expire=now', '--all')
  await git('gc', '--quiet', '--prune=now')
}
