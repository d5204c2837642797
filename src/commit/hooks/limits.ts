/** Seconds that a run may take where nothing is known yet of this machine, and the most it is ever given to begin. */
export const limitSeconds = { usual: 5, most: 15 } as const

/** After as many strikes in a row it is no slow machine but something that hangs, and nobody waits longer for it. */
export const maxStrikes = 3
