import type { HookOptions } from '../git/hooks/hookPlace'
import type { RepositoryContext } from './repositoryContext'

/** The hooks are looked after through the same git program as everything else. Throws where there is none. */
export function hookOptions(repository: RepositoryContext): HookOptions {
  return { program: repository.program.git.executable }
}
