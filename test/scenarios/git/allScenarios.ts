import { g1 } from './g1'
import { g10 } from './g10'
import { g11 } from './g11'
import { g2 } from './g2'
import { g3 } from './g3'
import { g4 } from './g4'
import { g5 } from './g5'
import { g6 } from './g6'
import { g7 } from './g7'
import { g8 } from './g8'
import { g9 } from './g9'
import type { GitScenario } from './gitScenario'

/** Every clause, in order. */
export const allScenarios: readonly GitScenario[] = [
  ...g1,
  ...g2,
  ...g3,
  ...g4,
  ...g5,
  ...g6,
  ...g7,
  ...g8,
  ...g9,
  ...g10,
  ...g11,
]
