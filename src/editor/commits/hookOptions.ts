import type { HookOptions } from '../../commit/hooks/hookPlace'
import type { RepositoryContext } from '../repositories/repositoryContext'

/** The hooks are looked after through the same git program as everything else. Throws where there is none. */
export function hookOptions(repository: RepositoryContext): HookOptions {
  return { program: repository.program.git.executable }
}
