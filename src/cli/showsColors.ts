/** Whether output goes to a terminal that shows colours, and the user wants them (https://no-color.org). */
export function showsColors(
  stream: { readonly isTTY?: boolean },
  environment: Readonly<Record<string, string | undefined>> = process.env,
): boolean {
  return stream.isTTY === true && !environment.NO_COLOR && environment.TERM !== 'dumb'
}
