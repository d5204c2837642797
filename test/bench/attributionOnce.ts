import { timeAttribution } from './timeAttribution'

/** Prints how long one attribution takes in a process that has done nothing before; see {@link timeAttribution}. */
const [folder, file] = process.argv.slice(2)
timeAttribution(folder!, file!).then(
  (ms) => console.log(ms),
  (error: unknown) => {
    console.error(error)
    process.exitCode = 1
  },
)
