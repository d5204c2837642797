import type { Environment } from '../git/gitProgram'
import { openRepository, type OpenRepository } from '../repository/openRepository'
import { printError } from './print'

/**
 * Opens the repository that the user stands in.
 * @throws UserFacingError where there is none, or it is broken
 */
export function openHere(environment: Environment = process.env): Promise<OpenRepository> {
  return openRepository(process.cwd(), printError, environment)
}
