/** The scripts in this folder, as texts. */
declare module '*.sh' {
  const text: string
  export default text
}
