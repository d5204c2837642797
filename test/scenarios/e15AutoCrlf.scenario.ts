import { textsAs } from './textForms'

/** As E15, where git changes line ends on the way into the repository and back. */
export const group = textsAs({
  id: 'E15 autocrlf',
  title: 'Unusual texts with core.autocrlf',
  titles: ['line ends are CRLF', 'line ends are mixed', 'begins with a byte order mark', 'no final line end'],
  gitConfig: { 'core.autocrlf': 'true', 'core.safecrlf': 'false' },
})
